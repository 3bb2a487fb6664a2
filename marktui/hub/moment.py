"""Moments that can be told on any clock."""

from datetime import MAXYEAR, MINYEAR, datetime


def is_tellable(moment: datetime) -> bool:
    """Whether a moment has a time zone, and a year that is one in every other time zone as well.

    A service that knows no moment may send the first one there is, and somebody may write any into a file.
    """
    return moment.tzinfo is not None and MINYEAR < moment.year < MAXYEAR


def require_tellable(*moments: datetime | None) -> None:
    """Refuse moments that no clock can tell.

    Raises:
        ValueError: One of them is none.
    """
    if not all(moment is None or is_tellable(moment) for moment in moments):
        raise ValueError("a moment that no clock can tell")
