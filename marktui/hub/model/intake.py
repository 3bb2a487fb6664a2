"""Which intake a year group is: pupils keep one cohort for their whole time at school.

A cohort is named after the school year in which it started Reception: Year 4 of 2026-2027 is the intake
2022-2023.
"""

from datetime import date
from enum import StrEnum

from marktui.hub.model.record import YEARS
from marktui.hub.model.school import Intake

_SEPTEMBER = 9


class SchoolYearStart(StrEnum):
    """When the pupils of the MIS started their present school year; the MIS may turn over late or early."""

    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"


def usual_start(today: date) -> SchoolYearStart:
    """When they started it unless somebody says otherwise: this year from September on, else last year."""
    return SchoolYearStart.THIS_YEAR if today.month >= _SEPTEMBER else SchoolYearStart.LAST_YEAR


def current_start(said: Intake | None, connector: str | None, today: date) -> SchoolYearStart:
    """When they started it: as was said, as long as that holds, else as is usual.

    An answer holds until September or January comes, when the same words would mean another year.
    """
    if said is None or said.connector != connector or _period(said.on) != _period(today):
        return usual_start(today)
    return SchoolYearStart.THIS_YEAR if said.year == today.year else SchoolYearStart.LAST_YEAR


def _period(day: date) -> tuple[int, bool]:
    return (day.year, day.month >= _SEPTEMBER)


def remembered_intake(start: SchoolYearStart, connector: str, today: date) -> Intake | None:
    """What is to be remembered of an answer; nothing where it is what is assumed anyway."""
    if start is usual_start(today):
        return None
    return Intake(connector, start_year(start, today), today)


def start_year(start: SchoolYearStart, today: date) -> int:
    """The calendar year in which the school year of the MIS started.

    Args:
        today: The day on which somebody said so.
    """
    return today.year if start is SchoolYearStart.THIS_YEAR else today.year - 1


def cohort(code: str, year: int) -> str | None:
    """The intake of a year group: `2022-2023`; None for a code that has no place in the order of years.

    Args:
        year: The calendar year in which the school year started.
    """
    return school_year(year - YEARS[code]) if code in YEARS else None


def school_year(year: int) -> str:
    """A school year by the two calendar years it lies in: `2026-2027`."""
    return f"{year}-{year + 1}"
