"""Taking back: exact, by number, and never past what came later."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Undo
from marktui.hub.rules.connect import disconnected, unlinked
from marktui.store.file.entry import What
from marktui.store.file.record_changes import record_change
from marktui.sync.history.undone import undone_by
from marktui.sync.model.review_decisions import Decisions

from .memory_hub import HubInMemory, content, shown
from .random_schools import RandomSchool, parting, random_schools
from .test_integrity import sound

thorough = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(random_schools(), random_schools(), st.booleans())
def test_undo_is_exact_and_undo_of_the_undo_too(
    start: RandomSchool, random_school: RandomSchool, parted: bool
) -> None:
    in_memory = HubInMemory(sound(start.hub))
    plan = random_school.plan(in_memory.hub)
    before = shown(in_memory.hub)
    number = in_memory.apply(random_school.plan(in_memory.hub, parting(plan)) if parted else plan)
    if number is None:
        return
    later = in_memory.hub
    undone = in_memory.undo()
    assert shown(in_memory.hub) == before
    again = in_memory.undo(undone)
    assert shown(in_memory.hub) == shown(later)
    assert (number, undone, again) == (1, 2, 3)
    assert (in_memory.hub.choices, in_memory.hub.saved) == (later.choices, later.saved)
    assert in_memory.planned().entry.number == number


@thorough
@given(random_schools(), random_schools(), st.booleans())
def test_next_sync_brings_the_same_changes_again(
    start: RandomSchool, random_school: RandomSchool, parted: bool
) -> None:
    in_memory = HubInMemory(sound(start.hub))
    decisions = parting(random_school.plan(in_memory.hub)) if parted else Decisions()
    plan = random_school.plan(in_memory.hub, decisions)
    if in_memory.apply(plan) is None:
        return
    used = {one.after.id for one in plan.changes}
    highest = in_memory.hub.next_record
    in_memory.undo()
    assert in_memory.hub.next_record == highest
    again = random_school.plan(in_memory.hub)
    assert content(again) == content(plan)
    created = {one.after.id for one in again.changes if one.before is None}
    assert not created & used


@st.composite
def taken(draw: st.DrawFn, *, by_number: bool = True) -> HubInMemory:
    """A school with some history: syncs, cleared links, undos of anything that lets itself be undone.

    Args:
        draw: Draws.
        by_number: Whether the undos are of any entry, or always of the newest.
    """
    in_memory = HubInMemory(sound(draw(random_schools()).hub))
    for step in draw(st.lists(st.integers(0, 5), min_size=2, max_size=8)):
        if step < 3:
            in_memory.apply(draw(random_schools()).plan(in_memory.hub))
        elif step == 3:
            after, pairs = unlinked(disconnected(in_memory.hub))
            if pairs:
                changes = [record_change(old, new) for old, new in pairs]
                in_memory.add(after, changes, What.DISCONNECT, clear_mis_ids=True)
        elif in_memory.entries:
            number = draw(st.sampled_from([one.number for one in in_memory.entries])) if by_number else None
            if not in_memory.obstacle(number):
                in_memory.undo(number)
    return in_memory


@thorough
@given(taken())
def test_what_lets_itself_be_taken_back_can_be_had_again(in_memory: HubInMemory) -> None:
    """Whatever the order: an undo changes nothing but its own records, and its undo gives all of it back."""
    for entry in in_memory.entries:
        there = shown(in_memory.hub)
        blocked = in_memory.obstacle(entry.number)
        if blocked:
            assert f"Entry {entry.number} " in blocked.message
            assert blocked.next or blocked.hint
            continue
        undoing = in_memory.planned(entry.number)
        ids = {change.id for change in entry.changes}
        others = [one for kind in Kind for one in in_memory.hub.records(kind).values() if one.id not in ids]
        assert all(undoing.after.record(one.id) == one for one in others)
        number = in_memory.undo(entry.number)
        assert in_memory.hub.next_record == undoing.after.next_record >= max(map(number_of, ids)) + 1
        in_memory.undo(number)
        assert shown(in_memory.hub) == there


def number_of(record_id: str) -> int:
    return int(record_id[1:])


@thorough
@given(taken(by_number=False))
def test_undo_alone_walks_back_to_the_beginning(in_memory: HubInMemory) -> None:
    numbers = []
    while not (end := in_memory.obstacle()):
        numbers.append(in_memory.planned().entry.number)
        in_memory.undo()
    assert "nothing to undo" in end.message
    assert numbers == sorted(numbers, key=lambda number: -(number or 0))
    assert shown(in_memory.hub) == shown(in_memory.first)


@thorough
@given(taken(), st.integers(0, 10))
def test_hint_of_a_blocked_undo_leads_out(in_memory: HubInMemory, place: int) -> None:
    undone = undone_by(in_memory.entries)
    there = [one.number for one in in_memory.entries if one.number and one.number not in undone]
    if there:
        follow_the_hints(in_memory, there[place % len(there)])


def follow_the_hints(in_memory: HubInMemory, number: int | None) -> None:
    while blocked := in_memory.obstacle(number):
        (step,) = blocked.next
        assert isinstance(step, Undo), blocked.message
        assert step.entry > (number or 0)
        follow_the_hints(in_memory, step.entry)
    in_memory.undo(number)
