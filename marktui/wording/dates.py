"""How dates, times and durations are said."""

from datetime import date, datetime, timedelta

from marktui.hub.model.clock import is_ahead
from marktui.hub.model.time import day_words

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


def short_day(day: date) -> str:
    """A date in a narrow column: `12 Jul 26`."""
    return f"{day.day:2} {day:%b %y}"


def days_ago(day: date, today: date | None) -> str:
    """How long ago a day was, in brackets; nothing where today is not known."""
    if today is None:
        return ""
    days = (today - day).days
    return {0: " (today)", 1: " (yesterday)"}.get(days, f" ({days:,} days ago)" if days > 1 else "")


def moment_words(moment: datetime) -> str:
    """A moment in full, in local time: `4 Mar 2026 09:30`."""
    at = moment.astimezone()
    return f"{day_words(at)} {at:%H:%M}"


def recent_words(moment: datetime, now: datetime) -> str:
    """A moment that is likely recent: `today 09:12`, `yesterday 17:40`, `12 Sep 2025`."""
    at, today = moment.astimezone(), now.astimezone()
    days = (today.date() - at.date()).days
    return f"{('today', 'yesterday')[days]} {at:%H:%M}" if days in (0, 1) else day_words(at)


def duration_words(seconds: float) -> str:
    """How long something took: `0.8 s`, `1 min 12 s`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = timedelta(seconds=round(seconds))
    minutes, rest = divmod(int(whole.total_seconds()), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
