"""Whom the Match window offers for one line of a review."""

from msgspec import Struct

from marktui.connectors.mis import MisRow
from marktui.hub.record import Record
from marktui.sync.by_hand import candidates_for, rows_for
from marktui.sync.outcome import Proposal
from marktui.sync.pair import Pair
from marktui.sync.plan import Plan
from marktui.tui.review_sides import Sides


class Offered(Struct, frozen=True):
    """One of those who may be the other side."""

    id: str
    """The id of a record, or a MIS id."""
    label: str
    words: str
    """The whole of it in one line."""
    group: str
    """Class, email or number of pupils."""
    why: str
    """What speaks for it; empty where nothing does."""


class MatchOffer(Struct, frozen=True, kw_only=True):
    """What is offered for a line, the likeliest first."""

    label: str
    """Who is looked for."""
    words: str
    """The same in one line."""
    mis_id: str | None
    """The row that is looked for in the hub; None where a record is looked for in the MIS."""
    record_id: str | None
    offered: tuple[Offered, ...]

    def pair(self, other_id: str) -> tuple[str, str]:
        """The two that belong together once another one was chosen: MIS id and record id."""
        return (self.mis_id, other_id) if self.mis_id is not None else (other_id, self.record_id or "")


def match_offer(proposal: Proposal, pair: Pair) -> MatchOffer:
    """What is offered for a line.

    Args:
        proposal: The plan that has the line, and what was read for it.
        pair: The line: a row without a record, or a record without a row.
    """
    sides = Sides(proposal.plan.hub, proposal.plan.reading)
    if pair.row is not None:
        return _of_row(proposal.plan, pair.row, sides)
    if pair.record is not None:
        return _of_record(proposal.plan, pair.record, sides)
    return MatchOffer(label="", words="", mis_id=None, record_id=None, offered=())


def _of_row(plan: Plan, row: MisRow, sides: Sides) -> MatchOffer:
    offered = (
        Offered(one.id, one.label, sides.record(one), sides.record_group(one), choice.why)
        for choice in candidates_for(plan, row)
        for one in (choice.record,)
    )
    return MatchOffer(
        label=sides.row_name(row),
        words=sides.row(row),
        mis_id=row.mis_id,
        record_id=None,
        offered=tuple(offered),
    )


def _of_record(plan: Plan, record: Record, sides: Sides) -> MatchOffer:
    offered = (
        Offered(one.mis_id, sides.row_name(one), sides.row(one), sides.row_group(one), choice.why)
        for choice in rows_for(plan, record)
        for one in (choice.row,)
    )
    return MatchOffer(
        label=record.label,
        words=sides.record(record),
        mis_id=None,
        record_id=record.id,
        offered=tuple(offered),
    )
