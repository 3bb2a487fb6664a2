"""What day a moment is in a school."""

from datetime import datetime
from zoneinfo import ZoneInfo


def local_day(moment: str) -> str:
    """The day in London, from a date and time with an offset."""
    return datetime.fromisoformat(moment).astimezone(ZoneInfo("Europe/London")).date().isoformat()
