"""Somebody else writes between the proposal and the save: saved if it comes to the same, else not at all."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from marktui.hub.model.errors import Exit, NotAllowedError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import AccountType, Record, Teacher
from marktui.hub.model.school import Account, Choices, Connection, TickChoice
from marktui.hub.rules.connect import disconnected
from marktui.store.disk.errors import ChangedElsewhereError
from marktui.store.file.entry import Entry, What
from marktui.store.file.tables import record_change
from marktui.sync.decide.decisions import HubDecisions
from marktui.sync.model.proposal import Proposal
from marktui.sync.model.scope import Decisions, Scope

from .builders import MIS, a_mis_class, a_pupil, a_reading, a_row, a_staff_row, a_teacher, linked, row_of, upn
from .fake_mis import COORDINATOR, NOW, PUPILS, Desk, FakeMis

ONE = linked(a_pupil(1), "1")
BY_HAND = a_pupil(50, first_name="Zelda", last_name="Zimmer")
TEACHER = a_teacher(4, email="old@ash.example")
CLASS = a_mis_class("4A", "c4")
ROWS = [row_of(ONE, first_name="Ada"), a_row(2, upn=upn(2)), a_row(3), CLASS]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, FakeMis(a_reading(*ROWS)))


async def proposed(desk: Desk) -> Proposal:
    await desk.open(ONE, BY_HAND, TEACHER)
    return await desk.propose()


async def write(desk: Desk, change: Callable[[Hub], Hub], *records: Record) -> Hub:
    """Somebody else's commit."""
    hub = await desk.store.load()
    changes = tuple(record_change(hub.record(one.id), one) for one in records)
    entry = Entry(what=What.EDIT, at=NOW, login="jo", number=hub.next_entry, changes=changes)
    after = change(hub.with_records(records)).with_(next_entry=hub.next_entry + 1)
    return await desk.store.commit(hub, after, entry)


def as_it_is(hub: Hub) -> Hub:
    return hub


async def test_what_does_not_touch_the_plan_stays_and_the_plan_is_saved(desk: Desk) -> None:
    proposal = await proposed(desk)
    other = TEACHER.with_(email="new@ash.example")
    await write(desk, as_it_is, other)
    outcome = await desk.save(proposal)
    hub = await desk.store.load()
    assert (outcome.applied, outcome.run) == (True, 2)
    assert hub.teachers[TEACHER.id] == other
    assert hub.pupils[ONE.id].first_name == "Ada"
    assert (hub.generation, hub.next_entry) == (3, 3)
    assert [one.number for one in await desk.store.history()] == [2, 1, None]


async def test_new_records_get_numbers_that_nobody_has(desk: Desk) -> None:
    proposal = await proposed(desk)
    taken = sorted(one.after.id[1:] for one in proposal.plan.changes if one.before is None)
    theirs = [Teacher(id=f"t{number}", first_name="Eve", last_name="Other") for number in taken]
    await write(desk, lambda hub: hub.with_(next_record=hub.next_record + len(taken)), *theirs)
    await desk.save(proposal)
    hub = await desk.store.load()
    numbers = [one.id[1:] for one in hub.people()]
    assert len(numbers) == len(set(numbers)) == len(taken) * 2 + 4
    assert {one: hub.teachers[one.id] for one in theirs} == {one: one for one in theirs}


async def test_edit_undo_and_sync_at_once_lose_nothing(desk: Desk) -> None:
    proposal = await proposed(desk)
    decisions = HubDecisions(desk.store, "jo", lambda: NOW)
    outcome, decided = await asyncio.gather(
        desk.save(proposal), decisions.edit(TEACHER.id, {"email": "new@ash.example"})
    )
    hub = await desk.store.load()
    assert sorted([outcome.run or 0, decided.entry or 0]) == [1, 2]
    assert hub.teachers[TEACHER.id].email == "new@ash.example"
    assert len(hub.pupils) == 4


CHANGES = {
    "a pupil of the plan": lambda hub: hub.with_records([ONE.with_(first_name="Eve")]),
    "a record that a row would meet": lambda hub: hub.with_records([BY_HAND.with_(upn=upn(2))]),
    "a row that was un-ticked": lambda hub: hub.with_(
        choices=Choices(ticks=(TickChoice(Kind.PUPIL, MIS, "103", ticked=False),))
    ),
    "a plan that was approved": lambda hub: hub.with_(approvals=1),
    "all links": lambda hub: hub.with_records([ONE.with_(link=None)]),
    "the connection": disconnected,
    "the address that is read": lambda hub: hub.with_(
        connection=Connection(MIS, {"url": "https://other.example"})
    ),
    "the pupil who is gone": lambda hub: hub.without_records([ONE.id]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_what_touches_the_plan_voids_it(desk: Desk, change: Callable[[Hub], Hub]) -> None:
    proposal = await proposed(desk)
    theirs = await write(desk, change)
    before, history = desk.file(), await desk.store.history()
    with pytest.raises(ChangedElsewhereError) as caught:
        await desk.save(proposal)
    assert caught.value.exit is Exit.STORE
    assert "nothing was written" in caught.value.message
    assert caught.value.hint
    assert (await desk.store.load(), desk.file()) == (theirs, before)
    assert await desk.store.history() == history


async def test_the_next_proposal_is_saved_again(desk: Desk) -> None:
    proposal = await proposed(desk)
    await write(desk, CHANGES["a pupil of the plan"])
    with pytest.raises(ChangedElsewhereError):
        await desk.save(proposal)
    assert (await desk.run()).run == 2


async def test_decisions_of_the_review_are_kept_in_the_plan_made_anew(desk: Desk) -> None:
    proposal = await proposed(desk)
    revised = desk.sync.revise(proposal, Decisions().tick(Kind.PUPIL, "102", ticked=False))
    await write(desk, as_it_is, TEACHER.with_(email="new@ash.example"))
    await desk.save(revised)
    hub = await desk.store.load()
    assert {one.link.mis_id for one in hub.pupils.values() if one.link} == {"1", "103"}
    assert len(hub.choices.ticks) == 1


async def test_choices_of_two_are_both_kept(desk: Desk) -> None:
    desk.mis.reading = a_reading(*ROWS, a_staff_row(8))
    await desk.open(ONE)
    everything = await desk.propose(Scope((Kind.TEACHER,)))
    pupils = desk.sync.revise(await desk.propose(), Decisions().tick(Kind.PUPIL, "102", ticked=False))
    await desk.save(pupils)
    ticked = desk.sync.revise(everything, Decisions().tick(Kind.TEACHER, "908", ticked=False))
    with pytest.raises(ChangedElsewhereError):
        await desk.save(ticked)
    assert [tick.mis_id for tick in (await desk.store.load()).choices.ticks] == ["102"]


async def test_whoever_lost_the_right_meanwhile_saves_nothing(desk: Desk) -> None:
    proposal = await proposed(desk)
    heir = TEACHER.with_(account_type=AccountType.ACCESS_COORDINATOR)
    former = COORDINATOR.with_(account_type=AccountType.TEACHER)
    theirs = await write(
        desk, lambda hub: hub.with_(accounts=(*hub.accounts, Account("tariq", heir.id))), heir, former
    )
    with pytest.raises(NotAllowedError):
        await desk.save(proposal)
    assert await desk.store.load() == theirs


async def test_an_approved_plan_is_saved_though_something_else_was_changed(tmp_path: Path) -> None:
    pupils = [linked(a_pupil(number), str(number)) for number in range(1, 11)]
    desk = Desk(tmp_path, FakeMis(a_reading(*map(row_of, pupils[:4]), CLASS)))
    await desk.open(*pupils, TEACHER)
    proposal = await desk.propose()
    await write(desk, as_it_is, TEACHER.with_(email="new@ash.example"))
    assert (await desk.save(proposal, approve=proposal.plan.id)).run == 2
    assert (await desk.store.load()).approvals == 1
    assert (await desk.run(PUPILS)).run is None


async def test_a_note_does_not_stand_in_the_way(desk: Desk) -> None:
    proposal = await proposed(desk)
    await desk.store.note(Entry(what=What.HELD, at=NOW, login="jo", text="Held."))
    assert (await desk.save(proposal)).run == 1
