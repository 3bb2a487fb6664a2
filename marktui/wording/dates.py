"""How dates, times and durations are said."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from marktui.hub.model.clock import is_ahead
from marktui.hub.model.time import day_words
from marktui.hub.settings.values import WITH_MONTH, WITH_SLASHES

DATE_FORM: ContextVar[Callable[[], str]] = ContextVar("date_form", default=lambda: WITH_MONTH)
"""Gives the form of dates in this call. It is asked when a date is shown: the form may stand in a file."""

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


def data_age(mis: str, since: datetime, now: datetime) -> str:
    """How old the data of a MIS is, which a sync does not change: `Arbor data 3 h old`."""
    words = age(since, now)
    if words == _NOW:
        return f"{mis} data from just now"
    return f"{mis} data {words if words == _AHEAD else f'{words} old'}"


def shown_day(day: date | None) -> str:
    """A date in full, as the person at the keyboard wants it: `4 Mar 2026`; nothing for None."""
    form = DATE_FORM.get()()
    if day is None or form == WITH_MONTH:
        return day_words(day)
    return f"{day:%d/%m}/{day.year:04}" if form == WITH_SLASHES else f"{day.year:04}-{day:%m-%d}"


def short_day(day: date) -> str:
    """A date in a narrow column: `12 Jul 26`, never wider than that."""
    form = DATE_FORM.get()()
    if form == WITH_MONTH:
        return f"{day.day:2} {day:%b %y}"
    return f"{day:%d/%m/%y}" if form == WITH_SLASHES else f"{day:%y-%m-%d}"


def narrow_moment(moment: datetime, today: date | None) -> str:
    """A moment in a narrow column: `4 Mar 09:30`, or the year where it is another one."""
    at = moment.astimezone()
    same_year = today is not None and at.year == today.year
    return f"{at.day:2} {at:%b %H:%M}" if same_year else f"{at.day:2} {at:%b %Y}"


def days_ago(day: date, today: date | None) -> str:
    """How long ago a day was, in brackets; nothing where today is not known."""
    if today is None:
        return ""
    days = (today - day).days
    return {0: " (today)", 1: " (yesterday)"}.get(days, f" ({days:,} days ago)" if days > 1 else "")


def moment_words(moment: datetime) -> str:
    """A moment in full, in local time: `4 Mar 2026 09:30`."""
    at = moment.astimezone()
    return f"{shown_day(at)} {at:%H:%M}"


def recent_words(moment: datetime, now: datetime) -> str:
    """A moment that is likely recent: `today 09:12`, `yesterday 17:40`, `12 Sep 2025`."""
    at, today = moment.astimezone(), now.astimezone()
    days = (today.date() - at.date()).days
    return f"{('today', 'yesterday')[days]} {at:%H:%M}" if days in (0, 1) else shown_day(at)


def duration_words(seconds: float) -> str:
    """How long something took: `0.8 s`, `1 min 12 s`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = timedelta(seconds=round(seconds))
    minutes, rest = divmod(int(whole.total_seconds()), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
