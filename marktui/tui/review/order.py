"""The lines of a review section by section: their order on the screen, and which group each is in."""

from collections.abc import Collection, Iterable
from operator import itemgetter

from marktui.sync.model.pair import Pair
from marktui.sync.review.categories import Category, category_of
from marktui.wording.reasons import CATEGORIES

MIXED = "Mixed years"
"""The section of the classes with pupils of several year groups."""
_ORDER = {meaning: place for place, meaning in enumerate(Category)}
_SECTIONED = (Category.NEW, Category.MATCHED, Category.SAME, Category.CHANGED, Category.RETURNED)
"""What needs no decision before all else, so that a section of its own may hold it."""
_LATER = 1_000_000
"""Lines that come up later stand behind those that kept their places."""


class Order:
    """Which group each line is in, which section it stands in, and in which order the sections come.

    A line stands in the section of its group, and stays there when a decision gives it another group.

    Args:
        mixed: The keys of the lines that are in a section of their own.
        before: The order until now.
    """

    def __init__(self, mixed: Collection[str] = (), before: "Order | None" = None) -> None:
        self._mixed = mixed
        self._kept: dict[str, tuple[float, int, str]] = before.places if before else {}
        # Of lines that are gone as well: one that comes back comes back to its place.
        self.places: dict[str, tuple[float, int, str]] = dict(self._kept)
        """Where each line stands: the rank of its section, its number there, the section's name."""

    def group(self, pair: Pair) -> str:
        """The name of a line's group, as short as it can be."""
        meaning = category_of(pair)
        if self._mixed and pair.key in self._mixed and meaning in _SECTIONED:
            return MIXED
        return CATEGORIES[meaning]

    def section(self, key: str) -> str:
        """The name of the section that a line stands in."""
        return self.places[key][2]

    def in_sections(self, pairs: Iterable[Pair]) -> list[Pair]:
        """The lines section by section, each section in the order of review."""
        placed = []
        for number, pair in enumerate(pairs):
            key = pair.key
            place = self._kept.get(key) or self._natural(pair, number + _LATER * bool(self._kept))
            self.places[key] = place
            placed.append((place[:2], pair))
        return [pair for _, pair in sorted(placed, key=itemgetter(0))]

    def names(self, pairs: Iterable[Pair]) -> list[str]:
        """The names of the groups that have lines, in the order of review."""
        ranks = {self.group(pair): self._rank(pair) for pair in pairs}
        return sorted(ranks, key=ranks.__getitem__)

    def _natural(self, pair: Pair, number: int) -> tuple[float, int, str]:
        return (self._rank(pair), number, self.group(pair))

    def _rank(self, pair: Pair) -> float:
        # Right before what is new, and after all that needs a decision.
        return _ORDER[Category.NEW] - 0.5 if self.group(pair) == MIXED else _ORDER[category_of(pair)]
