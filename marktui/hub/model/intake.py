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
    """When the pupils of the MIS started their present school year: an MIS may change years late or early."""

    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"


def usual_start(today: date) -> SchoolYearStart:
    """The usual start: this year from September on, else last year."""
    return SchoolYearStart.THIS_YEAR if today.month >= _SEPTEMBER else SchoolYearStart.LAST_YEAR


def current_start(said: Intake | None, connector: str | None, today: date) -> SchoolYearStart:
    """The start that somebody chose, if that choice still holds; else the usual one.

    A choice holds until the next September or January, when the same words would mean another year.
    """
    if said is None or said.connector != connector or _period(said.on) != _period(today):
        return usual_start(today)
    return SchoolYearStart.THIS_YEAR if said.year == today.year else SchoolYearStart.LAST_YEAR


def _period(day: date) -> tuple[int, bool]:
    return (day.year, day.month >= _SEPTEMBER)


def remembered_intake(start: SchoolYearStart, connector: str, today: date) -> Intake | None:
    """What to remember of a choice; None for the usual start."""
    if start is usual_start(today):
        return None
    return Intake(connector, start_year(start, today), today)


def start_year(start: SchoolYearStart, today: date) -> int:
    """The calendar year in which the school year of the MIS started, as chosen on a day."""
    return today.year if start is SchoolYearStart.THIS_YEAR else today.year - 1


def cohort(code: str, year: int) -> str | None:
    """The intake `2022-2023` of a year group in the school year that starts in a year; None if unknown."""
    return school_year(year - YEARS[code]) if code in YEARS else None


def school_year(year: int) -> str:
    """A school year by its two calendar years: `2026-2027`."""
    return f"{year}-{year + 1}"
