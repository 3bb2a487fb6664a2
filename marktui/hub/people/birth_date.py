"""Which birth dates can be somebody's, and which only stand where nobody knows one."""

from datetime import date

EARLIEST = date(1900, 1, 2)
"""Before this day nobody was born who is at school; systems write the day before it where they know none."""


def is_possible(born: date, today: date | None = None) -> bool:
    """Whether somebody at school may have been born on a day.

    Args:
        today: The day; nobody is born later. None where it is not known.
    """
    return born >= EARLIEST and (today is None or born <= today)
