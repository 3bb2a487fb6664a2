"""Who has returned, and who is pending deletion though the MIS has them."""

from marktui.hub.record import Access, Person
from marktui.sync.pair import Do, PairStatus
from marktui.sync.plan import Plan


def pending_in_mis(plan: Plan) -> tuple[Person, ...]:
    """The people pending deletion whom the sync has met; they keep decision and date.

    Args:
        plan: What the sync would do or has done.
    """
    met = (PairStatus.SYNCED, PairStatus.MATCHED)
    records = (pair.record for part in plan.kinds for pair in part.pairs if pair.status in met)
    return tuple(one for one in records if isinstance(one, Person) and one.access is Access.PENDING_DELETION)


def returned(plan: Plan) -> tuple[Person, ...]:
    """The people whom the sync brings back; they keep what was decided about their access.

    Args:
        plan: What the sync would do or has done.
    """
    back = (change.after for change in plan.changes if change.do is Do.RETURN)
    return tuple(one for one in back if isinstance(one, Person))
