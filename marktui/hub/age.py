"""How long ago something was, in words: in its largest unit, as a person would say it."""

from datetime import datetime

from marktui.hub.clock import is_ahead

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
