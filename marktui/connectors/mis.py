"""What a connector yields: people and groups as the MIS has them, cleaned and typed, not yet matched."""

from datetime import date
from enum import Enum
from typing import Any

from msgspec import Struct

from marktui.hub.model.kind import Kind
from marktui.hub.people.identity import Identifier
from marktui.hub.rules.same_school import SchoolIdentity

Report = dict[str, Any]
"""A value that can be written as JSON."""


class MisRow(Struct, frozen=True, kw_only=True):
    """What every row of the MIS has."""

    mis_id: str
    """The connector's stable id, as a string."""

    @property
    def name(self) -> str:
        """What a person would call it; empty where it has no name that can be used."""
        return ""


class Oddity(Enum):
    """Something odd in a person's row, and how it was taken; the value goes on after "with …"."""

    BIRTH_DATE = "a birth date that cannot be right, so it counts as unknown"
    BIRTH_TIME = "a time of day in the birth date, taken as the day in London"
    EMAIL = "an email that is not an address, so it counts as missing"
    HALF = "half a character in the name, which was left out"


class MisPerson(MisRow, frozen=True, kw_only=True):
    """A person on roll or on the staff; text is clean and in NFC, None where unknown."""

    first_name: str | None
    last_name: str | None
    is_case_known: bool = True
    """Whether capitals in the name are those of the MIS; a file can have all names in capitals."""
    starts_on: date | None = None
    """A first day in the future; None for a person who has started."""
    oddities: tuple[Oddity, ...] = ()
    open_status: str = ""
    """A status that does not say whether they are on roll; empty where it does, or there is none."""
    id_made_of: Identifier | None = None
    """The fact that the MIS id is made of, which then proves no more than the id does."""

    @property
    def name(self) -> str:
        """First and last name."""
        if self.first_name and self.last_name:
            return f"{self.first_name} {self.last_name}"
        return self.first_name or self.last_name or ""


class MisPupil(MisPerson, frozen=True, kw_only=True):
    """A pupil on roll. The class is found through `MisClass.member_ids`."""

    date_of_birth: date | None = None
    upn: str | None = None
    year_code: str | None = None
    """`N1`, `N2`, `R`, `1` … `13`; None for a pupil without a year, or with one that cannot be read."""
    other_years: tuple[str, ...] = ()
    """Other years in which the list of year groups has them; the connectors leave that to the sync."""
    open_year: bool = False
    """Whether they are in a year group whose year is not known; likewise."""
    applicant: bool = False
    """Whether nothing says that the pupil is on roll; the row then counts only for a linked record."""


class MisTeacher(MisPerson, frozen=True, kw_only=True):
    """A member of staff, teaching or not."""

    email: str | None = None
    shared_email: str | None = None
    """An address that other rows have too, so nobody gets it; known once all rows are read."""


class MisYearGroup(MisRow, frozen=True, kw_only=True):
    """A year group."""

    code: str | None
    """`N1`, `N2`, `R`, `1` … `13`; None where neither code nor name gives one for certain."""
    name: str
    member_ids: tuple[str, ...] | None = None
    """The ids of its pupils; None where the service does not say."""
    by_hand: bool = False
    """Whether a person said which year it is; the connectors know nothing of that."""


class MisClass(MisRow, frozen=True, kw_only=True):
    """A class (registration group or form) with the ids of its pupils."""

    name: str
    member_ids: tuple[str, ...]
    mis_name: str | None = None
    """Its name in the MIS, where `name` is one that a person gave; the connectors know none."""


class InvalidRow(MisRow, frozen=True, kw_only=True):
    """A row that cannot be used. It still counts as present."""

    problem: str
    """What is wrong with it, without a value of the row: "the first name is a number"."""
    label: str = ""
    """What of its name can be read, so that a person can find it; nothing is matched by it."""
    is_withheld: bool = False
    """Whether nothing is wrong with it, but the MIS wants it to be left out."""
    member_ids: tuple[str, ...] = ()
    """The pupils of a group that cannot be used, so that they do not look as if they had none."""
    applicant: bool = False
    """As for a pupil whose row can be used."""


class MisLeaver(MisRow, frozen=True, kw_only=True):
    """Somebody who has left."""

    left_on: date | None = None
    """The leaving date; one in the future means still on roll."""
    is_back: bool = False
    """Whether the leaving date is before a first day that has come, so that it is history."""
    who: MisPerson | None = None
    """What else is known of them; None where the MIS id is all there is to go by."""


class Presence(Enum):
    """What a service answers about one person who is asked for by id."""

    ON_ROLL = "on roll"
    """The service still has this person, and nothing says that they have left."""
    LEFT = "left"
    UNKNOWN = "unknown"
    """The service has nobody with this id."""


class PresenceAnswer(Struct, frozen=True):
    """A service's answer about one person who was asked for by id."""

    presence: Presence
    left_on: date | None = None
    """The leaving date of somebody who has left, where the service gives one."""


class Page(Struct, frozen=True):
    """One page of a list, in the order of the service."""

    kind: Kind
    rows: tuple[MisRow, ...]
    done: int
    """Distinct rows of the list so far, this page included."""
    total: int | None
    """How many rows the service states there are; None where it does not say."""


class RejectedRows(Struct, frozen=True):
    """The rows of one file that cannot be used, as they stand there."""

    file: str
    """The name of the file."""
    headings: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], str], ...]
    """The cells of each, and why it cannot be used."""


class Source(Struct, frozen=True, kw_only=True):
    """What a sync has to know of where its rows come from."""

    kinds: tuple[Kind, ...] = tuple(Kind)
    """What it has."""
    is_partial: bool = False
    """Whether it may hold a part of the school only: then a missing row means nothing."""
    digest: str = ""
    """What tells the files that were read from all others; empty for a service."""
    rejected: tuple[RejectedRows, ...] = ()
    """What of the files cannot be used."""
    changed: tuple[str, ...] = ()
    """What of their headings is not as it was when the hub was connected, in sentences."""


SERVICE = Source()
"""A service of the network: it has all there is, and is asked again each time."""


class Readable(Struct, frozen=True):
    """What can be read of one thing that a service has."""

    entity: str
    """The service's own name for it: `Student`."""
    what: str
    """The same for people: "pupils"."""
    fields: tuple[str, ...]
    """What can be read of it and is used, in the service's words."""
    missing: tuple[str, ...] = ()
    """What could be used and cannot be read, likewise."""
    missing_words: str = "missing"
    """What that is called: of a file, these are columns that nobody needs."""


class Granted(Struct, frozen=True):
    """What a check of the connection found."""

    school: SchoolIdentity
    """What the MIS says of the school."""
    missing: tuple[str, ...]
    """What the service does not share though marktui can use it: scopes, fields."""
    warnings: tuple[str, ...] = ()
    """Sentences about what looked odd."""
    entities: tuple[Readable, ...] = ()
    """What can be read, thing by thing; empty where the service does not say."""
    kinds: tuple[Kind, ...] = ()
    """What the files have; empty for a service, which has all four."""
    agreed: str = ""
    """What lists of files are read from, as the connector stores it: a person who connects agrees to it."""
    report: Report | None = None
    """What the service says of its own interface, for support: names alone, nothing about people."""
