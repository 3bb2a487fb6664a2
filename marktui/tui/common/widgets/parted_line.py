"""A line made of parts, of which only those are drawn again that have changed."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


class PartedLine(Widget):
    """Few bytes a change: a part costs what it shows and 20 to 60 bytes for its colours."""

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
        at, regions = self.gutter.left, []
        for old, new in zip(before, after, strict=True):
            if old != new:
                regions.append(Region(at, 0, new.cell_length, 1))
            at += new.cell_length
        if regions:
            self.refresh(*regions)
