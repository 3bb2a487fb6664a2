"""A pupil who is to be erased, all that a hub folder may know of them, and whether it still does."""

from pathlib import Path

import msgspec
from msgspec import Raw

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Link, Pupil, Record, Teacher
from marktui.hub.model.school import Account, Choices, TickChoice, UnmatchChoice
from marktui.store.file.entry import Do, Entry, RecordChange, WebHubState, What

from .builders import FULL, NOW

LEAVER = Pupil(
    id="p000050",
    first_name="Quentin",
    last_name="Vanbrugh",
    upn="A123456789012",
    link=Link("assembly", "77123"),
    web_id="99123",
)
NAMESAKE = Pupil(id="p000051", first_name="Quenya", last_name="Vanbrook", link=Link("assembly", "77124"))
TUTOR = Teacher(id="t000052", first_name="Ottoline", last_name="Marchbanks", link=Link("arbor", "88123"))
FORMER = Link("arbor", "66123")
"""The leaver's link before the school changed its MIS service."""
GONE = frozenset({LEAVER.id, TUTOR.id})
_WORDS = (
    "Quentin", "Vanbrugh", "A123456789012", "p000050", '"77123"', '"66123"', "99123",
    "Ottoline", "Marchbanks", "t000052", '"88123"', "otto",
)  # fmt: skip
_CHOICES = Choices(
    (*FULL.choices.ticks, TickChoice(Kind.PUPIL, "assembly", "77123", ticked=False)),
    (
        UnmatchChoice(Kind.PUPIL, "assembly", "9", "p000050"),
        UnmatchChoice(Kind.PUPIL, "arbor", "66123", "p000009"),
    ),
)


def with_leaver(hub: Hub, leaver: Pupil = LEAVER) -> Hub:
    """A hub with the leaver, somebody of a similar name, and a teacher with an account who goes too."""
    return hub.with_(
        choices=_CHOICES, accounts=(*FULL.accounts, Account("otto", TUTOR.id)), next_record=200
    ).with_records([leaver, NAMESAKE, TUTOR])


def told(before: Record | None, after: Record | None) -> RecordChange:
    """What the history tells of a change."""
    record = after or before
    assert record is not None
    return RecordChange(
        record.kind, record.id, Do.UPDATE, Raw(msgspec.json.encode(before)), Raw(msgspec.json.encode(after))
    )


def run(number: int, *changes: RecordChange) -> Entry:
    """A run of the tutor's, with choices that concern the leaver."""
    return Entry(
        what=What.RUN,
        at=NOW,
        login="tariq",
        account=TUTOR.id,
        number=number,
        counts={"pupils": {"read": 3}},
        chosen=_CHOICES,
        taken_back=_CHOICES,
        changes=changes,
        kept=(LEAVER.id, NAMESAKE.id),
        web_hub=WebHubState(
            columns=("First name",),
            pupils={LEAVER.id: "d", NAMESAKE.id: "e"},
            without_access=(LEAVER.id,),
            in_doubt=(LEAVER.id,),
        ),
    )


def traces(folder: Path) -> set[str]:
    """The words by which somebody who goes can be known, and the files that hold them."""
    found = set()
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_text(encoding="utf-8", errors="replace")
            found |= {f"{path.name}: {word}" for word in _WORDS if word in content}
    return found
