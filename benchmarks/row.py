"""One line of the table: what was measured, against what, and what it should reach."""

from msgspec import Struct


class Row(Struct, frozen=True, kw_only=True):
    """One promise in numbers. Smaller is better in all of them."""

    part: str
    """The part of the table: "start", "sync"."""
    what: str
    """What was measured: "`marktui status`, 200 people"."""
    value: float
    unit: str
    """What the value counts: "× an empty Python", "s CPU", "MB"."""
    reach: float | None = None
    """The most that is promised; None for a line that only stands beside another."""
    limit: float | None = None
    """The least that is possible, where it is known."""
    note: str = ""
    """What lies between the two, or what the line is measured against."""

    @property
    def holds(self) -> bool:
        """Whether the promise is kept."""
        return self.reach is None or self.value <= self.reach


def cells(row: Row) -> tuple[str, ...]:
    """A row of the table as text."""
    kept = "" if row.reach is None else "yes" if row.holds else "no"
    value = f"{_number(row.value)} {row.unit}".strip()
    return row.part, row.what, value, _or_nothing(row.reach), kept, _or_nothing(row.limit), row.note


HEADINGS = ("part", "what", "measured", "reach", "kept", "least possible", "note")


def _or_nothing(number: float | None) -> str:
    return "" if number is None else _number(number)


def _number(number: float) -> str:
    """Three digits that count, and no more."""
    if number >= 100 or number == int(number):
        return f"{number:,.0f}"
    return f"{number:.2f}" if number < 10 else f"{number:.1f}"
