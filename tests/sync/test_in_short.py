"""What holds a whole school shows itself in a line: a worker, a task or a log may write it out."""

from datetime import UTC, datetime

from marktui.hub.model.kind import Kind
from marktui.store.file.entry import Do, Entry, RecordChange, What
from marktui.store.file.record_changes import record_change
from marktui.sync.model.proposal import Outcome, Proposal, RecentLoss
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import Scope

from .builders import a_hub, a_pupil, a_reading, a_row, linked, plan_for

_MANY = 300


def test_a_school_is_never_written_out() -> None:
    hub = a_hub(*(linked(a_pupil(number), str(number)) for number in range(_MANY)))
    reading = a_reading(*map(a_row, range(_MANY, 2 * _MANY)))
    ids = frozenset(hub.pupils)
    decisions = Decisions(ticks={(Kind.PUPIL, str(number)): True for number in range(_MANY)})
    plan = plan_for(hub, reading)
    proposal = Proposal(
        scope=Scope((Kind.PUPIL,)),
        reading=reading,
        decisions=decisions,
        plan=plan,
        recent={Kind.PUPIL: RecentLoss(ids, ids)},
    )
    changes: list[RecordChange] = [record_change(None, one, Do.CREATE) for one in hub.pupils.values()]
    entry = Entry(what=What.RUN, at=datetime(2026, 3, 4, tzinfo=UTC), login="jo", changes=tuple(changes))
    for big in (hub, reading, plan, plan.kinds, proposal, Outcome(plan=plan, requests=1, seconds=1.0), entry):
        assert len(repr(big)) < 400
    assert repr(plan) == f"Plan({plan.id})"
    assert f"pupils={_MANY}" in repr(hub) + repr(reading)
