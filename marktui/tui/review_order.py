"""The lines of a review group by group: their order on the screen, and the way from group to group."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from marktui.sync.pair import Pair
from marktui.sync.review_groups import Meaning, meaning_of

MIXED = "Mixed years"
"""The section of the classes with pupils of several year groups."""
_ORDER = {meaning: place for place, meaning in enumerate(Meaning)}
_SHORT = {
    Meaning.LEFT: "Left",
    Meaning.GONE: "Gone",
    Meaning.OUT_OF_RANGE: "Out of range",
    Meaning.CHANGED: "Changed",
    Meaning.DESYNCED: "Desynced before",
}
"""What long names are in a line of many groups."""
_SECTIONED = (Meaning.NEW, Meaning.MATCHED, Meaning.SAME, Meaning.CHANGED, Meaning.RETURNED)
"""What needs no decision before all else, so that a section of its own may hold it."""


class Order:
    """Which group each line is in, and in which order the groups come.

    Args:
        mixed: The keys of the lines that are in a section of their own.
    """

    def __init__(self, mixed: Collection[str] = ()) -> None:
        self._mixed = mixed

    def group(self, pair: Pair) -> str:
        """The name of a line's group, as short as it can be."""
        meaning = meaning_of(pair)
        if pair.key in self._mixed and meaning in _SECTIONED:
            return MIXED
        return _SHORT.get(meaning, meaning.value)

    def in_groups(self, pairs: Iterable[Pair]) -> list[Pair]:
        """The lines group by group, each group in the order of review."""
        return sorted(pairs, key=self._rank)

    def sizes(self, pairs: Iterable[Pair]) -> dict[str, int]:
        """How many lines each group has, by its name; in the order of the lines."""
        return dict(Counter(map(self.group, pairs)))

    def next_group(self, pairs: Sequence[Pair], place: int, step: int) -> int:
        """The place of the first line of the next group, or of the one before.

        Args:
            pairs: The lines, group by group.
            place: Where the cursor is.
            step: 1 for the next group, -1 for the one before.
        """
        names = [self.group(pair) for pair in pairs]
        starts = [number for number, name in enumerate(names) if number == 0 or name != names[number - 1]]
        if not starts:
            return 0
        here = sum(one <= place for one in starts) - 1
        return starts[(here + step) % len(starts)]

    def _rank(self, pair: Pair) -> float:
        # Right before what is new, and after all that needs a decision.
        return _ORDER[Meaning.NEW] - 0.5 if self.group(pair) == MIXED else _ORDER[meaning_of(pair)]
