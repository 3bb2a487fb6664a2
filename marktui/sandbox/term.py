"""Academic years, and the days on which the steps' events happened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

Dates = Callable[[int], date]
"""The day on which a step's events happened; days never go back, and all are before today."""

CYCLE = 3
"""Every third step is a September rollover."""


SUMMER = 7, 21
"""Month and day on which an academic year ends; the next one begins in September."""


@dataclass(frozen=True, slots=True)
class AcademicYear:
    """One academic year; both days belong to it."""

    id: int
    name: str
    start: date
    end: date


def step_dates(today: date) -> Dates:
    """Days a week apart that lead up to yesterday."""
    return lambda step: today - timedelta(days=max(1, 70 - 7 * step))


def first_september(day: date) -> date:
    """The first day of the usual academic year around a day."""
    return date(day.year if day.month >= 9 else day.year - 1, 9, 1)


def moment(dates: Dates, step: int) -> datetime:
    """When the service took over a step's events; a minute later for each step, as days may coincide."""
    return datetime.combine(dates(step), time(2, 10), UTC) + timedelta(minutes=step)


def academic_years(dates: Dates, step: int, today: date) -> tuple[AcademicYear, AcademicYear]:
    """The academic year around today and the one before it.

    A rollover begins a new year with a new id: where it is within the usual year, that year is split there.
    In the summer the year is stretched, so that one always holds today.
    """
    turned = step // CYCLE
    usual = first_september(today)
    start = max(usual, dates(turned * CYCLE)) if turned else usual
    if start == usual:
        earlier, eve = usual.replace(year=usual.year - 1), date(usual.year, *SUMMER)
    else:
        before = max(usual, dates((turned - 1) * CYCLE)) if turned > 1 else usual
        eve = start - timedelta(days=1)
        earlier = min(before, eve)
    label = first_september(dates(0)).year + turned
    last = date(usual.year + 1, *SUMMER)
    if last < today:
        last = date(usual.year + 1, 8, 31)
    return (
        AcademicYear(21 + turned, _label(label - 1), earlier, eve),
        AcademicYear(22 + turned, _label(label), start, last),
    )


def _label(year: int) -> str:
    return f"{year}/{year + 1}"
