"""What it means for pupils to set up a year group or leave it out."""

from msgspec import Struct

from marktui.connectors.mis import MisPupil, MisYearGroup
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import year_order
from marktui.sync.model.plan import Plan
from marktui.sync.model.reading import Reading


def mis_years(reading: Reading) -> dict[str, str] | None:
    """The year codes of the pupils on roll, by MIS id; None if the reading does not have them.

    They come from the pupils or, before these are read, from the lists of the year groups.
    """
    if Kind.PUPIL in reading.rows:
        pupils = (row for row in reading.rows[Kind.PUPIL] if isinstance(row, MisPupil))
        return {row.mis_id: row.year_code for row in pupils if row.year_code and not row.starts_on}
    rows = [row for row in reading.rows.get(Kind.YEAR_GROUP, ()) if isinstance(row, MisYearGroup)]
    if not rows or any(row.member_ids is None for row in rows):
        return None
    return {mis_id: row.code for row in rows if row.code for mis_id in row.member_ids or ()}


class YearRange(Struct, frozen=True, kw_only=True):
    """One year group of the MIS, and its pupils on roll."""

    mis_id: str
    code: str
    name: str
    is_set_up: bool
    """Whether the hub has the year group once the plan is applied."""
    may_untick: bool
    """Whether it can still be left out; a sync only adds, so one that is set up stays."""
    outside: int | None
    """Its pupils who are not Synced and stay out if it is left out; None if not known."""
    moved: int | None
    """Its Synced pupils, who will be out of range if it is left out; None if not known."""

    @property
    def words(self) -> str:
        """What leaving it out means, as a sentence; empty if it concerns nobody or is not known."""
        parts = []
        if self.outside:
            parts.append(f"{Kind.PUPIL.counted(self.outside)} of the MIS {_stay(self.outside)} outside")
        if self.moved:
            moved = Kind.PUPIL.counted(self.moved)
            parts.append(f"{moved} of the hub {_have(self.moved)} moved into it and will be out of range")
        if not parts:
            return ""
        when = (
            f"Without {self.name}"
            if self.may_untick or not self.is_set_up
            else f"If {self.name} were left out"
        )
        return f"{when}: {'; '.join(parts)}."


def year_ranges(plan: Plan, reading: Reading) -> tuple[YearRange, ...]:
    """The year groups of the MIS whose year is known, in school order."""
    part = plan.part(Kind.YEAR_GROUP)
    ticks = {pair.row.mis_id: pair.ticked for pair in part.pairs if pair.row} if part else {}
    set_up = {one.code for one in plan.after.year_groups.values()}
    held = {one.code for one in plan.hub.year_groups.values()}
    counts = _counts(plan, reading)
    listed = (row for row in reading.rows.get(Kind.YEAR_GROUP, ()) if isinstance(row, MisYearGroup))
    rows = [(row, row.code) for row in listed if row.code]
    return tuple(
        YearRange(
            mis_id=row.mis_id,
            code=code,
            name=row.name,
            is_set_up=code in set_up,
            may_untick=ticks.get(row.mis_id) is not None and code not in held,
            outside=counts.get(code, (0, 0))[0] if counts is not None else None,
            moved=counts.get(code, (0, 0))[1] if counts is not None else None,
        )
        for row, code in sorted(rows, key=lambda one: (year_order(one[1]), one[0].mis_id))
    )


def left_out_words(plan: Plan, reading: Reading) -> tuple[str, ...]:
    """What it means to leave out each year group that is not set up, if it has pupils."""
    found = (one.words for one in year_ranges(plan, reading) if not one.is_set_up)
    return tuple(words for words in found if words)


def _counts(plan: Plan, reading: Reading) -> dict[str, tuple[int, int]] | None:
    """How many pupils on roll of each year code are not Synced, and how many are; None where unknown."""
    years = mis_years(reading)
    if years is None:
        return None
    linked = plan.hub.linked(reading.connector, Kind.PUPIL).items()
    synced = {mis_id for mis_id, one in linked if one.is_synced}
    counts: dict[str, tuple[int, int]] = {}
    for mis_id, code in years.items():
        outside, moved = counts.get(code, (0, 0))
        is_synced = mis_id in synced
        counts[code] = (outside + (not is_synced), moved + is_synced)
    return counts


def _stay(number: int) -> str:
    return "stays" if number == 1 else "stay"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
