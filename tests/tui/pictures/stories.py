"""The walks through all screens: each passes several of them, and has pictures taken of each."""

import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from marktui.cli.demo_school import let_september_come
from marktui.connectors.base import Pause
from marktui.hub.model.kind import Kind
from marktui.hub.people.snapshot import Snapshot
from marktui.sandbox.files.scene import Scene
from marktui.sandbox.files.write import write_school
from marktui.sandbox.school import School
from marktui.sandbox.server import Sandbox
from marktui.store.file.entry import Entry, What
from marktui.sync.session import Session
from tui.pictures.camera import EVERY, MAIN, Camera, Look
from tui.pictures.reading import Reading
from tui.user import User, connected_hub

EXPORTS, TEMPLATE = "exports/sims", "template.csv"
"""Beside the hub; a path from the root would be another one on each machine."""
Prepare = Callable[[Session, Sandbox], Awaitable[None]]


class Walk:
    """Somebody who goes through screens with a camera."""

    def __init__(self, user: User, sandbox: Sandbox, camera: Camera) -> None:
        self.user = user
        self.sandbox = sandbox
        self._camera = camera

    async def at(self, name: str, *keys: str) -> None:
        """Press keys, and take the pictures of the screen that they lead to."""
        await self.go(*keys)
        await self.take(name)

    async def take(self, name: str) -> None:
        """Take the pictures of the screen, though work may still run."""
        await self._camera.take(self.user, name)

    async def go(self, *keys: str) -> None:
        """Press keys."""
        await self.user.press(*keys)

    async def write(self, text: str) -> None:
        """Type a text."""
        await self.user.type(text)


class Story(Struct, frozen=True):
    """A walk, and the hub that it begins with."""

    title: str
    walk: Callable[[Walk], Awaitable[None]]
    shows: Mapping[str, str]
    """The screens that it passes: the name of each, and what is to be seen on it."""
    prepare: Prepare | None = None
    """What happens to the hub before."""
    has_hub: bool = True
    """Whether it begins with the demo's hub."""
    looks: Sequence[Look] = EVERY

    @property
    def name(self) -> str:
        """What it is called in the tests."""
        return self.walk.__name__.replace("_", "-")


async def every_week(walk: Walk) -> None:
    """The screens that everybody sees."""
    await walk.at("start")
    await walk.at("finished", "6")
    await walk.go("p", "slash")
    await walk.write("rb")
    await walk.at("review-pupils", "enter")
    await walk.go("escape", "escape")
    await walk.at("summary", "R")
    await walk.at("leavers", "escape", "V")
    await walk.at("question-revoke", "a", "minus")
    await walk.go("escape", "A", "f", "f", "f")
    await walk.at("question-delete", "a", "d")
    await walk.at("history", "escape", "H", "down", "down")
    await walk.go("P", "slash")
    await walk.write("swans")
    await walk.at("record-pupil", "enter", "E")
    await walk.at("help", "escape", "question_mark")


async def panels(walk: Walk) -> None:
    """The panels of a sync before they are read."""
    await walk.at("authorise", "1")
    for key, name in zip("2345", ("teachers", "year-groups", "classes", "pupils"), strict=True):
        await walk.at(f"introduction-{name}", key)
    await walk.at("limit", "l", "down", "space")
    await walk.at("introduction-everything", "escape", "R", "escape")


async def reviews(walk: Walk) -> None:
    """The reviews of each kind, and what is asked in them."""
    await walk.at("review-teachers", "2", "r", "down")
    await walk.at("review-year-groups", "3", "r")
    await walk.at("review-classes", "4", "r")
    await walk.at("match", "p", "n", "n", "m")
    await walk.go("escape", "w")
    await walk.write("ha")
    await walk.at("why-not-here")
    await walk.at("question-discard", "escape", "space", "escape")
    await walk.at("question-unsaved", "escape", "q")
    await walk.go("escape", "s")
    await walk.at("saved", "6")


async def september(walk: Walk) -> None:
    """A new school year."""
    let_september_come(walk.sandbox)
    await walk.at("september-summary", "R")
    await walk.at("september-held", "5")
    await walk.at("question-approve", "s")


async def reading(walk: Walk) -> None:
    """A reading in its middle, and one that waits."""
    going = await Reading.begun(walk.user, walk.sandbox)
    await going.come_to(0, 0, 0, 0, 0)
    await going.come_to(1.2, 47, 8, 11, 180)
    await walk.take("reading")
    await walk.user.begin("V")
    await walk.user.until("New, to decide")
    await going.come_to(1.7, 47, 8, 16, 273)
    await walk.take("reading-elsewhere")
    await walk.user.begin("S")
    await going.come_to(2, event=Pause(12, "Assembly allows 600 requests in 5 minutes"))
    await walk.take("reading-waits")


async def leavers(walk: Walk) -> None:
    """What is asked about people who have left."""
    await walk.at("leavers-groups", "V", "F")
    await walk.at("question-keep", "escape", "K")
    await walk.at("match-leaver", "escape", "m")
    await walk.at("question-erase", "escape", "D")


async def history(walk: Walk) -> None:
    """What happened, and taking it back."""
    await walk.at("history-entry", "H", "down", "down", "enter")
    await walk.at("question-undo", "u")


async def records(walk: Walk) -> None:
    """The lists of records and the pages of single ones."""
    await walk.at("teachers", "T", "end")
    await walk.at("record-teacher", "E")
    await walk.at("pupils", "escape", "P", "down")
    await walk.at("record-add", "N")
    await walk.at("classes", "escape", "C", "down", "enter")
    await walk.at("class-members", "m")
    await walk.at("record-class", "A", "C", "E")
    await walk.at("year-groups", "escape", "Y")


async def everywhere(walk: Walk) -> None:
    """What is there on every tab."""
    await walk.go("ctrl+p")
    await walk.write("ana")
    await walk.at("find")
    await walk.at("commands", *["backspace"] * 3)
    await walk.go("escape", "ctrl+p")
    await walk.write("settings")
    await walk.at("settings", "enter")
    await walk.at("themes", "enter")
    await walk.at("accounts", "escape", "U", "down")
    await walk.go("escape", "p")
    await walk.at("log", "L")


async def first_start(walk: Walk) -> None:
    """Before there is a hub."""
    await walk.at("first-start")


async def first_connection(walk: Walk) -> None:
    """A hub that is not connected."""
    await walk.at("first-authorise")
    await walk.at("authorise-form", "enter")


async def files(walk: Walk) -> None:
    """A school from files, into the web hub."""
    await walk.go("down", "down", "enter")
    await walk.write(EXPORTS)
    await walk.at("files-connected", "enter", "enter", "enter", "enter")
    await walk.at("files-headings", "enter", "1", "h", "down", "down")
    await walk.at("files-summary", "escape", "R")
    await walk.go("s", "W")
    await walk.write(TEMPLATE)
    await walk.at("web-hub-export", "enter")


async def first_sync(walk: Walk) -> None:
    """The first sync of a school."""
    await walk.at("first-teachers", "2")
    await walk.at("first-locked", "5")
    await walk.at("first-summary", "R")
    await walk.at("first-year-groups", "3")
    await walk.at("first-finished", "escape", "s", "6")


async def shared(session: Session, _: Sandbox) -> None:
    """Share the hub, map two colleagues and cron, and nominate one of them."""
    colleagues: list[str] = []
    for first, last in (("Karen", "Jones"), ("Gwen", "Doyle"), ("Tom", "Ellery")):
        email = f"{first[0]}.{last}@ashgrove.example".lower()
        values = {"first_name": first, "last_name": last, "email": email}
        colleagues += (await session.decisions.add(Kind.TEACHER, values)).changed
    hub = await session.load()
    (own,) = (one.teacher_id for one in hub.accounts)
    # The machine that draws the picture need not have the group that is shown.
    entry = Entry(
        what=What.SHARE, at=session.now(), login=session.login, account=own, text="group ashgrove-hub"
    )
    await session.store.commit(hub, hub.with_(shared_with="ashgrove-hub"), entry)
    for login, account in (("cron", own), ("kjones", colleagues[0]), ("gdoyle", colleagues[1])):
        await session.accounts.map(login, Snapshot(id=account))
    await session.accounts.nominate(Snapshot(id=colleagues[0]))


async def founded(session: Session, _: Sandbox) -> None:
    """Make a hub."""
    await session.create(
        school="Ashgrove Primary",
        coordinator="Robin Marlow",
        email="r.marlow@ashgrove.example",
        centre_id="100123",
    )


async def exported(session: Session, sandbox: Sandbox) -> None:
    """Make a hub, and lay the exports of the MIS and the web hub's template beside it."""
    await founded(session, sandbox)
    _lay_exports(session.now())


def _lay_exports(now: datetime) -> None:
    yesterday = (now - timedelta(days=1)).timestamp()
    for path in write_school(Path("exports"), Scene(School(180, today=now.date()), 0)):
        os.utime(path, (yesterday, yesterday))
    headings = "Action*,User ID,User Type*,First name*,Last name*,Year group*,Class*,Date of birth*,Gender*"
    Path(TEMPLATE).write_text(f"{headings}\r\n")


async def connected(session: Session, sandbox: Sandbox) -> None:
    """Make a hub that is connected, and has nobody in it."""
    await connected_hub(session, sandbox)


MAIN_STORY = Story(
    "Every week",
    every_week,
    {
        "start": "The start: what the next sync would read, and what waits.",
        "summary": "One key, `R`, has read everything: one page sums it up, and one `s` saves it.",
        "review-pupils": "What a sync of pupils would do, line by line; here only class RB, by the filter.",
        "finished": "Finished: what the last syncs did, and how the school looks now.",
        "leavers": "The people who have left, for the Access Coordinator to decide about.",
        "question-revoke": "A question about 66 people stands below their list, with all their names.",
        "question-delete": "A deletion asks in the danger colour, and begins at Cancel.",
        "history": "Everything that happened, each entry with its undo.",
        "record-pupil": "The page of a pupil: what is locked, and what happened.",
        "help": "The keys that work here, to search through.",
    },
    looks=MAIN,
)
READING = Story(
    "While it reads",
    reading,
    {
        "reading": "Each tab fills as its list is read; the line at the top counts.",
        "reading-elsewhere": "The rest stays usable, and the line at the top stays.",
        "reading-waits": "A wait says why, and for how long.",
    },
    looks=MAIN,
)
STORIES = (
    MAIN_STORY,
    READING,
    Story(
        "The panels of a sync",
        panels,
        {
            "authorise": "Panel 1: the connections.",
            "introduction-teachers": "Panel 2 before a reading.",
            "introduction-year-groups": "Panel 3 before a reading.",
            "introduction-classes": "Panel 4 before a reading.",
            "introduction-pupils": "Panel 5 before a reading.",
            "introduction-everything": "Everything, before a reading.",
            "limit": "A sync of pupils limited to some year groups or classes.",
        },
    ),
    Story(
        "Reviews",
        reviews,
        {
            "review-teachers": "Teachers.",
            "review-year-groups": "Year groups: which of them the school uses.",
            "review-classes": "Classes.",
            "match": "Matching a pupil by hand.",
            "why-not-here": "Why is somebody not in the list?",
            "question-discard": "Discarding a review in which something was decided.",
            "question-unsaved": "Leaving with decisions that are not saved.",
            "saved": "What a save did.",
        },
    ),
    Story(
        "A new school year",
        september,
        {
            "september-summary": "The new school year, summed up.",
            "september-held": "A held review: those who would be lost come first.",
            "question-approve": "The approval of exactly this plan.",
        },
    ),
    Story(
        "Leavers",
        leavers,
        {
            "leavers-groups": "One year, run, reason, year group or age alone.",
            "question-keep": "Keeping somebody, with a note and a day.",
            "match-leaver": "Matching a pupil who came back under another MIS id.",
            "question-erase": "Erasing people whose deletion is due.",
        },
    ),
    Story(
        "History",
        history,
        {
            "history-entry": "An entry with all that it changed.",
            "question-undo": "What an undo would put back.",
        },
    ),
    Story(
        "Records",
        records,
        {
            "teachers": "The teachers of the hub.",
            "record-teacher": "The page of a teacher; the email is the hub's own.",
            "pupils": "The pupils of the hub.",
            "record-add": "Adding a pupil by hand.",
            "classes": "The classes, with and without leavers.",
            "class-members": "The pupils of one class.",
            "record-class": "The page of a class.",
            "year-groups": "The year groups.",
        },
    ),
    Story(
        "On every tab",
        everywhere,
        {
            "find": "`ctrl+p` finds people, classes and commands.",
            "commands": "All commands.",
            "settings": "The settings in force, and where each comes from.",
            "themes": "The themes.",
            "accounts": "Who may open the hub.",
            "log": "The messages since the start.",
        },
        shared,
    ),
    Story(
        "The first start",
        first_start,
        {"first-start": "There is no hub yet."},
        has_hub=False,
    ),
    Story(
        "The first connection",
        first_connection,
        {
            "first-authorise": "Which MIS does the school have?",
            "authorise-form": "Connecting Assembly with a token.",
        },
        founded,
        has_hub=False,
    ),
    Story(
        "A school from files",
        files,
        {
            "files-connected": "Which file and which heading was taken for what.",
            "files-headings": "The headings of a file, to see and to correct.",
            "files-summary": "Everything that the files have.",
            "web-hub-export": "What goes into the web hub's own template.",
        },
        exported,
        has_hub=False,
        looks=MAIN,
    ),
    Story(
        "The first sync",
        first_sync,
        {
            "first-teachers": "The first panel to read.",
            "first-locked": "A later panel says what comes before it.",
            "first-summary": "Everything, read for the first time.",
            "first-year-groups": "Which year groups are set up.",
            "first-finished": "The set-up is complete.",
        },
        connected,
        has_hub=False,
    ),
)
