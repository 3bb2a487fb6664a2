"""Nothing is applied until all has been read and shown; then everything is, in one commit."""

import asyncio
from pathlib import Path

import pytest

from marktui.connectors.base import Pause
from marktui.hub.model.errors import NotAllowedError, NotConnectedError, StepNotReachedError, UsageError
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Status
from marktui.store.disk.errors import ChangedElsewhereError
from marktui.store.file.entry import Entry, What
from marktui.store.file.record_changes import decode_record
from marktui.store.store import HubStore
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import EVERYTHING, Filter, Scope
from marktui.sync.run import events

from .builders import a_mis_class, a_mis_year, a_pupil, a_reading, a_row, a_staff_row, linked, row_of, texts
from .fake_mis import COLLECTED, NOW, PUPILS, FakeMis, HubUser, kinds_of

ONE = linked(a_pupil(1), "1")
CLASS = a_mis_class("4A", "c4")


def held_pupils() -> list[Pupil]:
    return [linked(a_pupil(n), str(n)) for n in range(1, 11)]


@pytest.fixture
def user(tmp_path: Path) -> HubUser:
    return HubUser(tmp_path, FakeMis(a_reading(row_of(ONE, first_name="Ada"), a_row(2), a_row(3), CLASS)))


async def test_sync_reads_plans_and_saves(user: HubUser) -> None:
    before = await user.open(ONE)
    proposal = await user.propose()
    assert await user.store.load() == before
    outcome = await user.save(proposal)
    hub = await user.store.load()
    assert (outcome.applied, outcome.run, outcome.held) == (True, 1, ())
    assert (hub.generation, hub.next_entry, len(hub.pupils)) == (2, 2, 3)
    assert hub.pupils[ONE.id].first_name == "Ada"
    assert hub == proposal.plan.after.with_(generation=2, next_entry=2)


async def test_progress_is_told_step_by_step(user: HubUser) -> None:
    await user.open(ONE)
    happened = await user.events()
    reading = [one for one in happened if isinstance(one, events.ListProgress) and one.kind is Kind.PUPIL]
    assert [(one.done, one.total, one.whole) for one in reading][1:] == [
        (2, 3, False),
        (3, 3, False),
        (3, 3, True),
    ]
    steps = kinds_of(one for one in happened if not isinstance(one, Pause))
    assert steps == ["ListProgress", "Planning", "Proposed"]
    (wait, *_) = (one for one in happened if isinstance(one, Pause))
    assert (wait.seconds, wait.why) == (2.0, "Assembly allows 5 requests a second")


async def test_save_is_told_too(user: HubUser) -> None:
    await user.open(ONE)
    saving, saved = [one async for one in user.sync.save(await user.propose())]
    assert saving == events.Saving(3)
    assert isinstance(saved, events.Saved)


async def test_total_of_the_last_read_stands_in_marked_about(tmp_path: Path) -> None:
    user = HubUser(tmp_path, FakeMis(a_reading(row_of(ONE), a_row(2), a_row(3), CLASS), states_total=False))
    await user.open(ONE)
    await user.run()
    pages = [
        one for one in await user.events() if isinstance(one, events.ListProgress) and one.kind is Kind.PUPIL
    ]
    assert [(one.done, one.total, one.about) for one in pages][-2:] == [(3, 3, True), (3, 3, False)]


async def test_run_is_in_the_history_with_before_and_after(user: HubUser) -> None:
    await user.open(ONE)
    outcome = await user.run()
    run, _ = await user.store.history()
    assert (run.what, run.number, run.login, run.account) == (What.RUN, 1, "jo", "t005007")
    assert (run.at, run.plan, run.kinds, run.data_at) == (NOW, outcome.plan.id, (Kind.PUPIL,), COLLECTED)
    assert (run.requests, run.counts["pupils"]["read"]) == (user.mis.requests, 3)
    change = next(one for one in run.changes if one.id == ONE.id)
    assert decode_record(Kind.PUPIL, change.before) == ONE
    after = decode_record(Kind.PUPIL, change.after)
    assert isinstance(after, Pupil)
    assert after.first_name == "Ada"
    assert sorted(one.do for one in run.changes) == ["create", "create", "update"]


async def test_nothing_to_change_leaves_a_note_and_the_file_alone(user: HubUser) -> None:
    await user.open(ONE)
    await user.run()
    before = user.file()
    outcome = await user.run()
    assert (outcome.applied, outcome.run) == (True, None)
    assert user.file() == before
    assert await user.notes() == [What.NOTHING, What.RUN]


async def test_step_is_saved_with_nothing_ticked(tmp_path: Path) -> None:
    user = HubUser(tmp_path, FakeMis(a_reading(a_staff_row(1))))
    await user.open(saved=())
    teachers = Scope((Kind.TEACHER,))
    assert (await user.run(teachers)).run is None
    assert (await user.store.load()).saved == (Kind.TEACHER,)
    before = user.file()
    await user.run(teachers)
    assert user.file() == before


async def test_everything_finishes_the_set_up(tmp_path: Path) -> None:
    rows = [a_row(1, year_code="4"), a_mis_year("4"), a_mis_class("4A", "c4", "101"), a_staff_row(1)]
    user = HubUser(tmp_path, FakeMis(a_reading(*rows)))
    await user.open(saved=())
    await user.run(EVERYTHING)
    hub = await user.store.load()
    assert (hub.saved, len(hub.teachers), hub.resync_pupils) == (tuple(Kind), 1, False)
    assert [hub.class_name(pupil) for pupil in hub.pupils.values()] == ["4A"]


async def test_changed_groups_ask_for_pupils(user: HubUser) -> None:
    await user.open(ONE)
    assert (await user.run(Scope((Kind.CLASS,)))).resync_pupils
    assert not (await user.run()).resync_pupils


async def test_pupils_need_the_class_list_and_no_other(user: HubUser) -> None:
    await user.open(ONE)
    await user.propose()
    assert sorted(set(user.mis.asked)) == ["classes", "pupils", "status"]


async def test_warnings_of_the_service_are_passed_on(user: HubUser) -> None:
    await user.open(ONE)
    user.mis.stale_reason = "The MIS has not answered Assembly since Friday."
    user.mis.warnings = ["No email addresses are shared."]
    proposal = await user.propose()
    assert texts(proposal.plan)[:2] == (user.mis.stale_reason, "No email addresses are shared.")


@pytest.mark.parametrize("login", ["tariq", "nobody"])
async def test_nobody_but_the_coordinator_syncs(user: HubUser, login: str) -> None:
    hub = await user.open(ONE)
    proposal = await user.propose()
    other = HubUser(user.store.folder, FakeMis(user.mis.reading), login)
    with pytest.raises(NotAllowedError):
        await other.events()
    with pytest.raises(NotAllowedError):
        await other.save(proposal)
    assert (other.mis.requests, await user.store.load()) == (0, hub)


async def test_step_out_of_turn_sends_no_request(user: HubUser) -> None:
    await user.open(ONE, saved=(Kind.TEACHER,))
    with pytest.raises(StepNotReachedError):
        await user.events()
    assert user.mis.requests == 0


async def test_hub_without_connection_sends_no_request(user: HubUser) -> None:
    await user.open(ONE, connection=None)
    with pytest.raises(NotConnectedError):
        await user.events(EVERYTHING)
    assert user.mis.requests == 0


async def test_unknown_filter_is_a_usage_error_and_changes_nothing(user: HubUser) -> None:
    hub = await user.open(ONE)
    with pytest.raises(UsageError):
        await user.events(Scope((Kind.PUPIL,), Filter(year_groups=("9",))))
    assert await user.store.load() == hub


async def test_held_plan_changes_nothing_and_leaves_a_note(tmp_path: Path) -> None:
    user = HubUser(tmp_path, FakeMis(a_reading(*map(row_of, held_pupils()[:4]), CLASS)))
    await user.open(*held_pupils())
    before = user.file()
    outcome = await user.run()
    assert (outcome.applied, outcome.run, outcome.held) == (False, None, outcome.plan.held)
    assert user.file() == before
    note, *_ = await user.store.history()
    assert (note.what, note.plan) == (What.HELD, outcome.plan.id)
    assert note.text == "6 pupils of 10 would be de-synced (60.0%)."


async def test_approved_plan_is_applied_once(tmp_path: Path) -> None:
    user = HubUser(tmp_path, FakeMis(a_reading(*map(row_of, held_pupils()[:4]), CLASS)))
    await user.open(*held_pupils())
    plan = (await user.run()).plan
    assert (await user.run(approve=plan.id)).run == 1
    hub = await user.store.load()
    assert [pupil.status for pupil in hub.pupils.values()].count(Status.DESYNCED) == 6
    again = await user.run(approve=plan.id)
    assert (again.applied, plan.id in again.held[0]) == (False, True)


async def test_approval_is_void_once_the_mis_says_something_else(tmp_path: Path) -> None:
    user = HubUser(tmp_path, FakeMis(a_reading(*map(row_of, held_pupils()[:4]), CLASS)))
    hub = await user.open(*held_pupils())
    plan = (await user.run()).plan
    user.mis.reading = a_reading(*map(row_of, held_pupils()[:3]), CLASS)
    assert not (await user.run(approve=plan.id)).applied
    assert await user.store.load() == hub


async def test_approval_of_another_plan_applies_nothing_even_if_none_is_needed(user: HubUser) -> None:
    hub = await user.open(ONE)
    outcome = await user.run(approve="0000000000000000")
    assert (outcome.applied, await user.store.load()) == (False, hub)
    assert "0000000000000000 was approved" in outcome.held[0]


async def test_proposal_is_saved_once(user: HubUser) -> None:
    await user.open(ONE)
    proposal = await user.propose()
    await user.save(proposal)
    after = await user.store.load()
    with pytest.raises(ChangedElsewhereError):
        await user.save(proposal)
    assert await user.store.load() == after


async def test_hub_changed_meanwhile_is_not_overwritten(user: HubUser) -> None:
    hub = await user.open(ONE)
    proposal = await user.propose()
    other = hub.with_(approvals=hub.approvals + 1)
    theirs = await HubStore(user.store.folder).commit(
        hub, other, Entry(what=What.CONNECT, at=NOW, login="jo")
    )
    with pytest.raises(ChangedElsewhereError):
        await user.save(proposal)
    assert await user.store.load() == theirs
    assert What.RUN not in await user.notes()


async def test_review_is_planned_anew_without_asking_again(user: HubUser) -> None:
    await user.open(ONE)
    proposal = await user.propose()
    asked = user.mis.requests
    revised = user.sync.revise(proposal, Decisions().tick(Kind.PUPIL, "102", ticked=False))
    assert (len(proposal.plan.changes), len(revised.plan.changes)) == (3, 2)
    assert user.mis.requests == asked
    await user.save(revised)
    assert (await user.run()).run is None


async def test_closing_the_stream_cancels_and_leaves_everything_as_it_was(user: HubUser) -> None:
    await user.open(ONE)
    before = user.file()
    user.mis.hangs = True
    stream = user.sync.propose(PUPILS)
    async for _ in stream:
        break
    await stream.aclose()  # type: ignore[attr-defined]
    assert not user.mis.is_open
    assert user.file() == before
    assert await user.notes() == []


async def test_cancelled_task_closes_the_connection(user: HubUser) -> None:
    await user.open(ONE)
    user.mis.hangs = True
    task = asyncio.create_task(user.events())
    await user.mis.was_asked.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not user.mis.is_open


@pytest.mark.parametrize("turns", range(0, 12, 2))
async def test_cancelled_save_is_whole_or_not_at_all(user: HubUser, turns: int) -> None:
    before = await user.open(ONE)
    proposal = await user.propose()
    task = asyncio.create_task(user.save(proposal))
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    after = proposal.plan.after.with_(generation=2, next_entry=2)
    hub = await HubStore(user.store.folder).load()
    assert hub in (before, after)
    assert (What.RUN in await user.notes()) == (hub == after)
