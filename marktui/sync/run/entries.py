"""The history's view of a sync."""

from datetime import datetime

import msgspec

from marktui.hub.accounts.permissions import Actor
from marktui.hub.model.school import Choices
from marktui.store.file.entry import KEPT, Counts, Entry, What, new_entry
from marktui.store.file.record_changes import record_changes
from marktui.sync.model.pair import LeftAlone
from marktui.sync.model.plan import KindPlan
from marktui.sync.model.proposal import Outcome, Proposal

_MOST_KEPT = 100
"""How many records are named that were kept: of a whole school their number says enough."""


def run_entry(what: What, at: datetime, actor: Actor, proposal: Proposal, outcome: Outcome) -> Entry:
    """The entry of a sync that was planned: applied, held or empty."""
    plan, reading = proposal.plan, proposal.reading
    kept = {part.kind: _kept(part) for part in plan.kinds}
    before, after = plan.hub.choices, plan.after.choices if outcome.applied else plan.hub.choices
    return new_entry(
        what,
        actor,
        at,
        kinds=proposal.scope.kinds,
        text=" ".join(outcome.held),
        plan=plan.id,
        unattended=outcome.applied and not outcome.attended,
        chosen=_difference(after, before),
        taken_back=_difference(before, after),
        connector=reading.connector,
        counts={part.kind.plural: _counts(part.counts, len(kept[part.kind])) for part in plan.kinds},
        data_at=reading.data_at,
        digest=reading.source.digest,
        requests=outcome.requests,
        seconds=round(outcome.seconds, 3),
        changes=record_changes(plan.changes) if what is What.RUN else (),
        kept=tuple(one for ids in kept.values() for one in ids)[:_MOST_KEPT],
    )


def _kept(part: KindPlan) -> list[str]:
    """The ids of the records that stay as they are though no row is theirs."""
    kept = LeftAlone.KEPT
    return [pair.record.id for pair in part.pairs if pair.left_alone is kept and pair.record]


def _counts(counts: Counts, kept: int) -> dict[str, int]:
    numbers: dict[str, int] = msgspec.structs.asdict(counts)
    return numbers | ({KEPT: kept} if kept else {})


def _difference(these: Choices, those: Choices) -> Choices | None:
    """The choices that are among these but not among those, if any."""
    only = Choices(
        ticks=tuple(one for one in these.ticks if one not in those.ticks),
        unmatched=tuple(one for one in these.unmatched if one not in those.unmatched),
        matched=tuple(one for one in these.matched if one not in those.matched),
        intake=these.intake if these.intake != those.intake else None,
    )
    return only if only != Choices() else None
