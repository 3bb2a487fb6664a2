"""Matching by hand: which rows and records may be matched, and why others may not."""

from collections.abc import Callable
from enum import Enum, auto
from functools import partial

from msgspec import Struct

from marktui.connectors.mis import MisRow
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record
from marktui.hub.model.roster import containing, search_text
from marktui.hub.model.text import fold, unaccented
from marktui.sync.match.similarity import MatchOption, match_option
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.model.plan import Plan
from marktui.sync.review.clashes import claimed


class MatchObstacle(Enum):
    """Why a row and a record cannot be matched by hand."""

    BY_CODE = auto()
    """Year groups are matched by their code."""
    NO_ROW = auto()
    NO_RECORD = auto()
    ROW_LINKED = auto()
    ROW_MATCHED = auto()
    ROW_INVALID = auto()
    SHARED_KEY = auto()
    """Another row has the same UPN, email or name."""
    LEFT_ALONE = auto()
    """This sync leaves the row alone, with a record too."""
    RECORD_INVALID = auto()
    """The record belongs to a row that cannot be used."""
    RECORD_MATCHED = auto()
    RECORD_LINKED = auto()
    KEY_TAKEN = auto()
    """Another record keeps the UPN, email or name of the row."""


class NoMatch(Struct, frozen=True, kw_only=True):
    """Why a row and a record cannot be matched by hand, and what is in the way."""

    obstacle: MatchObstacle
    kind: Kind
    mis_id: str
    record_id: str
    pair: Pair | None = None
    """The line that is in the way: the row's own, or the one that holds the record."""
    row: MisRow | None = None
    """The other row that has the same key."""
    record: Record | None = None
    """The record that is meant, or the one that keeps the key."""


def candidates_for(plan: Plan, row: MisRow, text: str = "") -> tuple[MatchOption, ...]:
    """The records that a row may be matched to by hand, the likeliest first.

    These are records without a link, de-synced records, and records whose own row the MIS no longer has.
    Records that another row has are not among them.
    """
    hand = ManualMatch(plan, _kind_of(plan, row))
    free = [one for one in plan.hub.records(hand.kind).values() if hand.why_not(row.mis_id, one.id) is None]
    found = containing(free, text, lambda one: search_text(plan.hub, one))
    return _in_order([match_option(row, record) for record in found])


def rows_for(plan: Plan, record: Record, text: str = "") -> tuple[MatchOption, ...]:
    """The rows that a record may be matched to by hand, the likeliest first."""
    hand = ManualMatch(plan, record.kind)
    free = [pair for mis_id, pair in hand.pairs.items() if hand.why_not(mis_id, record.id) is None]
    found = containing(free, text, _row_words)
    return _in_order([match_option(pair.row, record) for pair in found if pair.row is not None])


def why_not(plan: Plan, kind: Kind, mis_id: str, record_id: str) -> NoMatch | None:
    """Why a row cannot be matched to a record by hand; None where it can.

    Where it can, `Decisions.confirm` makes the two one line of the next plan.
    """
    return ManualMatch(plan, kind).why_not(mis_id, record_id)


_ROW_TAKEN = {
    PairStatus.SYNCED: MatchObstacle.ROW_LINKED,
    PairStatus.MATCHED: MatchObstacle.ROW_MATCHED,
    PairStatus.INVALID: MatchObstacle.ROW_INVALID,
}
_RECORD_TAKEN = {
    PairStatus.INVALID: MatchObstacle.RECORD_INVALID,
    PairStatus.MATCHED: MatchObstacle.RECORD_MATCHED,
}


class ManualMatch:
    """The rows and records of one kind that may be matched by hand."""

    def __init__(self, plan: Plan, kind: Kind) -> None:
        self.kind = kind
        self._plan = plan
        part = plan.part(kind)
        pairs = part.pairs if part else ()
        self.pairs = {pair.row.mis_id: pair for pair in pairs if pair.row is not None}
        """The lines that have a row, by MIS id."""
        self._holders = {pair.record.id: pair for pair in self.pairs.values() if pair.record is not None}
        self._rows: dict[str, list[str]] = {}
        """The MIS ids of the rows that claim a UPN, an email or a name."""
        for mis_id, pair in self.pairs.items():
            if pair.row is not None and (key := claimed(pair.row)) is not None:
                self._rows.setdefault(key, []).append(mis_id)
        self._kept: dict[str, list[Record]] = {}
        """The records that will claim a UPN, an email or a name once the plan is applied."""
        for record in plan.after.records(kind).values():
            if (key := claimed(record)) is not None and not (kind is Kind.TEACHER and record.desync):
                self._kept.setdefault(key, []).append(record)

    def why_not(self, mis_id: str, record_id: str) -> NoMatch | None:
        """Why a row cannot be matched to a record by hand; None where it can."""
        pair, record = self.pairs.get(mis_id), self._plan.hub.records(self.kind).get(record_id)
        no = partial(NoMatch, kind=self.kind, mis_id=mis_id, record_id=record_id)
        if self.kind is Kind.YEAR_GROUP:
            return no(obstacle=MatchObstacle.BY_CODE)
        if pair is None or pair.row is None:
            return no(obstacle=MatchObstacle.NO_ROW)
        if record is None:
            return no(obstacle=MatchObstacle.NO_RECORD)
        return (
            self._why_not_row(pair, pair.row, no)
            or self._why_not_record(record, no)
            or self._claim(pair.row, record, no)
        )

    def _why_not_row(self, pair: Pair, row: MisRow, no: Callable[..., NoMatch]) -> NoMatch | None:
        if pair.status in _ROW_TAKEN:
            return no(obstacle=_ROW_TAKEN[pair.status], pair=pair)
        key = claimed(row)
        others = [one for one in self._rows.get(key or "", []) if one != row.mis_id]
        if others:
            return no(obstacle=MatchObstacle.SHARED_KEY, pair=pair, row=self.pairs[others[0]].row)
        if pair.left_alone is not None and pair.change is None and _is_out_of_reach(pair):
            return no(obstacle=MatchObstacle.LEFT_ALONE, pair=pair)
        return None

    def _why_not_record(self, record: Record, no: Callable[..., NoMatch]) -> NoMatch | None:
        """A record has one row at most."""
        holder = self._holders.get(record.id)
        if holder is None or holder.row is None:
            return None
        obstacle = _RECORD_TAKEN.get(holder.status, MatchObstacle.RECORD_LINKED)
        return no(obstacle=obstacle, pair=holder, record=record)

    def _claim(self, row: MisRow, record: Record, no: Callable[..., NoMatch]) -> NoMatch | None:
        """A match would give the record what another one keeps."""
        key = claimed(row)
        if key is None or claimed(record) == key:
            return None
        others = [one for one in self._kept.get(key, []) if one.id != record.id and not self._is_of(row, one)]
        pair = self.pairs[row.mis_id]
        return no(obstacle=MatchObstacle.KEY_TAKEN, pair=pair, record=others[0]) if others else None

    def _is_of(self, row: MisRow, record: Record) -> bool:
        """Whether the plan creates the record from this row."""
        link = record.link
        return (
            record.id not in self._plan.hub.records(self.kind)
            and link is not None
            and link.mis_id == row.mis_id
        )


def _is_out_of_reach(pair: Pair) -> bool:
    """Whether a row is left alone for what it is, so that a match would not help."""
    return pair.status not in (PairStatus.MAY_MATCH, PairStatus.CLASH) and pair.ticked is None


def _kind_of(plan: Plan, row: MisRow) -> Kind:
    for part in plan.kinds:
        if any(pair.row is row for pair in part.pairs):
            return part.kind
    raise ValueError("the plan does not have this row")


def _in_order(choices: list[MatchOption]) -> tuple[MatchOption, ...]:
    return tuple(
        sorted(choices, key=lambda one: (-one.score, fold(one.record.label), one.record.id, one.mis_id))
    )


def _row_words(pair: Pair) -> str:
    row = pair.row
    key = claimed(row) if row is not None else None
    return unaccented(" ".join((pair.mis_label, row.mis_id if row else "", key or "")))
