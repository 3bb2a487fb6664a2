"""Dates as the services write them (contract, section 2.4): with or without a time, `Z` or an offset."""

from datetime import UTC, date, datetime

from marktui.hub.moment import require_tellable

_NEVER = 2079
"""The year of Assembly's sentinel for "no end date" (contract, section 5)."""


def day_of(text: str | None) -> date | None:
    """The day of a date or date-time; None for an empty one and for the sentinel.

    Raises:
        ValueError: It is neither.
    """
    text = (text or "").strip()
    if not text:
        return None
    if text[10:11] not in ("", "T", " ") or text[4:5] != "-" or text[7:8] != "-":
        raise ValueError("not a date")
    day = date.fromisoformat(text[:10])
    return day if day.year < _NEVER else None


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
