"""The history of the demo's school: a first sync, a rollover, and changes that are not synced yet."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from msgspec import structs

from marktui.hub.leavers.decisions import Decision, DecisionRequest
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Link, Pupil, Teacher
from marktui.hub.model.roster import leavers
from marktui.hub.people.snapshot import Snapshot
from marktui.hub.rules.create import new_hub
from marktui.sandbox.pace import Pace
from marktui.sandbox.person import Staff
from marktui.sandbox.school import School
from marktui.sandbox.server import Sandbox
from marktui.sandbox.term import CYCLE
from marktui.store.file.entry import Entry, What
from marktui.store.save_report import begin_save_report
from marktui.sync.model.review_decisions import UNDECIDED, Decisions
from marktui.sync.model.scope import EVERYTHING, Scope
from marktui.sync.run.events import Proposed
from marktui.sync.session import Session

PUPILS = 420
SEED = 7
PACE = Pace(answer=0.06, kilobyte=0.0065, rows=40)
"""Everything is read in three to four seconds."""
MID_YEAR = (430, 300, 230, 75, 3)
"""How many days ago the steps of the school's calendar happened; the last one waits to be synced."""
SEPTEMBER = (430, 300, 230, 3)
"""The same, when the new school year waits to be synced."""
_DECIDED = 200
"""How many days ago something was decided about the first leavers. Deletions take six months."""
_RETURNS = "upn-reused"
"""At the last sync: a pupil has left, who is back since."""
_CLASHES = "new-upn-clash"
"""Now: two who are new have one UPN."""


def demo_sandbox(today: date | None = None, days_ago: Sequence[int] = MID_YEAR) -> Sandbox:
    """The demo's school in its first state, as of a day; by default today.

    Args:
        days_ago: How many days ago its steps happened, as far as the school has come.
    """
    shown = today or datetime.now(UTC).astimezone().date()

    def dates(step: int) -> date:
        return shown - timedelta(days=days_ago[min(step, len(days_ago) - 1)])

    return Sandbox(PUPILS, SEED, dates=dates, today=shown)


async def live_through(
    folder: Path, sandbox: Sandbox, login: str, days_ago: Sequence[int] = MID_YEAR
) -> None:
    """Create the demo's hub and sync it at every step but the last, each on its day."""
    # The demo's hub is deleted afterwards, so nothing is reported as saved.
    begin_save_report()
    last, shown = len(days_ago) - 1, sandbox.school.today
    for step in range(last):
        sandbox.move(step, [_RETURNS] if step == last - 1 else [])
        session = _session_on(sandbox.school.dates(step) + timedelta(days=1), folder, login)
        # The service too selects groups and years by that day.
        sandbox.school.today = session.today
        if step == 0:
            await _found(session, sandbox, last)
            await _sync(session, EVERYTHING, _who_teaches(sandbox))
            await _give_an_address(session, sandbox)
        else:
            await _sync(session, Scope(kinds=(Kind.PUPIL,)) if step in (1, 2) else EVERYTHING)
        if step == 2:
            await _decide_about_leavers(_session_on(shown - timedelta(days=_DECIDED), folder, login))
    sandbox.school.today = shown
    sandbox.move(last, [_CLASHES])


def let_september_come(sandbox: Sandbox) -> None:
    """Move the school on to its next school year."""
    sandbox.move((sandbox.stage.step // CYCLE + 1) * CYCLE)


def _session_on(day: date, folder: Path, login: str) -> Session:
    noon = datetime.combine(day, time(12), UTC)
    return Session(folder, login, now=lambda: noon, environment={}, state=folder.parent)


async def _found(session: Session, sandbox: Sandbox, last: int) -> None:
    hub = new_hub(
        school=sandbox.school.name,
        coordinator="Robin Marlow",
        email="r.marlow@ashgrove.example",
        centre_id="100123",
        login=session.login,
    )
    kept = [
        _typed_in_by_hand(sandbox.school, last, hub.next_record),
        _who_left_before(sandbox, hub.next_record + 1),
    ]
    hub = hub.with_records(kept).with_(next_record=hub.next_record + len(kept))
    await session.store.create(hub, Entry(what=What.INIT, at=session.now(), login=session.login))
    secrets = {
        name.removeprefix("MARKTUI_ASSEMBLY_").lower(): value for name, value in sandbox.environment.items()
    }
    await session.mis.connect("assembly", {"api_url": sandbox.address, "auth_url": sandbox.address}, secrets)


def _typed_in_by_hand(school: School, last: int, number: int) -> Pupil:
    """A pupil who was typed in, misspelt, before the MIS had them: they may match a starter."""
    started = min(school.events(last).started)
    pupil = next(one for one in school.on_roll(last) if one.id == started)
    return Pupil(
        id=f"p{number:06d}",
        first_name=pupil.first_name,
        last_name=f"{pupil.last_name}e",
        date_of_birth=pupil.date_of_birth,
    )


def _who_left_before(sandbox: Sandbox, number: int) -> Teacher:
    """A teacher who has left since an earlier connection."""
    left = sandbox.school.staff_left[0]
    return Teacher(
        id=f"t{number:06d}",
        first_name=left.first_name,
        last_name=left.last_name,
        email=left.email,
        mis_email=left.email,
        link=_link(sandbox, left),
    )


async def _give_an_address(session: Session, sandbox: Sandbox) -> None:
    """Give one teacher an address by hand that differs from the one in the MIS."""
    link = _link(sandbox, sandbox.school.staff[0])
    hub = await session.load()
    teacher = next(one for one in hub.teachers.values() if one.link == link)
    await session.decisions.edit(teacher.id, {"email": "deputy@ashgrove.example"})


async def _decide_about_leavers(session: Session) -> None:
    """Delete some of those who left first, leave some without access, and keep two."""
    ids = [one.id for one in leavers(await session.load())]
    for decision, those in (
        (Decision.REVOKE, ids[:7]),
        (Decision.DELETE, ids[:4]),
        (Decision.KEEP, ids[7:9]),
    ):
        request = DecisionRequest(decision=decision, today=session.today)
        if decision is Decision.KEEP:
            review = session.today + timedelta(days=_DECIDED + 180)
            request = structs.replace(request, note="kin of the head teacher", review_on=review)
        await session.decisions.decide(Snapshot.ids(those), request)


def _link(sandbox: Sandbox, one: Staff) -> Link:
    return Link("assembly", sandbox.staff_id(one.id))


def _who_teaches(sandbox: Sandbox) -> Decisions:
    """Ticks for those on the staff who teach; the others need no account."""
    teaching = [one for one in sandbox.school.staff if one.teaching]
    return Decisions(ticks={(Kind.TEACHER, sandbox.staff_id(one.id)): True for one in teaching})


async def _sync(session: Session, scope: Scope, decisions: Decisions = UNDECIDED) -> None:
    """Sync, and approve: the leavers of the rollover are a big loss."""
    sync = session.sync(await session.load())
    async for happened in sync.propose(scope, decisions):
        if isinstance(happened, Proposed):
            async for _ in sync.save(happened.proposal, approve=happened.proposal.plan.id):
                pass
