"""The order of the lines of a review, section by section, and the group of each line."""

from collections.abc import Collection, Iterable
from operator import itemgetter

from marktui.sync.model.pair import Pair
from marktui.sync.review.categories import Category, category_of
from marktui.wording.sync.categories import CATEGORIES

MIXED = "Mixed years"
"""The section of the classes with pupils of several year groups."""
_ORDER = {category: place for place, category in enumerate(Category)}
_SECTIONED = (Category.NEW, Category.MATCHED, Category.SAME, Category.CHANGED, Category.RETURNED)
"""Categories that need no decision first: a class of one of them can be in a section of its own."""
_LOSSES = (Category.LEFT, Category.GONE, Category.OUT_OF_RANGE)
"""Those who would be de-synced. Where a plan is held, they come before all others."""
_LATER = 1_000_000
"""Lines that come later are placed after those that were there before."""


class Order:
    """Places each line in the section of its group. It stays there when a decision gives it another group.

    Args:
        mixed: The keys of the lines that are in a section of their own.
        before: The order until now.
        losses_first: Whether those who would be de-synced come before all others.
    """

    def __init__(
        self, mixed: Collection[str] = (), before: "Order | None" = None, *, losses_first: bool = False
    ) -> None:
        self._mixed = mixed
        self._losses_first = losses_first
        self._before: dict[str, tuple[float, int, str]] = before.places if before else {}
        # Lines that are gone are in it too: they may come back.
        self.places: dict[str, tuple[float, int, str]] = dict(self._before)
        """The place of each line: the rank of its section, its number there, the section's name."""

    def group(self, pair: Pair) -> str:
        """The name of a line's group."""
        category = category_of(pair)
        if self._mixed and pair.key in self._mixed and category in _SECTIONED:
            return MIXED
        return CATEGORIES[category]

    def section(self, key: str) -> str:
        """The name of the section that a line is in."""
        return self.places[key][2]

    def in_sections(self, pairs: Iterable[Pair]) -> list[Pair]:
        """The lines section by section, each section in the order of review."""
        placed = []
        for number, pair in enumerate(pairs):
            key = pair.key
            place = self._before.get(key) or self._new_place(pair, number + _LATER * bool(self._before))
            self.places[key] = place
            placed.append((place[:2], pair))
        return [pair for _, pair in sorted(placed, key=itemgetter(0))]

    def names(self, pairs: Iterable[Pair]) -> list[str]:
        """The names of the groups that have lines, in the order of review."""
        ranks = {self.group(pair): self._rank(pair) for pair in pairs}
        return sorted(ranks, key=ranks.__getitem__)

    def _new_place(self, pair: Pair, number: int) -> tuple[float, int, str]:
        return (self._rank(pair), number, self.group(pair))

    def _rank(self, pair: Pair) -> float:
        category = category_of(pair)
        if self._losses_first and category in _LOSSES:
            return _ORDER[category] - len(_ORDER)
        # Right before what is new, and after all that needs a decision.
        return _ORDER[Category.NEW] - 0.5 if self.group(pair) == MIXED else _ORDER[category]
