"""Whether a plan is that of a new school year: most pupils move up by a year."""

from collections import Counter

from msgspec import Struct

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import YEARS, Pupil, year_order
from marktui.store.file.entry import Do
from marktui.sync.model.plan import Plan

_TOO_FEW = 5
"""So few who move up are no new school year."""


class NewSchoolYear(Struct, frozen=True):
    """What a new school year does to the pupils."""

    move_up: int
    """How many go on into the next year group."""
    left_year: str | None
    """The code of the year group that most of those who left were in; None where nobody has left it."""
    left: int
    """How many left that year group."""
    left_others: int
    """How many left other year groups."""
    new: int
    """How many are new to the hub."""


def new_school_year(plan: Plan) -> NewSchoolYear | None:
    """What a plan does to the pupils, if more than half of those who stay move up by a year; else None."""
    part = plan.part(Kind.PUPIL)
    if part is None:
        return None
    up = sum(_moves_up(change.before, change.after) for change in part.changes)
    stay = sum(
        isinstance(pair.record, Pupil) and pair.record.is_synced and pair.row is not None
        for pair in part.pairs
    )
    if up < _TOO_FEW or up * 2 <= stay:
        return None
    gone = (change.before for change in part.changes if change.do is Do.DESYNC)
    left = Counter(one.year_group for one in gone if isinstance(one, Pupil))
    years = [code for code in left if code is not None]
    most = max(years, key=lambda code: (left[code], year_order(code)), default=None)
    return NewSchoolYear(
        move_up=up,
        left_year=most,
        left=left[most] if most else 0,
        left_others=left.total() - (left[most] if most else 0),
        new=sum(change.do is Do.CREATE for change in part.changes),
    )


def _moves_up(before: object, after: object) -> bool:
    """Whether a pupil goes on from one year group into the next one."""
    if not (isinstance(before, Pupil) and isinstance(after, Pupil)):
        return False
    year, next_year = YEARS.get(before.year_group or ""), YEARS.get(after.year_group or "")
    return year is not None and next_year == year + 1
