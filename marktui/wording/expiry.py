"""When a connection ends that cannot renew itself, in words."""

from datetime import datetime, timedelta

from marktui.wording.dates import age, ago

_WARNED = timedelta(days=1)
_MOMENT = timedelta(minutes=1)


def is_ending(end: datetime, now: datetime) -> bool:
    """Whether a connection has ended, or will within a day."""
    return end - now <= _WARNED


def end_words(end: datetime, now: datetime) -> str:
    """When a connection ends, as a sentence."""
    if end <= now:
        return f"This connection ended {ago(end, now)}, and cannot renew itself."
    left = f", in {_left(end, now)}," if is_ending(end, now) else ""
    here = end.astimezone()
    ends = f"on {here.day} {here:%b} at {here:%H:%M}{left}"
    return f"This connection ends when its token does, {ends} and cannot renew itself."


def short_end_words(end: datetime, now: datetime) -> str:
    """The same for a line with little room; nothing while it is further than a day ahead."""
    if end <= now:
        return "ended"
    return f"ends in {_left(end, now)}" if is_ending(end, now) else ""


def _left(end: datetime, now: datetime) -> str:
    """How long it still holds, roughly: `3 h`."""
    return age(now, end) if end - now >= _MOMENT else "a moment"
