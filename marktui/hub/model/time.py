"""Moments and days: which of them can be stored, and how a sentence says them."""

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime


def is_valid_moment(moment: datetime) -> bool:
    """Whether a time has a time zone, and a year that is valid in every other time zone too.

    A service that does not know a time may send the earliest one, and a file edited by hand may hold any.
    """
    return moment.tzinfo is not None and MINYEAR < moment.year < MAXYEAR


def require_valid_moments(*moments: datetime | None) -> None:
    """Refuse times that are not valid everywhere."""
    if not all(moment is None or is_valid_moment(moment) for moment in moments):
        raise ValueError("a time without a time zone, or with a year that is not valid in every time zone")


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
