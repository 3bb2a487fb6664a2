"""Dates as people and spreadsheets write them: day first, as in the United Kingdom."""

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_YEAR_FIRST = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ][\d:.]+(?:z|[+-]\d\d:?\d\d)?)?", re.ASCII
)
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([a-z]{3,9}|\d{1,2})\.?,?[-/. ]+(\d{4}|\d{2})(?:,? [\d:]+)?", re.ASCII
)


DATES_ARE_WRITTEN = "as 31/08/2027, 31 Aug 27 or 2027-08-31"
"""What is said where a date is typed."""


def possible_days(text: str) -> frozenset[date]:
    """The days that a written date can mean: one, or two if the year has two digits; none if unclear.

    `2014-03-02`, `02/03/2014`, `2.3.14`, `2 Mar 2014` and `2nd March 2014` are the second of March.

    Args:
        text: What is written, with or without a time of day.
    """
    folded = text.strip().casefold()
    if found := _YEAR_FIRST.fullmatch(folded):
        return frozenset(_days((int(found[1]),), int(found[2]), int(found[3])))
    if found := _DAY_FIRST.fullmatch(folded):
        year = int(found[3])
        years = (year,) if len(found[3]) == 4 else (1900 + year, 2000 + year)
        return frozenset(_days(years, _month(found[2]), int(found[1])))
    return frozenset()


def written_day(text: str, today: date, *, is_ahead: bool) -> date | None:
    """The day that a person means who types a date; None if it is not one.

    Args:
        text: What was typed.
        today: The present day.
        is_ahead: Whether a day ahead is meant, where a year of two digits leaves that open; else one before.
    """
    days = sorted(possible_days(text))
    likely = [one for one in days if (one > today) is is_ahead]
    return next(iter((likely or days)[:: 1 if is_ahead else -1]), None)


def _month(text: str) -> int:
    """The number of a month; 0 if it is not one."""
    if text.isdecimal():
        return int(text)
    return next((number for number, name in enumerate(_MONTHS, start=1) if name.startswith(text)), 0)


def _days(years: tuple[int, ...], month: int, day: int) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, month, day)
        except ValueError:
            continue
