"""Which birth dates can be somebody's, and which only stand where nobody knows one."""

from datetime import date

EARLIEST = date(1900, 1, 2)
"""Before this day nobody was born who is at school; systems write the day before it where they know none."""


def is_possible(born: date, today: date | None = None) -> bool:
    """Whether somebody at school may have been born on a day.

    Args:
        born: The day.
        today: The day that no birth date lies after; None where nobody knows it.
    """
    return born >= EARLIEST and (today is None or born <= today)
