"""The history's view of a sync."""

from datetime import datetime

import msgspec

from marktui.hub.accounts.permissions import Actor
from marktui.hub.model.school import Choices
from marktui.store.file.entry import Entry, What, new_entry
from marktui.store.file.record_changes import record_change
from marktui.sync.model.proposal import Outcome, Proposal


def run_entry(what: What, at: datetime, actor: Actor, proposal: Proposal, outcome: Outcome) -> Entry:
    """The entry of a sync that was planned: applied, held or empty."""
    plan, reading = proposal.plan, proposal.reading
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
        counts={part.kind.plural: msgspec.structs.asdict(part.counts) for part in plan.kinds},
        data_at=reading.data_at,
        digest=reading.source.digest,
        requests=outcome.requests,
        seconds=round(outcome.seconds, 3),
        changes=tuple(record_change(one.before, one.after, one.do) for one in plan.changes)
        if what is What.RUN
        else (),
    )


def _difference(these: Choices, those: Choices) -> Choices | None:
    """The choices that are among these but not among those, if any."""
    only = Choices(
        ticks=tuple(one for one in these.ticks if one not in those.ticks),
        unmatched=tuple(one for one in these.unmatched if one not in those.unmatched),
        matched=tuple(one for one in these.matched if one not in those.matched),
        intake=these.intake if these.intake != those.intake else None,
    )
    return only if only != Choices() else None
