"""Which intake a year group is: pupils keep one cohort for their whole time at school.

A cohort is named after the school year in which it started Reception: Year 4 of 2026-2027 is the intake
2022-2023.
"""

from datetime import date
from enum import StrEnum

_NURSERY = {"N1": -2, "N2": -1, "R": 0}
_SEPTEMBER = 9


class Started(StrEnum):
    """When the pupils of the MIS started their present school year; the MIS may turn over late or early."""

    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"


def usual_start(today: date) -> Started:
    """When they started it unless somebody says otherwise: this year from September on, else last year."""
    return Started.THIS_YEAR if today.month >= _SEPTEMBER else Started.LAST_YEAR


def start_year(started: Started, today: date) -> int:
    """The calendar year in which the school year of the MIS started.

    Args:
        started: This year or last year.
        today: The day on which that was said.
    """
    return today.year if started is Started.THIS_YEAR else today.year - 1


def cohort(code: str, year: int) -> str | None:
    """The intake of a year group: `2022-2023`; None for a code that has no place in the order of years.

    Args:
        code: The year code.
        year: The calendar year in which the school year started.
    """
    since = _NURSERY.get(code, int(code) if code.isascii() and code.isdecimal() else None)
    if since is None:
        return None
    return school_year(year - since)


def school_year(year: int) -> str:
    """A school year by the two calendar years it lies in: `2026-2027`."""
    return f"{year}-{year + 1}"
