"""The whole life of a leaver in School > Leavers, with a clock moved on, from leaving to being erased."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from marktui.hub.model.record import Access, Pupil
from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from tui.conftest import LOGIN, NOW
from tui.leavers import decide, people_who_left, put
from tui.user import User, at_keyboard

WITHOUT, PENDING = Access.WITHOUT_ACCESS, Access.PENDING_DELETION
NAME = {"first_name": "Xanthippe", "last_name": "Quagmire"}


@dataclass
class Clock:
    """A clock that is moved on."""

    now: datetime = NOW

    def move_to(self, day: date) -> None:
        self.now = datetime.combine(day, time(12), NOW.tzinfo)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(left: Session, clock: Clock) -> Session:
    """The Access Coordinator's session, on that clock."""
    return Session(left.folder, LOGIN, now=lambda: clock.now, environment={})


async def whoever_comes_back(session: Session, sandbox: Sandbox) -> Pupil:
    """The leaver who is on roll again at step 2, under a name that nobody else has."""
    roll = {str(one.id) for one in sandbox.school.on_roll(2)}
    leavers = await people_who_left(session)
    (pupil,) = [one for one in leavers if isinstance(one, Pupil) and one.link and one.link.mis_id in roll]
    renamed = pupil.with_(**NAME)
    await put(session, [renamed])
    return renamed


async def find(user: User, pupil: Pupil) -> None:
    """Put the cursor on a leaver, whatever is decided about them."""
    await user.press("V", "slash")
    await user.type(pupil.id)
    await user.press("enter")


def holding(folder: Path, *traces: str) -> set[str]:
    """The files of the hub folder that hold any of some texts."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in files if any(trace.encode() in path.read_bytes() for trace in traces)}


async def test_from_leaving_to_being_erased(office: Session, clock: Clock, sandbox: Sandbox) -> None:
    pupil = await whoever_comes_back(office, sandbox)
    async with at_keyboard(office) as user:
        await find(user, pupil)
        await decide(user, "minus", "is without access")
        await user.press("f", "f")
        await decide(user, "d", "pending deletion until 4 Sep 2026")
        await user.press("f")
        user.sees("Deletion 4 Sep 26")
        clock.move_to(date(2026, 4, 1))
        await decide(user, "c", "no longer pending deletion")
        clock.move_to(date(2026, 5, 1))
        await user.press("f")
        await decide(user, "d", "pending deletion until 1 Nov 2026")
    told = [entry.what.value for entry in await office.history()][:4]
    assert told == ["delete", "cancel", "delete", "revoke"]
    now = (await office.load()).pupils[pupil.id]
    assert (now.access, now.deleting_on) == (PENDING, date(2026, 11, 1))
    await _is_not_due(office, clock)
    await _is_erased(office, clock, pupil)
    await _comes_up_as_new(office, sandbox, pupil)


async def _is_not_due(office: Session, clock: Clock) -> None:
    clock.move_to(date(2026, 11, 1) - timedelta(days=1))
    async with at_keyboard(office) as user:
        user.misses("due")
        await user.press("V", "D")
        user.sees("No deletion is due.")
        await user.press("enter")


async def _is_erased(office: Session, clock: Clock, pupil: Pupil) -> None:
    clock.move_to(date(2026, 11, 1))
    traces = (pupil.id, "Quagmire", pupil.upn or "")
    assert holding(office.folder, *traces)
    async with at_keyboard(office) as user:
        user.sees("V  1 pending deletion is due: D there")
        user.misses("1 pending deletion is due: V, then D")
    async with at_keyboard(office, panel="teachers") as user:
        user.sees("1 pending deletion is due: V, then D")
        await user.press("V")
        user.dismiss_toast()
        user.sees("1 pending deletion is due: D shows it")
        await user.press("D")
        user.sees("1 person is due to be erased.", "*Quagmire, Xanthippe", "1 Nov 26  not there")
        await user.press("tab", "space")
        user.misses("Erase for good")
        await user.press("g", "space")
        # The number goes into its line wherever the keyboard is; the letters move in the list.
        await user.type("2")
        await user.press("enter")
        assert pupil.id in (await office.load()).pupils
        await user.press("backspace", "1", "enter")
        user.sees("1 person is erased from hub, history and backups", "[Undecided 12]", "Leavers 12")
        user.misses("Quagmire", "is due")
    assert holding(office.folder, *traces) == set()
    assert (await office.history())[0].what.value == "purge"


async def _comes_up_as_new(office: Session, sandbox: Sandbox, pupil: Pupil) -> None:
    sandbox.move(step=2)
    async with at_keyboard(office) as user:
        await user.press("p", "slash")
        await user.type("erased")
        await user.press("enter")
        user.sees("[ ]", "erased on 1 Nov 2026")
    assert pupil.id not in (await office.load()).pupils


async def test_whoever_returns_while_pending_is_told_and_not_erased(
    office: Session, clock: Clock, sandbox: Sandbox
) -> None:
    pupil = await whoever_comes_back(office, sandbox)
    await put(office, [pupil.with_(access=PENDING, deleting_on=date(2026, 9, 1))])
    sandbox.move(step=2)
    async with at_keyboard(office) as user:
        await user.press("p", "slash")
        await user.type(str(pupil.link.mis_id if pupil.link else ""))
        await user.press("enter")
        user.sees("pending deletion")
        await user.press("s")
        user.sees("1 brought back", "P  1 person to be deleted is back in the MIS: c there cancels it")
    clock.move_to(date(2026, 9, 1))
    async with at_keyboard(office) as user:
        await user.press("V", "D")
        user.sees("1 person is due to be erased.", "there again", "not included unless you mark them")
        user.misses("Erase for good", "*")
        await user.press("enter", "P", "f", "f", "f", "f")
        user.sees("[Pending 1]")
        await decide(user, "c", "no longer pending deletion")
    now = (await office.load()).pupils[pupil.id]
    assert (now.access, now.is_synced) == (WITHOUT, True)


async def test_a_deletion_cancelled_elsewhere_meanwhile_is_not_carried_out(
    office: Session, clock: Clock
) -> None:
    one, other, *_ = await people_who_left(office)
    await put(office, [who.with_(access=PENDING, deleting_on=NOW.date()) for who in (one, other)])
    async with at_keyboard(office) as user:
        await user.press("V", "D")
        user.sees("2 people are due to be erased.")
        await put(office, [one.with_(access=WITHOUT)])
        await user.press("tab", "tab")
        await user.type("2")
        await user.press("enter")
        user.sees(
            f"1 person has changed since and is left out: {one.label} (without access", "Type 1 to erase"
        )
    assert {one.id, other.id} <= (await office.load()).pupils.keys()


async def test_whoever_returns_without_access_is_named(left: Session, sandbox: Sandbox) -> None:
    pupil = await whoever_comes_back(left, sandbox)
    await put(left, [pupil.with_(access=WITHOUT)])
    sandbox.move(step=2)
    async with at_keyboard(left) as user:
        await user.press("V", "f", "f", "f", "a")
        user.sees("13 marked.")
        await user.press("p", "s")
        await user.press("V")
        user.sees("12 marked.")
        await user.press("6")
        now = (await left.load()).pupils[pupil.id]
        user.sees(
            f"Brought back: {now.label}.", f"Still without access: {now.label}. + in Teachers or Pupils"
        )
    assert (now.access, now.is_synced) == (WITHOUT, True)
