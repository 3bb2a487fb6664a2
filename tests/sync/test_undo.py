"""Taking back: exact, by number, and never past what came later."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Undo
from marktui.hub.rules.connect import disconnected, unlinked
from marktui.store.file.entry import What
from marktui.store.file.tables import record_change
from marktui.sync.history.undo import undone_by
from marktui.sync.model.scope import Decisions

from .memory_hub import Book, content, shown
from .random_schools import World, parting, worlds
from .test_integrity import sound

thorough = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(worlds(), worlds(), st.booleans())
def test_undo_is_exact_and_undo_of_the_undo_too(start: World, world: World, parted: bool) -> None:
    book = Book(sound(start.hub))
    plan = world.plan(book.hub)
    before = shown(book.hub)
    number = book.apply(world.plan(book.hub, parting(plan)) if parted else plan)
    if number is None:
        return
    later = book.hub
    undone = book.undo()
    assert shown(book.hub) == before
    again = book.undo(undone)
    assert shown(book.hub) == shown(later)
    assert (number, undone, again) == (1, 2, 3)
    assert (book.hub.choices, book.hub.saved) == (later.choices, later.saved)
    assert book.planned().entry.number == number


@thorough
@given(worlds(), worlds(), st.booleans())
def test_next_sync_brings_the_same_changes_again(start: World, world: World, parted: bool) -> None:
    book = Book(sound(start.hub))
    decisions = parting(world.plan(book.hub)) if parted else Decisions()
    plan = world.plan(book.hub, decisions)
    if book.apply(plan) is None:
        return
    used = {one.after.id for one in plan.changes}
    highest = book.hub.next_record
    book.undo()
    assert book.hub.next_record == highest
    again = world.plan(book.hub)
    assert content(again) == content(plan)
    created = {one.after.id for one in again.changes if one.before is None}
    assert not created & used


@st.composite
def taken(draw: st.DrawFn, *, by_number: bool = True) -> Book:
    """A school with some history: syncs, cleared links, undos of anything that lets itself be undone.

    Args:
        draw: Draws.
        by_number: Whether the undos are of any entry, or always of the newest.
    """
    book = Book(sound(draw(worlds()).hub))
    for step in draw(st.lists(st.integers(0, 5), min_size=2, max_size=8)):
        if step < 3:
            book.apply(draw(worlds()).plan(book.hub))
        elif step == 3:
            after, pairs = unlinked(disconnected(book.hub))
            if pairs:
                changes = [record_change(old, new) for old, new in pairs]
                book.add(after, changes, What.DISCONNECT, clear_mis_ids=True)
        elif book.entries:
            number = draw(st.sampled_from([one.number for one in book.entries])) if by_number else None
            if not book.obstacle(number):
                book.undo(number)
    return book


@thorough
@given(taken())
def test_what_lets_itself_be_taken_back_can_be_had_again(book: Book) -> None:
    """Whatever the order: an undo changes nothing but its own records, and its undo gives all of it back."""
    for entry in book.entries:
        there = shown(book.hub)
        blocked = book.obstacle(entry.number)
        if blocked:
            assert f"Entry {entry.number} " in blocked.message
            assert blocked.next or blocked.hint
            continue
        undoing = book.planned(entry.number)
        ids = {change.id for change in entry.changes}
        others = [one for kind in Kind for one in book.hub.records(kind).values() if one.id not in ids]
        assert all(undoing.after.record(one.id) == one for one in others)
        number = book.undo(entry.number)
        assert book.hub.next_record == undoing.after.next_record >= max(map(number_of, ids)) + 1
        book.undo(number)
        assert shown(book.hub) == there


def number_of(record_id: str) -> int:
    return int(record_id[1:])


@thorough
@given(taken(by_number=False))
def test_undo_alone_walks_back_to_the_beginning(book: Book) -> None:
    numbers = []
    while not (end := book.obstacle()):
        numbers.append(book.planned().entry.number)
        book.undo()
    assert "nothing to undo" in end.message
    assert numbers == sorted(numbers, key=lambda number: -(number or 0))
    assert shown(book.hub) == shown(book.first)


@thorough
@given(taken(), st.integers(0, 10))
def test_hint_of_a_blocked_undo_leads_out(book: Book, place: int) -> None:
    undone = undone_by(book.entries)
    there = [one.number for one in book.entries if one.number and one.number not in undone]
    if there:
        follow_the_hints(book, there[place % len(there)])


def follow_the_hints(book: Book, number: int | None) -> None:
    while blocked := book.obstacle(number):
        (step,) = blocked.next
        assert isinstance(step, Undo), blocked.message
        assert step.entry > (number or 0)
        follow_the_hints(book, step.entry)
    book.undo(number)
