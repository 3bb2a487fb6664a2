"""Whom the Match window offers for one line of a review."""

from msgspec import Struct

from marktui.sync.by_hand import candidates_for, rows_for
from marktui.sync.outcome import Proposal
from marktui.sync.pair import Pair
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
    plan, sides = proposal.plan, Sides(proposal.plan.hub, proposal.reading)
    row, record = pair.row, pair.record
    if row is not None:
        offered = [
            Offered(
                one.record.id,
                one.record.label,
                sides.record(one.record),
                sides.record_group(one.record),
                one.why,
            )
            for one in candidates_for(plan, row)
        ]
        label, words = pair.mis_label, sides.row(row)
    elif record is not None:
        offered = [
            Offered(
                one.mis_id, sides.row_name(one.row), sides.row(one.row), sides.row_group(one.row), one.why
            )
            for one in rows_for(plan, record)
        ]
        label, words = record.label, sides.record(record)
    else:
        offered, label, words = [], "", ""
    return MatchOffer(
        label=label,
        words=words,
        mis_id=row.mis_id if row else None,
        record_id=record.id if record else None,
        offered=tuple(offered),
    )
