"""Who claims the same identity: the other side of a clash."""

from collections.abc import Iterator

from marktui.connectors.mis import MisClass, MisPerson, MisRow, MisYearGroup
from marktui.hub.record import Person, Record, SchoolClass, YearGroup
from marktui.hub.roster import fold
from marktui.sync.comparison import key_of
from marktui.sync.pair import Pair
from marktui.sync.plan import Plan


def claimed(one: MisRow | Record) -> str | None:
    """What nobody may share: a UPN, an email, a year code, a class name; None where unknown or unusable."""
    match one:
        case MisPerson() | Person():
            return key_of(one)
        case MisClass() | SchoolClass():
            return fold(one.name)
        case MisYearGroup() | YearGroup():
            return one.code
    return None


def claimants(plan: Plan, pair: Pair) -> Iterator[tuple[MisRow | None, Record | None]]:
    """Everybody else who claims what the row of a line claims: a row, a record, or a row with its record.

    Args:
        plan: The plan that has the line.
        pair: A line with a row.
    """
    part = plan.part(pair.kind)
    key = claimed(pair.row) if pair.row else None
    if part is None or pair.row is None or key is None:
        return
    told: set[str] = set()
    for other in part.pairs:
        if other.row is not None and other.row.mis_id != pair.row.mis_id and claimed(other.row) == key:
            told |= {other.record.id} if other.record else set()
            yield other.row, other.record
    for record in plan.hub.records(pair.kind).values():
        if record.id not in told and claimed(record) == key:
            yield None, record
