"""The state of a record in words and cells."""

from datetime import date

from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Desync, Person, Pupil, Record, Status, Teacher
from marktui.hub.rules.field_locks import why_locked
from marktui.tui.common.text.cells import Cell, Tone, Toned
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.wording.dates import days_ago, short_day, shown_day
from marktui.wording.people.reasons import SHORT_REASONS

STATUS_WORDS = {Status.SYNCED: "Synced", Status.DESYNCED: "Desynced", Status.NOT_LINKED: "Not linked"}
ACCESS_WORDS = {one: one.words.capitalize() for one in Access}
ACCESS_SHORT = {
    Access.WITH_ACCESS: "With",
    Access.WITHOUT_ACCESS: "Without",
    Access.PENDING_DELETION: "Pending",
}
"""Under the heading *Access*."""
KIND_WORDS = {one: one.noun.capitalize() for one in Kind}
KIND_TONES = {Kind.TEACHER: Tone.TEACHER, Kind.PUPIL: Tone.PUPIL, Kind.CLASS: Tone.CLASS}
"""The hub's colours."""


def status_cell(record: Record) -> Cell:
    """The status of a record; de-synced ones stand out."""
    words = STATUS_WORDS[record.status]
    return Toned(words, Tone.DESYNCED) if record.status is Status.DESYNCED else words


class Identity(Struct, frozen=True):
    """What identifies a person elsewhere."""

    name: str
    """What it is: `UPN`."""
    value: str


def upn_or_email(upn: str | None = None, email: str | None = None) -> Identity | None:
    """What identifies a pupil or a teacher; None where it is not known."""
    return Identity("UPN", upn) if upn else Identity("email", email) if email else None


def identity(record: Record) -> Identity | None:
    """What identifies a person elsewhere: a pupil's UPN, a teacher's email."""
    match record:
        case Pupil(upn=upn):
            return upn_or_email(upn=upn)
        case Teacher(email=email):
            return upn_or_email(email=email)
    return None


def email_cell(teacher: Teacher) -> Cell:
    """The email of a teacher, with a word before it where the MIS gives another one."""
    if teacher.email_differs:
        return Toned(f"differs: {teacher.email or GLYPHS.dash}", Tone.WARNING)
    return teacher.email or ""


def year_words(hub: Hub, code: str | None) -> str:
    """The name of a year group, from its code; nothing for None."""
    if code is None:
        return ""
    named = next((year.name for year in hub.year_groups.values() if year.code == code), None)
    return named or (f"Year {code}" if code.isdecimal() else code)


def last_place(hub: Hub, record: Record) -> str:
    """The last year group and class of a pupil: `Y6, 6B`; nothing for others."""
    if not isinstance(record, Pupil):
        return ""
    code = record.year_group
    year = f"Y{code}" if code and code.isdecimal() else code
    return ", ".join(part for part in (year, hub.class_name(record)) if part)


def link_words(record: Record) -> str:
    """The link to the MIS in words."""
    if record.link is None:
        return "not linked to the MIS"
    return f"{record.link.connector.capitalize()}, MIS id {record.link.mis_id}"


def lock_words(record: Record) -> str:
    """What can be edited by hand in a record, and why not all of it."""
    field = "last_name" if isinstance(record, Person) else "name"
    return why_locked(record, field) or "Nothing is locked: it can be edited by hand."


def desync_words(desync: Desync, today: date | None) -> str:
    """On which day a record was de-synced."""
    return f"{shown_day(desync.since)}{days_ago(desync.since, today)}"


def place_words(hub: Hub, record: Record) -> str:
    """Year group and class of a pupil, for staff that they are staff; nothing for groups."""
    return "staff" if isinstance(record, Teacher) else last_place(hub, record)


def why_left(record: Record) -> str:
    """Why somebody or something is de-synced, in a narrow column: `left 14 Sep 26`; else nothing."""
    desync = record.desync
    if desync is None:
        return ""
    if desync.left_on is not None:
        return f"left {short_day(desync.left_on)}"
    return SHORT_REASONS[desync.reason]
