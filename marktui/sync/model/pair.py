"""A line of the review: a hub record, a MIS row, or both, and how they match."""

from datetime import date
from enum import StrEnum, auto
from functools import cached_property
from typing import Any

from msgspec import Struct, structs

from marktui.connectors.mis import InvalidRow, MisRow
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record, usual_year_name
from marktui.hub.model.school import row_key
from marktui.store.file.entry import Do
from marktui.sync.model.field_changes import FieldChanges, differing


class PairStatus(StrEnum):
    """The status of a line. Every row of the MIS has one of the first six."""

    NEW = "new"
    MATCHED = "matched"
    MAY_MATCH = "may_match"
    SYNCED = "synced"
    CLASH = "clash"
    INVALID = "invalid"
    NOT_MATCHED = "not_matched"
    """A record without a link that no row matches."""
    DESYNCED = "desynced"
    """A linked record that no row matches: de-synced by this run, or earlier."""


class Candidate(Struct, frozen=True):
    """A record that a row may belong to."""

    record_id: str
    why: str
    """"similar name 0.94 and same birth date"."""
    is_id_alone: bool = False
    """Whether nothing but the MIS id speaks for it, and other facts speak against it."""


class LeftAlone(StrEnum):
    """Why a run does not apply a row, or keeps a record that no row matches."""

    UNDECIDED = auto()
    CLASH = auto()
    INVALID = auto()
    KEPT = auto()
    TAKEN = auto()
    """Another record of the hub has the code of a new year group."""
    NOT_SET_UP = auto()
    NOT_TICKED = auto()
    STARTS_LATER = auto()
    OUTSIDE = auto()
    OUT_OF_RANGE = auto()


class Unclear(StrEnum):
    """What the MIS does not say about somebody in the hub; the value is how a person reads it."""

    NO_SIGN = "neither year group, class nor dates"
    NO_YEAR = "no year group"
    OPEN_YEAR = "a year group whose year is not known"
    NO_CLASS = "no class"
    OTHER_DAY = "a class that does not hold today"


class Duplicate(Struct, frozen=True):
    """Another row that looks like the same person."""

    mis_id: str
    record_id: str | None
    """The record that has it, if any."""

    @property
    def words(self) -> str:
        """How a person reads it: `MIS id 5007 (p000008)`."""
        return f"MIS id {self.mis_id} ({self.record_id})" if self.record_id else f"MIS id {self.mis_id}"


class Pair(Struct, frozen=True, kw_only=True):
    """One line of the review."""

    kind: Kind
    status: PairStatus
    why: str
    """Why it has this status, for a person: "same UPN"."""
    row: MisRow | None = None
    record: Record | None = None
    """The hub record as it is before the run."""
    candidates: tuple[Candidate, ...] = ()
    """For *May match*: the records to choose from, the likeliest first."""
    more: int = 0
    """For *May match*: how many more records it may be."""
    duplicates: tuple[Duplicate, ...] = ()
    """For *May match*: other rows that look like the same person."""
    change: "Change | None" = None
    """What the run does to the record, if anything."""
    ticked: bool | None = None
    """Whether a new row is imported, a class or year group set up; None where there is no choice."""
    erased_on: date | None = None
    """The day on which the person of a new row was erased; the row starts un-ticked."""
    left_alone: LeftAlone | None = None
    """Why the run does not apply this row; None where it does."""
    missing_year: str | None = None
    """The code of the year group that is not set up, if a pupil is left alone for that reason."""
    unclear: tuple[Unclear, ...] = ()
    """What the row leaves open, the most important first; the hub keeps what it has."""

    def with_(self, **changes: Any) -> "Pair":
        """The same line with some of its parts replaced."""
        return structs.replace(self, **changes)

    @property
    def key(self) -> str:
        """Identifies this line among those of its kind; the same after planning again."""
        return row_key(self.row.mis_id) if self.row else f"hub:{self.record.id if self.record else ''}"

    @property
    def mis_label(self) -> str:
        """The name of the MIS row."""
        if isinstance(self.row, InvalidRow):
            return self.row.label
        return self.row.name if self.row else ""


class Change(Struct, frozen=True, kw_only=True, dict=True):
    """One record before and after the run."""

    kind: Kind
    do: Do
    why: str
    before: Record | None
    after: Record
    hub: Hub
    """The hub whose class names are meant."""

    @cached_property
    def fields(self) -> FieldChanges:
        """Each visible field that changes: before and after, classes by name.

        Most changes are of new records, and nobody looks at the fields of those.
        """
        return differing(self.before, self.after, self.hub)


def year_not_set_up(code: str | None) -> str:
    """Why a pupil is out of range."""
    return f"{usual_year_name(code) if code else 'its year group'} is not set up"


def what_words(unclear: tuple[Unclear, ...]) -> str:
    """What is unclear about one person: `no year group and no class`."""
    said = unclear[:1] if Unclear.NO_SIGN in unclear else unclear
    return " and ".join(one.value for one in said)
