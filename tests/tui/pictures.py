"""The pictures of the main screens: how each is reached, and how it is drawn the same on every machine."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from marktui.connectors.base import Pause
from marktui.hub.model.kind import Kind
from marktui.hub.people.snapshot import Snapshot
from marktui.sandbox.server import Sandbox
from marktui.store.file.entry import Entry, What
from marktui.sync.run.events import ListProgress
from marktui.sync.session import Session
from marktui.tui.common.messages import Progressed
from marktui.tui.sync.sync_panels import SyncPanels
from tui.user import User, at_keyboard

FOLDER = Path(__file__).parents[2] / "screenshots"
NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
LOGIN = "jsmith"
HOME = Path("/home/jsmith/.local/share/marktui/hub")

Walk = Callable[[User, Sandbox], Awaitable[None]]
Prepare = Callable[[Session], Awaitable[None]]


@dataclass(frozen=True)
class Picture:
    """One picture: its name, its size, and the keys that lead there."""

    name: str
    walk: Walk
    size: tuple[int, int] = (80, 24)
    has_hub: bool = True
    prepare: Prepare | None = None
    """What happened to the hub before."""


async def _stay(user: User, _: Sandbox) -> None:
    await _without_toast(user)


async def _review(user: User, _: Sandbox) -> None:
    await user.press("p", "slash")
    await user.type("rb")
    await user.press("enter")


async def _changed(user: User, _: Sandbox) -> None:
    await user.press("p", "slash")
    await user.type("changed")
    await user.press("enter", "down")


async def _progress(user: User, sandbox: Sandbox) -> None:
    sandbox.move(faults=["hang"])
    await user.begin("R")
    await user.until("5 Pupils 0%")
    panels, every = user.app.screen.query_one(SyncPanels), tuple(Kind)
    for kind, done, total in ((Kind.YEAR_GROUP, 5, 8), (Kind.CLASS, 11, 16), (Kind.PUPIL, 272, 431)):
        panels.post_message(Progressed(every, ListProgress(kind, done, total)))
    # The wait is drawn with a full second to go before its next second is shown.
    panels.post_message(Progressed(every, Pause(12.4, "Assembly allows 600 requests in 5 minutes")))
    await user.until("Waiting 12 s")


async def _authorisation(user: User, _: Sandbox) -> None:
    await user.press("1")


async def _finished(user: User, _: Sandbox) -> None:
    await user.press("6")


async def _held(user: User, sandbox: Sandbox) -> None:
    sandbox.move(faults=["mass-vanish"])
    await user.press("p", "s")


async def _without_toast(user: User) -> None:
    user.dismiss_toast()
    await user.settle()


async def _leavers(user: User, _: Sandbox) -> None:
    await user.press("V", "slash")
    await user.type("!y6")
    await user.press("enter", "f", "f", "f", "f", "f")
    await _without_toast(user)


async def _leavers_wide(user: User, sandbox: Sandbox) -> None:
    await _leavers(user, sandbox)
    await user.press(*["down"] * 7)


async def _delete(user: User, _: Sandbox) -> None:
    for keys in (("V", "a", "minus"), ("tab", "enter"), ("f", "f"), ("a", "d")):
        await user.press(*keys)
    await _without_toast(user)


async def _purge(user: User, _: Sandbox) -> None:
    await user.press("V", "D")
    await _without_toast(user)


async def _history(user: User, _: Sandbox) -> None:
    await user.press("H", "down", "down", "enter")


async def _undo(user: User, _: Sandbox) -> None:
    await user.press("H", "u")


async def _pupils(user: User, _: Sandbox) -> None:
    await user.press("P", "down")


async def _help(user: User, _: Sandbox) -> None:
    await user.press("p", "question_mark")


async def _teachers(user: User, _: Sandbox) -> None:
    await user.press("2", "r", "down")


async def _year_groups(user: User, _: Sandbox) -> None:
    await user.press("3", "r")


async def _classes(user: User, _: Sandbox) -> None:
    await user.press("4", "r")


async def _match(user: User, _: Sandbox) -> None:
    await user.press("p", "n", "m")


async def _limit(user: User, _: Sandbox) -> None:
    await user.press("5", "l", "down", "space")


async def _why_not_here(user: User, _: Sandbox) -> None:
    await user.press("p", "w")
    await user.type("ha")


async def _teachers_tab(user: User, _: Sandbox) -> None:
    await user.press("T", *["down"] * 13, "enter")


async def _teacher_record(user: User, sandbox: Sandbox) -> None:
    await _teachers_tab(user, sandbox)
    await user.press("enter", "E", "up")


async def _pupil_record(user: User, _: Sandbox) -> None:
    await user.press("P", "slash")
    await user.type("swans")
    await user.press("enter", "E")


async def _classes_tab(user: User, _: Sandbox) -> None:
    await user.press("C", "down", "enter")


async def _shared(session: Session) -> None:
    """Share the hub, map two colleagues and cron, and nominate one of them."""
    colleagues: list[str] = []
    for first, last in (("Karen", "Jones"), ("Gwen", "Doyle"), ("Tom", "Ellery")):
        values = {
            "first_name": first,
            "last_name": last,
            "email": f"{first[0]}.{last}@ashgrove.example".lower(),
        }
        colleagues += (await session.decisions.add(Kind.TEACHER, values)).changed
    hub = await session.load()
    (own,) = (one.teacher_id for one in hub.accounts)
    # The machine that draws the picture need not have the group that is shown.
    entry = Entry(what=What.SHARE, at=NOW, login=LOGIN, account=own, text="group ashgrove-hub")
    await session.store.commit(hub, hub.with_(shared_with="ashgrove-hub"), entry)
    for login, account in (("cron", own), ("kjones", colleagues[0]), ("gdoyle", colleagues[1])):
        await session.accounts.map(login, Snapshot(id=account))
    await session.accounts.nominate(Snapshot(id=colleagues[0]))


async def _accounts(user: User, _: Sandbox) -> None:
    await user.press("U", "down")
    await _without_toast(user)


async def _year_groups_tab(user: User, _: Sandbox) -> None:
    await user.press("Y", "N")
    await user.press("right", "f2")
    user.dismiss_toast()
    await user.settle()


_STEADY = {
    r"terminal-\d+": "terminal",
    r"(127\.0\.0\.1:)\d{5}": r"\g<1>40000",
    r"\d\.\d(&#160;s\b)": r"0.0\g<1>",
}

PICTURES = (
    Picture("start", _stay),
    Picture("first-start", _stay, has_hub=False),
    Picture("authorisation", _authorisation),
    Picture("authorisation-wide", _authorisation, (120, 40)),
    Picture("reading", _progress),
    Picture("pupils-review", _review),
    Picture("pupils-review-wide", _changed, (120, 40)),
    Picture("teachers-review", _teachers),
    Picture("teachers-review-wide", _teachers, (120, 40)),
    Picture("year-groups-review", _year_groups),
    Picture("year-groups-review-wide", _year_groups, (120, 40)),
    Picture("classes-review", _classes),
    Picture("classes-review-wide", _classes, (120, 40)),
    Picture("match", _match),
    Picture("limit", _limit),
    Picture("why-not-here", _why_not_here),
    Picture("held", _held),
    Picture("finished", _finished),
    Picture("finished-wide", _finished, (120, 40)),
    Picture("leavers", _leavers),
    Picture("leavers-wide", _leavers_wide, (120, 40)),
    Picture("leavers-delete", _delete),
    Picture("leavers-purge", _purge),
    Picture("history", _history),
    Picture("history-wide", _history, (120, 40)),
    Picture("undo", _undo),
    Picture("pupils", _pupils),
    Picture("pupil-record", _pupil_record),
    Picture("teachers", _teachers_tab),
    Picture("teacher-record", _teacher_record),
    Picture("teacher-record-wide", _teacher_record, (120, 40)),
    Picture("classes", _classes_tab),
    Picture("year-groups", _year_groups_tab),
    Picture("accounts", _accounts, prepare=_shared),
    Picture("help", _help),
)


@asynccontextmanager
async def taken(picture: Picture, hub: Path, sandbox: Sandbox) -> AsyncIterator[str]:
    """The SVG of a picture, while the screen is still there.

    Args:
        picture: Which one.
        hub: A copy of the demo's hub folder.
        sandbox: The demo's MIS.
    """
    session = Session(hub if picture.has_hub else HOME, LOGIN, now=lambda: NOW, environment={})
    if picture.prepare is not None:
        await picture.prepare(session)
    async with at_keyboard(session, size=picture.size) as user:
        await picture.walk(user, sandbox)
        yield steady(user.app.export_screenshot(title="marktui"))


def steady(svg: str) -> str:
    """A picture without what differs from one drawing to the next: ids, ports, how long things took."""
    for differing, fixed in _STEADY.items():
        svg = re.sub(differing, fixed, svg)
    return svg
