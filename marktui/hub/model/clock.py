"""Whether the clock of this machine fits what was written before. Order never comes from it, days do."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from marktui.hub.model.time import utc_words

SLACK = timedelta(minutes=5)
"""By how much the clocks of two machines may differ without a word."""
CLOCK_SAMPLE = 9
"""How many entries tell whether a clock can be believed."""
LONG = timedelta(days=92)
"""For how long nothing happens in a hub that is in use, summer holidays included."""


def is_ahead(moment: datetime, now: datetime) -> bool:
    """Whether a moment that was written down is yet to come."""
    return moment > now + SLACK


def is_long_ago(moment: datetime, now: datetime) -> bool:
    """Whether so much time has passed since a moment that the clock may have jumped."""
    return now - moment > LONG


def clock_warning(times: Sequence[datetime], now: datetime) -> str | None:
    """The sentence about a clock that may be wrong; None where nothing speaks against it.

    Args:
        times: The moments of the newest entries of the history, newest first.
    """
    usual = median_time(times)
    if usual is None:
        return None
    # A clock that has fallen back may have written the newest of them as well.
    latest = max(times[0], usual)
    if is_ahead(latest, now):
        return (
            f"The clock of this machine says {utc_words(now)}, but the history has an entry of "
            f"{utc_words(latest)}: check the clock. What came first is told by the numbers of the entries."
        )
    if is_long_ago(latest, now):
        return (
            f"The clock of this machine says {utc_words(now)}, {(now - latest).days:,} days after the "
            "latest entry of the history: if that is not so, check the clock."
        )
    return None


def median_time(times: Sequence[datetime]) -> datetime | None:
    """The moment in the middle of several, which one clock that was wrong for once does not move."""
    return sorted(times)[(len(times) - 1) // 2] if times else None


def trusted_now(times: Sequence[datetime], now: datetime) -> datetime:
    """The moment from which days are counted: the clock's, unless most of what was written is later.

    One entry that was written while a clock was ahead does not count; a clock that has fallen back does.

    Args:
        times: The times of the newest entries of the history.
    """
    usual = median_time(times)
    return usual if usual is not None and is_ahead(usual, now) else now
