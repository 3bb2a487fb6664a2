"""What matching starts from, and what it finds."""

from datetime import date

from msgspec import Struct

from marktui.sync.match.evidence import Tie
from marktui.sync.model.pair import Candidate, Duplicate, PairStatus


class MatchResult(Struct, frozen=True):
    """The match of one row."""

    status: PairStatus
    why: str
    record_id: str | None = None
    candidates: tuple[Candidate, ...] = ()
    more: int = 0
    """How many more candidates there are."""
    duplicates: tuple[Duplicate, ...] = ()
    tie: Tie | None = None
    """Why a person's row belongs to the record; None without a record, and for groups."""


class Matches(Struct, frozen=True):
    """The matches of all rows of a kind."""

    found: dict[str, MatchResult]
    """The match of each row, by MIS id."""
    unlisted: frozenset[str] = frozenset()
    """The ids of records that may be a row's, though no row lists them: it has too many candidates."""
    crowded: tuple[date, ...] = ()
    """Birth dates that so many people have that not all of their names were compared."""
