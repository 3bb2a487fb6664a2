"""Which birth dates are possible, and which are placeholders for an unknown one."""

from datetime import date

EARLIEST = date(1900, 1, 2)
"""Nobody at school was born earlier. Systems write the day before it for an unknown birth date."""


def is_possible(born: date, today: date | None = None) -> bool:
    """Whether a person at school can be born on a day, which is not after `today` if that is known."""
    return born >= EARLIEST and (today is None or born <= today)
