"""School years of England, which begin in September, and the year group of a birth date."""

from datetime import date

from marktui.hub.model.record import YEARS

_SEPTEMBER = 9
_RECEPTION_AGE = 5
"""A pupil of Reception turns five between September and August."""
_BY_PLACE = {place: code for code, place in YEARS.items()}


def school_year(day: date) -> int:
    """The calendar year in which the school year of a day began."""
    return day.year if day.month >= _SEPTEMBER else day.year - 1


def school_year_name(began: int) -> str:
    """A school year in words: `2026/27`."""
    return f"{began}/{(began + 1) % 100:02}"


def year_by_age(born: date, began: int) -> str | None:
    """The year group of a birth date in a school year; None for nobody's."""
    return _BY_PLACE.get(began - _RECEPTION_AGE - school_year(born))
