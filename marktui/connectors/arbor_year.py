"""Academic years and year groups (contract, section 5.4)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from marktui.connectors.arbor_wire import LevelWire, YearWire
from marktui.connectors.clean import clean_or_none
from marktui.connectors.moment import day_of

_NURSERY = re.compile(r"\b(?:N|Nursery)\b|\bN[12]\b", re.IGNORECASE)
_RECEPTION = re.compile(r"\b(?:R|YR|Reception)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_LAST_YEAR = 13


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
        try:
            first, last = day_of(wire.start_date), day_of(wire.end_date)
        except ValueError:
            continue
        if first is not None:
            yield Year(mis_id, first, last)


def current_year(years: Iterable[Year], today: date) -> Year | None:
    """The year that holds today; in the gap before a new one, the one that began last."""
    begun = [year for year in years if year.first <= today]
    return max(begun, key=lambda year: (year.holds(today), year.first), default=None)


def year_code(level: LevelWire) -> str | None:
    """The code of a level: `N1`, `N2`, `R`, `1` … `13`, else its own short name; None without a name."""
    long, short = clean_or_none(level.display_name), clean_or_none(level.short_name)
    for name in (long, short):
        code = _code_in(name) if name else None
        if code is not None:
            return code
    return (short or long or "").upper() or None


def _code_in(name: str) -> str | None:
    numbers = [int(digits) for digits in _NUMBER.findall(name) if len(digits) < 4]
    if _NURSERY.search(name):
        # A nursery of one year is the one before Reception.
        return "N1" if numbers[-1:] == [1] else "N2"
    if _RECEPTION.search(name):
        return "R"
    fitting = [number for number in numbers if 1 <= number <= _LAST_YEAR]
    return str(fitting[-1]) if fitting else None
