"""Whether the clock of this machine fits the history. The order of entries never comes from it, days do."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from marktui.hub.model.time import utc_words

SLACK = timedelta(minutes=5)
"""How far the clocks of two machines may differ without a warning."""
CLOCK_SAMPLE = 9
"""How many of the newest entries a clock is compared with."""
LONG = timedelta(days=92)
"""The longest time that nothing happens in a hub in use, summer holidays included."""


def is_ahead(moment: datetime, now: datetime) -> bool:
    """Whether a recorded time is in the future."""
    return moment > now + SLACK


def is_long_ago(moment: datetime, now: datetime) -> bool:
    """Whether a recorded time is so long ago that the clock may have jumped."""
    return now - moment > LONG


def clock_warning(times: Sequence[datetime], now: datetime) -> str | None:
    """A warning if the clock may be wrong, from the times of the newest entries, newest first."""
    usual = median_time(times)
    if usual is None:
        return None
    # A clock that was set back may have written the newest of them as well.
    latest = max(times[0], usual)
    if is_ahead(latest, now):
        return (
            f"The clock of this machine says {utc_words(now)}, but the history has an entry of "
            f"{utc_words(latest)}: check the clock. The numbers of the entries show what came first."
        )
    return long_ago_warning(latest, now, "the latest entry") if is_long_ago(latest, now) else None


def long_ago_warning(moment: datetime, now: datetime, what: str) -> str:
    """A warning that the clock may be far ahead.

    Args:
        what: What of the history was at that moment: the latest entry, or most of the latest ones.
    """
    return (
        f"The clock of this machine says {utc_words(now)}, {(now - moment).days:,} days after {what} of the "
        "history: if that is wrong, check the clock."
    )


def median_time(times: Sequence[datetime]) -> datetime | None:
    """The median of several times; one wrong clock does not move it."""
    return sorted(times)[(len(times) - 1) // 2] if times else None


def trusted_now(times: Sequence[datetime], now: datetime) -> datetime:
    """The time from which days are counted: the clock's, unless most of the newest entries are later."""
    usual = median_time(times)
    return usual if usual is not None and is_ahead(usual, now) else now
