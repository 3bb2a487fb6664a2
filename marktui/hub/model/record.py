"""What the hub holds: teachers, pupils, classes and year groups, each linked to the MIS or not."""

from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self

from msgspec import Struct, structs

from marktui.hub.model.kind import Kind


class Status(StrEnum):
    """Whether a record is linked to the MIS, and whether the MIS still has it."""

    SYNCED = "synced"
    DESYNCED = "desynced"
    NOT_LINKED = "not_linked"


# Python 3.11 takes longer to look up a member of an enum than to read a field of a record: where it is done
# for each of 50,000 people, it is done once before.
_SYNCED, _DESYNCED, _NOT_LINKED = Status


class Reason(StrEnum):
    """Why a record is de-synced."""

    LEFT = "left"
    """The MIS gives a leaving date."""
    GONE = "gone"
    """The MIS no longer has it at all."""
    OUT_OF_RANGE = "out_of_range"
    """Still on roll, but in a year group that is not set up in the hub."""


class Access(StrEnum):
    """Whether a person may use the reading platform; independent of the link."""

    WITH_ACCESS = "with_access"
    WITHOUT_ACCESS = "without_access"
    PENDING_DELETION = "pending_deletion"

    @property
    def words(self) -> str:
        """The same in a sentence: `without access`."""
        return self.value.replace("_", " ")


class AccountType(StrEnum):
    """What a teacher may do in the hub."""

    ACCESS_COORDINATOR = "access_coordinator"
    TEACHER_ADMIN = "teacher_admin"
    TEACHER = "teacher"


class Link(Struct, frozen=True):
    """The link from a hub record to the MIS record it came from."""

    connector: str
    mis_id: str
    """The connector's own stable id, as a string."""

    def until(self, day: date) -> "Link":
        """This link once the MIS has given its id to somebody else: with a space, like no real MIS id."""
        return self if self.is_former else Link(self.connector, f"{self.mis_id} until {day}")

    @property
    def is_former(self) -> bool:
        """Whether the MIS has given the id to somebody else since."""
        return " " in self.mis_id


class Desync(Struct, frozen=True):
    """Since when and why the MIS no longer has a record."""

    since: date
    """The day of the sync that noticed it."""
    reason: Reason
    left_on: date | None = None
    """The leaving date that the MIS gives, if any."""

    @property
    def gone_on(self) -> date:
        """The day of leaving: what the MIS says, else the day when it was noticed."""
        return self.left_on or self.since


class Kept(Struct, frozen=True):
    """The decision to keep a person who has left."""

    on: date
    """The day of the decision."""
    note: str | None = None
    review_on: date | None = None
    """The day of their next review."""


class Record(Struct, frozen=True, kw_only=True):
    """What all four kinds share. An `id` is unique over all kinds and is never used again."""

    kind: ClassVar[Kind]

    id: str
    link: Link | None = None
    desync: Desync | None = None

    @property
    def status(self) -> Status:
        """Synced, de-synced or not linked."""
        if self.link is None:
            return _NOT_LINKED
        return _SYNCED if self.desync is None else _DESYNCED

    @property
    def is_synced(self) -> bool:
        """Whether the MIS still has this record, as far as the hub knows."""
        return self.link is not None and self.desync is None

    @property
    def label(self) -> str:
        """The record's name for people."""
        raise NotImplementedError

    def with_(self, **changes: Any) -> Self:
        """The same record with some of its fields replaced."""
        return structs.replace(self, **changes)


class Person(Record, frozen=True, kw_only=True):
    """A teacher or a pupil."""

    first_name: str
    last_name: str
    access: Access = Access.WITH_ACCESS
    deleting_on: date | None = None
    """The day from which a pending deletion may be purged."""
    kept: Kept | None = None

    @property
    def label(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def sorted_name(self) -> str:
        """The name as lists are sorted: `Ahmed, Amal`."""
        return ", ".join(part for part in (self.last_name, self.first_name) if part)

    @property
    def is_coordinator(self) -> bool:
        """Whether this is the Access Coordinator."""
        return False


class Teacher(Person, frozen=True, kw_only=True):
    """A member of staff with an account in the hub."""

    kind: ClassVar[Kind] = Kind.TEACHER

    email: str | None = None
    """The address of the hub account; may be edited by hand."""
    mis_email: str | None = None
    """The address that the MIS gives."""
    account_type: AccountType = AccountType.TEACHER

    @property
    def is_coordinator(self) -> bool:
        """Whether this is the Access Coordinator."""
        return self.account_type is AccountType.ACCESS_COORDINATOR

    @property
    def email_differs(self) -> bool:
        """Whether the MIS gives another address than the hub keeps."""
        return self.mis_email is not None and self.mis_email.casefold() != (self.email or "").casefold()


class Pupil(Person, frozen=True, kw_only=True):
    """A pupil, with one class and one year group at most."""

    kind: ClassVar[Kind] = Kind.PUPIL

    upn: str | None = None
    """The Unique Pupil Number, 13 characters."""
    date_of_birth: date | None = None
    year_group: str | None = None
    """The code of a year group in the hub: `R`, `1` … `13`."""
    class_id: str | None = None
    """The id of a class in the hub."""
    web_id: str | None = None
    """The User ID that the web hub gave; no MIS knows it."""


class SchoolClass(Record, frozen=True, kw_only=True):
    """A class: a registration group or form of the MIS."""

    kind: ClassVar[Kind] = Kind.CLASS

    name: str
    description: str | None = None

    @property
    def label(self) -> str:
        """The class's name."""
        return self.name


class YearGroup(Record, frozen=True, kw_only=True):
    """A year group of the school."""

    kind: ClassVar[Kind] = Kind.YEAR_GROUP

    code: str
    """`R`, `1` … `13`; `N1` and `N2` are Nursery."""
    name: str

    @property
    def label(self) -> str:
        """The year group's name."""
        return self.name


YEARS = {"N1": -2, "N2": -1, "R": 0} | {str(number): number for number in range(1, 14)}
"""The codes of all year groups that there can be, in school order, each with the years since Reception."""
YEAR_CODES = tuple(YEARS)
NURSERY = frozenset({"N1", "N2"})
"""The year codes that a sync leaves out unless a person ticks them."""


def usual_year_name(code: str) -> str:
    """The usual name of a year group: `Reception`, `Year 4`."""
    if code in NURSERY:
        return f"Nursery {code[1:]}"
    return "Reception" if code == "R" else f"Year {code}"


def year_order(code: str | None) -> tuple[int, str]:
    """A sort key that puts year codes in school order, then codes that no school has, then none."""
    if code is None:
        return (99, "")
    return (YEARS.get(code, 98), code)
