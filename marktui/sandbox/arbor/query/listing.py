"""One root field of a query: which rows of an entity are wanted, and which page of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from marktui.sandbox.arbor.query.arguments import Filter
from marktui.sandbox.arbor.rows.row import Row


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


def _on_roll(row: Row, today: str) -> bool:
    entry, leaving = row["mostRecentEntryDate"], row["leavingDate"]
    return bool(entry and entry[:10] <= today <= (leaving or "9")[:10])
