"""Moments and days: which of them can be stored, and how a sentence says them."""

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime


def is_valid_moment(moment: datetime) -> bool:
    """Whether a moment has a time zone, and a year that is one in every other time zone as well.

    A service that knows no moment may send the first one there is, and somebody may write any into a file.
    """
    return moment.tzinfo is not None and MINYEAR < moment.year < MAXYEAR


def require_valid_moments(*moments: datetime | None) -> None:
    """Refuse moments that no clock can tell."""
    if not all(moment is None or is_valid_moment(moment) for moment in moments):
        raise ValueError("a moment that no clock can tell")


def local_day(moment: datetime) -> date:
    """The day of a moment in the time zone of this machine."""
    return moment.astimezone().date()


def day_words(day: date | None) -> str:
    """A date in a sentence: `4 Mar 2026`; nothing for None."""
    return f"{day.day} {day:%b} {day.year}" if day else ""


def utc_words(moment: datetime) -> str:
    """A moment in a sentence, the same on every machine: `28 Nov 2026 09:12 UTC`."""
    at = moment.astimezone(UTC)
    return f"{day_words(at)} {at:%H:%M} UTC"
