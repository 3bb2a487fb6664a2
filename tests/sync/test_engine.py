"""Nothing is applied until all has been read and shown; then everything is, in one commit."""

import asyncio
from pathlib import Path

import pytest

from marktui.hub.model.errors import NotAllowedError, NotConnectedError, StepNotReachedError, UsageError
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Status
from marktui.store.disk.errors import ChangedElsewhereError
from marktui.store.file.entry import Entry, What
from marktui.store.file.tables import decode_record
from marktui.store.store import HubStore
from marktui.sync.model.scope import EVERYTHING, Decisions, Filter, Scope
from marktui.sync.run import events

from .builders import a_mis_class, a_mis_year, a_pupil, a_reading, a_row, a_staff_row, linked, row_of, texts
from .fake_mis import COLLECTED, NOW, PUPILS, Desk, FakeMis, kinds_of

ONE = linked(a_pupil(1), "1")
CLASS = a_mis_class("4A", "c4")


def held_pupils() -> list[Pupil]:
    return [linked(a_pupil(n), str(n)) for n in range(1, 11)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, FakeMis(a_reading(row_of(ONE, first_name="Ada"), a_row(2), a_row(3), CLASS)))


async def test_sync_reads_plans_and_saves(desk: Desk) -> None:
    before = await desk.open(ONE)
    proposal = await desk.propose()
    assert await desk.store.load() == before
    outcome = await desk.save(proposal)
    hub = await desk.store.load()
    assert (outcome.applied, outcome.run, outcome.held) == (True, 1, ())
    assert (hub.generation, hub.next_entry, len(hub.pupils)) == (2, 2, 3)
    assert hub.pupils[ONE.id].first_name == "Ada"
    assert hub == proposal.plan.after.with_(generation=2, next_entry=2)


async def test_progress_is_told_step_by_step(desk: Desk) -> None:
    await desk.open(ONE)
    happened = await desk.events()
    reading = [one for one in happened if isinstance(one, events.ListProgress) and one.kind is Kind.PUPIL]
    assert [(one.done, one.total) for one in reading][1:] == [(2, 3), (3, 3)]
    steps = kinds_of(one for one in happened if not isinstance(one, events.Paused))
    assert steps == ["ListProgress", "Planning", "Proposed"]
    (wait, *_) = (one for one in happened if isinstance(one, events.Paused))
    assert (wait.seconds, wait.why) == (2.0, "Assembly allows 5 requests a second")


async def test_save_is_told_too(desk: Desk) -> None:
    await desk.open(ONE)
    saving, saved = [one async for one in desk.sync.save(await desk.propose())]
    assert saving == events.Saving(3)
    assert isinstance(saved, events.Saved)


async def test_total_of_the_last_read_stands_in_marked_about(tmp_path: Path) -> None:
    desk = Desk(tmp_path, FakeMis(a_reading(row_of(ONE), a_row(2), a_row(3), CLASS), states_total=False))
    await desk.open(ONE)
    await desk.run()
    pages = [
        one for one in await desk.events() if isinstance(one, events.ListProgress) and one.kind is Kind.PUPIL
    ]
    assert [(one.done, one.total, one.about) for one in pages][-1] == (3, 3, True)


async def test_run_is_in_the_history_with_before_and_after(desk: Desk) -> None:
    await desk.open(ONE)
    outcome = await desk.run()
    run, _ = await desk.store.history()
    assert (run.what, run.number, run.login, run.account) == (What.RUN, 1, "jo", "t005007")
    assert (run.at, run.plan, run.kinds, run.data_at) == (NOW, outcome.plan.id, (Kind.PUPIL,), COLLECTED)
    assert (run.requests, run.counts["pupils"]["read"]) == (desk.mis.requests, 3)
    change = next(one for one in run.changes if one.id == ONE.id)
    assert decode_record(Kind.PUPIL, change.before) == ONE
    after = decode_record(Kind.PUPIL, change.after)
    assert isinstance(after, Pupil)
    assert after.first_name == "Ada"
    assert sorted(one.do for one in run.changes) == ["create", "create", "update"]


async def test_nothing_to_change_leaves_a_note_and_the_file_alone(desk: Desk) -> None:
    await desk.open(ONE)
    await desk.run()
    before = desk.file()
    outcome = await desk.run()
    assert (outcome.applied, outcome.run) == (True, None)
    assert desk.file() == before
    assert await desk.notes() == [What.NOTHING, What.RUN]


async def test_step_is_saved_with_nothing_ticked(tmp_path: Path) -> None:
    desk = Desk(tmp_path, FakeMis(a_reading(a_staff_row(1))))
    await desk.open(saved=())
    teachers = Scope((Kind.TEACHER,))
    assert (await desk.run(teachers)).run is None
    assert (await desk.store.load()).saved == (Kind.TEACHER,)
    before = desk.file()
    await desk.run(teachers)
    assert desk.file() == before


async def test_everything_finishes_the_set_up(tmp_path: Path) -> None:
    rows = [a_row(1, year_code="4"), a_mis_year("4"), a_mis_class("4A", "c4", "101"), a_staff_row(1)]
    desk = Desk(tmp_path, FakeMis(a_reading(*rows)))
    await desk.open(saved=())
    await desk.run(EVERYTHING)
    hub = await desk.store.load()
    assert (hub.saved, len(hub.teachers), hub.resync_pupils) == (tuple(Kind), 1, False)
    assert [hub.class_name(pupil) for pupil in hub.pupils.values()] == ["4A"]


async def test_changed_groups_ask_for_pupils(desk: Desk) -> None:
    await desk.open(ONE)
    assert (await desk.run(Scope((Kind.CLASS,)))).resync_pupils
    assert not (await desk.run()).resync_pupils


async def test_pupils_need_the_class_list_and_no_other(desk: Desk) -> None:
    await desk.open(ONE)
    await desk.propose()
    assert sorted(set(desk.mis.asked)) == ["classes", "pupils", "status"]


async def test_warnings_of_the_service_are_passed_on(desk: Desk) -> None:
    await desk.open(ONE)
    desk.mis.stale_reason = "The MIS has not answered Assembly since Friday."
    desk.mis.warnings = ["No email addresses are shared."]
    proposal = await desk.propose()
    assert texts(proposal.plan)[:2] == (desk.mis.stale_reason, "No email addresses are shared.")


@pytest.mark.parametrize("login", ["tariq", "nobody"])
async def test_nobody_but_the_coordinator_syncs(desk: Desk, login: str) -> None:
    hub = await desk.open(ONE)
    proposal = await desk.propose()
    other = Desk(desk.store.folder, FakeMis(desk.mis.reading), login)
    with pytest.raises(NotAllowedError):
        await other.events()
    with pytest.raises(NotAllowedError):
        await other.save(proposal)
    assert (other.mis.requests, await desk.store.load()) == (0, hub)


async def test_step_out_of_turn_sends_no_request(desk: Desk) -> None:
    await desk.open(ONE, saved=(Kind.TEACHER,))
    with pytest.raises(StepNotReachedError):
        await desk.events()
    assert desk.mis.requests == 0


async def test_hub_without_connection_sends_no_request(desk: Desk) -> None:
    await desk.open(ONE, connection=None)
    with pytest.raises(NotConnectedError):
        await desk.events(EVERYTHING)
    assert desk.mis.requests == 0


async def test_unknown_filter_is_a_usage_error_and_changes_nothing(desk: Desk) -> None:
    hub = await desk.open(ONE)
    with pytest.raises(UsageError):
        await desk.events(Scope((Kind.PUPIL,), Filter(year_groups=("9",))))
    assert await desk.store.load() == hub


async def test_held_plan_changes_nothing_and_leaves_a_note(tmp_path: Path) -> None:
    desk = Desk(tmp_path, FakeMis(a_reading(*map(row_of, held_pupils()[:4]), CLASS)))
    await desk.open(*held_pupils())
    before = desk.file()
    outcome = await desk.run()
    assert (outcome.applied, outcome.run, outcome.held) == (False, None, outcome.plan.held)
    assert desk.file() == before
    note, *_ = await desk.store.history()
    assert (note.what, note.plan) == (What.HELD, outcome.plan.id)
    assert note.text == "6 pupils of 10 would be de-synced (60.0%)."


async def test_approved_plan_is_applied_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, FakeMis(a_reading(*map(row_of, held_pupils()[:4]), CLASS)))
    await desk.open(*held_pupils())
    plan = (await desk.run()).plan
    assert (await desk.run(approve=plan.id)).run == 1
    hub = await desk.store.load()
    assert [pupil.status for pupil in hub.pupils.values()].count(Status.DESYNCED) == 6
    again = await desk.run(approve=plan.id)
    assert (again.applied, plan.id in again.held[0]) == (False, True)


async def test_approval_is_void_once_the_mis_says_something_else(tmp_path: Path) -> None:
    desk = Desk(tmp_path, FakeMis(a_reading(*map(row_of, held_pupils()[:4]), CLASS)))
    hub = await desk.open(*held_pupils())
    plan = (await desk.run()).plan
    desk.mis.reading = a_reading(*map(row_of, held_pupils()[:3]), CLASS)
    assert not (await desk.run(approve=plan.id)).applied
    assert await desk.store.load() == hub


async def test_approval_of_another_plan_applies_nothing_even_if_none_is_needed(desk: Desk) -> None:
    hub = await desk.open(ONE)
    outcome = await desk.run(approve="0000000000000000")
    assert (outcome.applied, await desk.store.load()) == (False, hub)
    assert "0000000000000000 was approved" in outcome.held[0]


async def test_proposal_is_saved_once(desk: Desk) -> None:
    await desk.open(ONE)
    proposal = await desk.propose()
    await desk.save(proposal)
    after = await desk.store.load()
    with pytest.raises(ChangedElsewhereError):
        await desk.save(proposal)
    assert await desk.store.load() == after


async def test_hub_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    hub = await desk.open(ONE)
    proposal = await desk.propose()
    other = hub.with_(approvals=hub.approvals + 1)
    theirs = await HubStore(desk.store.folder).commit(
        hub, other, Entry(what=What.CONNECT, at=NOW, login="jo")
    )
    with pytest.raises(ChangedElsewhereError):
        await desk.save(proposal)
    assert await desk.store.load() == theirs
    assert What.RUN not in await desk.notes()


async def test_review_is_planned_anew_without_asking_again(desk: Desk) -> None:
    await desk.open(ONE)
    proposal = await desk.propose()
    asked = desk.mis.requests
    revised = desk.sync.revise(proposal, Decisions().tick(Kind.PUPIL, "102", ticked=False))
    assert (len(proposal.plan.changes), len(revised.plan.changes)) == (3, 2)
    assert desk.mis.requests == asked
    await desk.save(revised)
    assert (await desk.run()).run is None


async def test_closing_the_stream_cancels_and_leaves_everything_as_it_was(desk: Desk) -> None:
    await desk.open(ONE)
    before = desk.file()
    desk.mis.hangs = True
    stream = desk.sync.propose(PUPILS)
    async for _ in stream:
        break
    await stream.aclose()  # type: ignore[attr-defined]
    assert not desk.mis.is_open
    assert desk.file() == before
    assert await desk.notes() == []


async def test_cancelled_task_closes_the_connection(desk: Desk) -> None:
    await desk.open(ONE)
    desk.mis.hangs = True
    task = asyncio.create_task(desk.events())
    await desk.mis.was_asked.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not desk.mis.is_open


@pytest.mark.parametrize("turns", range(0, 12, 2))
async def test_cancelled_save_is_whole_or_not_at_all(desk: Desk, turns: int) -> None:
    before = await desk.open(ONE)
    proposal = await desk.propose()
    task = asyncio.create_task(desk.save(proposal))
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    after = proposal.plan.after.with_(generation=2, next_entry=2)
    hub = await HubStore(desk.store.folder).load()
    assert hub in (before, after)
    assert (What.RUN in await desk.notes()) == (hub == after)
