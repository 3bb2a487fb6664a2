"""A line made of parts, of which only what has changed is drawn again."""

from collections.abc import Sequence
from itertools import takewhile

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


class PartedLine(Widget):
    """A line whose parts differ in their colours. Few bytes a change: the signs that differ, and 40 more."""

    _shown: tuple[Content, ...] = ()

    def parts(self) -> Sequence[Content]:
        """The parts from left to right, with all that stands between them."""
        raise NotImplementedError

    def render(self) -> Content:
        """The line."""
        self._shown = tuple(self.parts())
        return Content("").join(self._shown)

    def renew(self) -> None:
        """Draw again what has changed."""
        before, after = self._shown, tuple(self.parts())
        if [one.cell_length for one in before] != [one.cell_length for one in after]:
            self.refresh()
            return
        self._shown = after
        at, regions = 0, []
        for old, new in zip(before, after, strict=True):
            if not old.is_same(new):
                skipped, width = changed_cells(old, new)
                regions.append(Region(at + skipped, 0, width, 1))
            at += new.cell_length
        if regions:
            self.refresh(*regions)


def changed_cells(old: Content, new: Content) -> tuple[int, int]:
    """After how many cells, and in how many, two texts of one width differ."""
    if old.spans != new.spans:
        return 0, new.cell_length
    before = _same(old.plain, new.plain)
    after = _same(old.plain[before:][::-1], new.plain[before:][::-1])
    return cell_len(new.plain[:before]), cell_len(new.plain[before : len(new.plain) - after])


def _same(one: str, other: str) -> int:
    """How many signs two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
