"""The day on which somebody who is kept comes up again, as a person types it."""

import re
from datetime import date

from marktui.hub.error import UsageError
from marktui.hub.leaving import months_later

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTHS = re.compile(r"(\d{1,2}) ?m", re.ASCII)


def review_day(text: str, today: date) -> date | None:
    """The day that a text means: `2027-05-01`, or `6m` for six months from now; None for nothing.

    Args:
        text: What was typed, trimmed.
        today: The day.

    Raises:
        UsageError: It is no day.
    """
    if not text:
        return None
    if months := _MONTHS.fullmatch(text):
        return months_later(today, int(months[1]))
    try:
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UsageError(
        "The review date is not a valid date.", "Dates are written as 2027-05-01, or 6m for six months."
    )
