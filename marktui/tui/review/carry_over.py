"""Which decisions of a review still apply after the MIS was read again."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from marktui.hub.model.kind import Kind
from marktui.hub.model.school import row_of_key
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.model.proposal import Proposal
from marktui.sync.model.review_decisions import Decisions

_Pairs: TypeAlias = Mapping[tuple[Kind, str], Pair]
"""The lines that have a row, by kind and MIS id."""


def still_applying(proposal: Proposal) -> Decisions:
    """The decisions of a proposal, carried over from an earlier reading, that still decide something."""
    before = proposal.decisions
    pairs: _Pairs = {
        (part.kind, pair.row.mis_id): pair for part in proposal.plan.kinds for pair in part.pairs if pair.row
    }
    return Decisions(
        ticks={key: value for key, value in before.ticks.items() if _has_tick(pairs.get(key))},
        confirmed={
            key: value for key, value in before.confirmed.items() if _is_confirmed(pairs.get(key), value)
        },
        started=before.started,
        year_codes={one: code for one, code in before.year_codes.items() if (Kind.YEAR_GROUP, one) in pairs},
        class_names={one: name for one, name in before.class_names.items() if (Kind.CLASS, one) in pairs},
        descriptions={key: text for key, text in before.descriptions.items() if _is_open(pairs.get(key))},
        unmatched={
            key: left
            for key, record_ids in before.unmatched.items()
            if (left := tuple(_still_unmatched(proposal, pairs.get(key), record_ids)))
        },
    )


def _has_tick(pair: Pair | None) -> bool:
    return pair is not None and pair.ticked is not None


def _is_confirmed(pair: Pair | None, record_id: str) -> bool:
    if pair is None or pair.record is None:
        return False
    return pair.status is PairStatus.MATCHED and pair.record.id == record_id


def _is_open(pair: Pair | None) -> bool:
    """Whether a class can still be described: it was not linked since."""
    return pair is not None and pair.status is not PairStatus.SYNCED


def _still_unmatched(proposal: Proposal, pair: Pair | None, record_ids: tuple[str, ...]) -> Iterator[str]:
    """The records that a row is still not matched to: they exist, and it was not linked to them since."""
    if pair is None:
        return
    for record_id in record_ids:
        is_linked = pair.record is not None and pair.record.id == record_id
        is_known = row_of_key(record_id) is not None or proposal.plan.hub.record(record_id) is not None
        if is_known and not is_linked:
            yield record_id
