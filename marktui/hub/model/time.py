"""How long ago something was, in words: in its largest unit, as a person would say it."""

from datetime import MAXYEAR, MINYEAR, datetime

from marktui.hub.model.clock import is_ahead


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


_HOUR = 3600
_DAY = 24 * _HOUR
_NOW = "just now"
_AHEAD = "ahead of the clock"
_ALONE = (_NOW, _AHEAD)


def age(since: datetime, now: datetime) -> str:
    """How long ago something was, roughly: `3 h`."""
    if is_ahead(since, now):
        return _AHEAD
    seconds = max(0, int((now - since).total_seconds()))
    if seconds < 60:
        return _NOW
    if seconds < _HOUR:
        return f"{seconds // 60} min"
    if seconds < 2 * _DAY:
        return f"{seconds // _HOUR} h"
    return f"{seconds // _DAY} days"


def ago(since: datetime, now: datetime) -> str:
    """How long ago something was: `3 h ago`, or `just now`."""
    words = age(since, now)
    return words if words in _ALONE else f"{words} ago"


def old(since: datetime, now: datetime) -> str:
    """How old data is: `3 h old`, or `just now`."""
    words = age(since, now)
    return words if words in _ALONE else f"{words} old"
