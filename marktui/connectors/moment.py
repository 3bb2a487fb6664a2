"""Dates as the services write them (docs/wire-*.md, Dates): with or without a time, `Z` or an offset."""

import re
from datetime import UTC, date, datetime

from marktui.hub.moment import is_tellable, require_tellable

_NEVER = 2079
"""The year of Assembly's sentinel for "no end date" (docs/wire-assembly.md, Dates)."""


def day_of(text: str | None) -> date | None:
    """The day of a date or date-time; None for an empty one and for the sentinel.

    Raises:
        ValueError: It is neither.
    """
    text = (text or "").strip()
    if not text:
        return None
    day = _written_day(text)
    return day if day.year < _NEVER else None


def _written_day(text: str) -> date:
    """The day as it is written, whatever the time behind it."""
    if text[10:11] not in ("", "T", " ") or text[4:5] != "-" or text[7:8] != "-":
        raise ValueError("not a date")
    return date.fromisoformat(text[:10])


def birth_day_of(text: str | None) -> tuple[date | None, bool]:
    """The day of a birth date, and whether a time of day stood with it; None for a year before the first.

    Midnight is how services write a day. Any other time is a midnight in London that came in another time
    zone (correction 7 of Assembly's contract).

    Raises:
        ValueError: It is no date.
    """
    text = (text or "").strip()
    if not text or text.startswith("0000-"):
        return None, False
    day = _written_day(text)
    if not re.match(r"[\d:.]*[1-9]", text[11:]):
        return day, False
    return _in_london(text) or day, True


def _in_london(text: str) -> date | None:
    """The day of a date-time in London; None where it tells no time zone or no time that there is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None or not is_tellable(moment):
        return None
    # Imported here because hardly any service sends such a date.
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo("Europe/London")).date()


def day_or_none(value: object) -> date | None:
    """The day of a date or date-time; None for everything else."""
    try:
        return day_of(value) if isinstance(value, str) else None
    except ValueError:
        return None


def moment_of(text: str | None) -> datetime | None:
    """A date-time in UTC; None for an empty one.

    Raises:
        ValueError: It is no date-time.
    """
    text = (text or "").strip()
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    require_tellable(aware)
    return aware.astimezone(UTC)
