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
from marktui.store.file.record_changes import record_change
from marktui.sync.decide.hub_decisions import HubDecisions
from marktui.sync.model.proposal import Proposal
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import Scope

from .builders import MIS, a_mis_class, a_pupil, a_reading, a_row, a_staff_row, a_teacher, linked, row_of, upn
from .fake_mis import COORDINATOR, NOW, PUPILS, FakeMis, HubUser

ONE = linked(a_pupil(1), "1")
BY_HAND = a_pupil(50, first_name="Zelda", last_name="Zimmer")
TEACHER = a_teacher(4, email="old@ash.example")
CLASS = a_mis_class("4A", "c4")
ROWS = [row_of(ONE, first_name="Ada"), a_row(2, upn=upn(2)), a_row(3), CLASS]


@pytest.fixture
def user(tmp_path: Path) -> HubUser:
    return HubUser(tmp_path, FakeMis(a_reading(*ROWS)))


async def proposed(user: HubUser) -> Proposal:
    await user.open(ONE, BY_HAND, TEACHER)
    return await user.propose()


async def write(user: HubUser, change: Callable[[Hub], Hub], *records: Record) -> Hub:
    """Somebody else's commit."""
    hub = await user.store.load()
    changes = tuple(record_change(hub.record(one.id), one) for one in records)
    entry = Entry(what=What.EDIT, at=NOW, login="jo", number=hub.next_entry, changes=changes)
    after = change(hub.with_records(records)).with_(next_entry=hub.next_entry + 1)
    return await user.store.commit(hub, after, entry)


def as_it_is(hub: Hub) -> Hub:
    return hub


async def test_what_does_not_touch_the_plan_stays_and_the_plan_is_saved(user: HubUser) -> None:
    proposal = await proposed(user)
    other = TEACHER.with_(email="new@ash.example")
    await write(user, as_it_is, other)
    outcome = await user.save(proposal)
    hub = await user.store.load()
    assert (outcome.applied, outcome.run) == (True, 2)
    assert hub.teachers[TEACHER.id] == other
    assert hub.pupils[ONE.id].first_name == "Ada"
    assert (hub.generation, hub.next_entry) == (3, 3)
    assert [one.number for one in await user.store.history()] == [2, 1, None]


async def test_new_records_get_numbers_that_nobody_has(user: HubUser) -> None:
    proposal = await proposed(user)
    taken = sorted(one.after.id[1:] for one in proposal.plan.changes if one.before is None)
    theirs = [Teacher(id=f"t{number}", first_name="Eve", last_name="Other") for number in taken]
    await write(user, lambda hub: hub.with_(next_record=hub.next_record + len(taken)), *theirs)
    await user.save(proposal)
    hub = await user.store.load()
    numbers = [one.id[1:] for one in hub.people()]
    assert len(numbers) == len(set(numbers)) == len(taken) * 2 + 4
    assert {one: hub.teachers[one.id] for one in theirs} == {one: one for one in theirs}


async def test_edit_undo_and_sync_at_once_lose_nothing(user: HubUser) -> None:
    proposal = await proposed(user)
    decisions = HubDecisions(user.store, "jo", lambda: NOW)
    outcome, decided = await asyncio.gather(
        user.save(proposal), decisions.edit(TEACHER.id, {"email": "new@ash.example"})
    )
    hub = await user.store.load()
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
async def test_what_touches_the_plan_voids_it(user: HubUser, change: Callable[[Hub], Hub]) -> None:
    proposal = await proposed(user)
    theirs = await write(user, change)
    before, history = user.file(), await user.store.history()
    with pytest.raises(ChangedElsewhereError) as caught:
        await user.save(proposal)
    assert caught.value.exit is Exit.STORE
    assert "nothing was written" in caught.value.message
    assert caught.value.hint
    assert (await user.store.load(), user.file()) == (theirs, before)
    assert await user.store.history() == history


async def test_the_next_proposal_is_saved_again(user: HubUser) -> None:
    proposal = await proposed(user)
    await write(user, CHANGES["a pupil of the plan"])
    with pytest.raises(ChangedElsewhereError):
        await user.save(proposal)
    assert (await user.run()).run == 2


async def test_decisions_of_the_review_are_kept_in_the_plan_made_anew(user: HubUser) -> None:
    proposal = await proposed(user)
    revised = user.sync.revise(proposal, Decisions().tick(Kind.PUPIL, "102", ticked=False))
    await write(user, as_it_is, TEACHER.with_(email="new@ash.example"))
    await user.save(revised)
    hub = await user.store.load()
    assert {one.link.mis_id for one in hub.pupils.values() if one.link} == {"1", "103"}
    assert len(hub.choices.ticks) == 1


async def test_choices_of_two_are_both_kept(user: HubUser) -> None:
    user.mis.reading = a_reading(*ROWS, a_staff_row(8))
    await user.open(ONE)
    everything = await user.propose(Scope((Kind.TEACHER,)))
    pupils = user.sync.revise(await user.propose(), Decisions().tick(Kind.PUPIL, "102", ticked=False))
    await user.save(pupils)
    ticked = user.sync.revise(everything, Decisions().tick(Kind.TEACHER, "908", ticked=False))
    with pytest.raises(ChangedElsewhereError):
        await user.save(ticked)
    assert [tick.mis_id for tick in (await user.store.load()).choices.ticks] == ["102"]


async def test_whoever_lost_the_right_meanwhile_saves_nothing(user: HubUser) -> None:
    proposal = await proposed(user)
    heir = TEACHER.with_(account_type=AccountType.ACCESS_COORDINATOR)
    former = COORDINATOR.with_(account_type=AccountType.TEACHER)
    theirs = await write(
        user, lambda hub: hub.with_(accounts=(*hub.accounts, Account("tariq", heir.id))), heir, former
    )
    with pytest.raises(NotAllowedError):
        await user.save(proposal)
    assert await user.store.load() == theirs


async def test_an_approved_plan_is_saved_though_something_else_was_changed(tmp_path: Path) -> None:
    pupils = [linked(a_pupil(number), str(number)) for number in range(1, 11)]
    user = HubUser(tmp_path, FakeMis(a_reading(*map(row_of, pupils[:4]), CLASS)))
    await user.open(*pupils, TEACHER)
    proposal = await user.propose()
    await write(user, as_it_is, TEACHER.with_(email="new@ash.example"))
    assert (await user.save(proposal, approve=proposal.plan.id)).run == 2
    assert (await user.store.load()).approvals == 1
    assert (await user.run(PUPILS)).run is None


async def test_a_note_does_not_stand_in_the_way(user: HubUser) -> None:
    proposal = await proposed(user)
    await user.store.note(Entry(what=What.HELD, at=NOW, login="jo", text="Held."))
    assert (await user.save(proposal)).run == 1
