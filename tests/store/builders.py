"""A hub to keep, and the entries of its history."""

import stat
from datetime import UTC, datetime
from pathlib import Path

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Desync, Link, Pupil, Reason, SchoolClass, Teacher, YearGroup
from marktui.hub.model.school import Choices, Connection, TickChoice, UnmatchChoice
from marktui.hub.rules.create import new_hub
from marktui.store.file.entry import Entry, What

NOW = datetime(2026, 9, 14, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
FOUNDED = new_hub(school="Ashgrove", coordinator="Jo Smith", email="jo@ashgrove.example", login="jo")
FULL = FOUNDED.with_(
    next_record=100,
    next_entry=7,
    connection=Connection("assembly", {"api_url": "https://api.example"}, "Ash", ("upn",), NOW),
    last_connector="assembly",
    saved=tuple(Kind),
    resync_pupils=True,
    choices=Choices(
        (TickChoice(Kind.CLASS, "assembly", "7", ticked=False),),
        (UnmatchChoice(Kind.PUPIL, "assembly", "8", "p000009"),),
    ),
).with_records(
    [
        Teacher(
            id="t000002",
            first_name="Zoë",
            last_name="O’Hara [/b]",
            email="z@ash.example",
            mis_email="m@ash.example",
        ),
        YearGroup(id="y000003", code="4", name="Year 4", link=Link("assembly", "4")),
        SchoolClass(id="c000004", name="4B", description="Bees"),
        Pupil(
            id="p000009",
            first_name="愛",
            last_name="山田",
            upn="B801200005001",
            date_of_birth=TODAY,
            year_group="4",
            class_id="c000004",
            link=Link("assembly", "5112"),
            desync=Desync(TODAY, Reason.LEFT, TODAY),
            access=Access.PENDING_DELETION,
            deleting_on=TODAY,
        ),
    ]
)


def entry(what: What = What.RUN, text: str = "", number: int | None = None, login: str = "jo") -> Entry:
    return Entry(what=what, at=NOW, login=login, text=text, number=number)


def renamed(hub: Hub, name: str) -> Hub:
    """The hub with another name of its pupil."""
    return hub.with_records([hub.pupils["p000009"].with_(first_name=name)])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
