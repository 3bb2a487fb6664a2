"""What matching starts from, and what it finds."""

from msgspec import Struct

from marktui.sync.match.evidence import Tie
from marktui.sync.model.pair import Candidate, Duplicate, PairStatus


class MatchResult(Struct, frozen=True):
    """The match of one row."""

    status: PairStatus
    why: str
    record_id: str | None = None
    candidates: tuple[Candidate, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    tie: Tie | None = None
    """Why a person's row belongs to the record; None without a record, and for groups."""
