"""Arbor's academic years, and the year group that a level is (docs/wire-arbor.md, Groups)."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from msgspec import Struct

from marktui.connectors.arbor.wire import LevelWire, YearWire
from marktui.connectors.rows import day_or_none
from marktui.connectors.year_codes import year_code


class Year(Struct, frozen=True):
    """An academic year."""

    id: str
    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day and (self.last is None or day <= self.last)


def years_of(wires: Iterable[tuple[str, YearWire]]) -> Iterator[Year]:
    """The years of a list, by id, that say when they begin."""
    for mis_id, wire in wires:
        first = day_or_none(wire.start_date)
        if first is not None:
            yield Year(mis_id, first, day_or_none(wire.end_date))


def current_year(years: Iterable[Year], today: date) -> Year | None:
    """The year that holds today; in the gap before a new one, the one that began last."""
    begun = [year for year in years if year.first <= today]
    return max(begun, key=lambda year: (year.holds(today), year.first), default=None)


def is_gap(wires: Collection[tuple[str, YearWire]], today: date) -> bool:
    """Whether every year says when it is, and none holds today."""
    years = list(years_of(wires))
    return bool(years) and len(years) == len(wires) and not any(year.holds(today) for year in years)


def level_code(level: LevelWire) -> str | None:
    """The year code of a level; None where neither of its names tells one for certain."""
    return year_code(level.short_name, level.display_name)
