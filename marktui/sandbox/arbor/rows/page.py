"""A list as it is cut into pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from marktui.sandbox.arbor.rows.row import Row

LARGEST_SIZE = 3000
"""The most rows of a page, and as many as come when no size is given."""


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
