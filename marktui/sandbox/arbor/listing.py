"""One root field of a query: which rows of an entity are wanted, and which page of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from marktui.sandbox.arbor.argument import Filter
from marktui.sandbox.arbor.row import Row

LARGEST_SIZE = 3000
"""The most rows of a page, and as many as come when none is named."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one root field asks for."""

    entity: str
    filters: Sequence[tuple[Filter, object]]
    current: bool | None
    """Whether only those on roll today are wanted, or only the others; None for both."""
    size: int
    number: int
    """Pages count from 0."""

    @property
    def by_id(self) -> bool:
        """Whether some are asked for by their ids."""
        return any(one.path == ("id",) for one, _ in self.filters)

    def picked(self, rows: Sequence[Row], today: date) -> Sequence[Row]:
        """The rows that are wanted, on all pages together."""
        if self.current is not None:
            rows = [row for row in rows if _on_roll(row, today.isoformat()) is self.current]
        for one, wanted in self.filters:
            rows = [row for row in rows if one.lets_through(row, wanted)]
        return rows


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it will be sent; past the end it is empty."""

    rows: Sequence[Row]
    size: int
    number: int
    whole: Sequence[Row]
    """The rows of all pages."""

    @property
    def holds_the_end(self) -> bool:
        """Whether no page after this one has rows."""
        return (self.number + 1) * self.size >= len(self.whole)


def cut(rows: Sequence[Row], size: int, number: int) -> Page:
    """One page of the rows."""
    size = min(size, LARGEST_SIZE)
    return Page(rows[number * size : (number + 1) * size], size, number, rows)


def _on_roll(row: Row, today: str) -> bool:
    entry, leaving = row["mostRecentEntryDate"], row["leavingDate"]
    return bool(entry and entry[:10] <= today <= (leaving or "9")[:10])
