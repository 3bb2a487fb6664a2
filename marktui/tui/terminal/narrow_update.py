"""Drawing a part of a line without what is left of it, and a part of the screen without what is above it."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class NarrowUpdate(ChopsUpdate):
    """Draws just the spans that have changed.

    Textual cuts a span off at its right end alone ("TODO: crop to x extents"), and begins each at the left
    end of its widget: a number at the end of a line costs the whole line, several of them the line several
    times.
    """

    def render_segments(self, console: Console) -> str:
        """The spans as they are written to the terminal, each after a jump to its place."""
        written: list[str] = []
        for y, left, right in self.spans:
            for end, (start, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is not None and start < right and end > left:
                    at = max(start, left)
                    written.append(Control.move_to(at, y).segment.text)
                    written.append(strip.crop(at - start, min(end, right) - start).render(console))
        return "".join(written)


class NarrowCompositor(Compositor):
    """Updates parts of the screen so, and asks each widget for the lines alone that are drawn.

    Textual asks every widget that has something to do with a part of the screen for all its lines, those that
    hold others included: most of what a key costs.
    """

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[Region] = []
        """The lines that are drawn; none where the whole screen is."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed, if anything has."""
        self._blocks = list(_blocks(self._dirty_regions, self.size.width))
        try:
            update = super().render_partial_update()
        finally:
            self._blocks = []
        return update and NarrowUpdate(update.chops, update.spans, update.chop_ends)

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        return self._narrow_renders() if self._blocks else super()._get_renders(crop)

    def _narrow_renders(self) -> Iterator[tuple[Region, Region, list[Strip]]]:
        for block in self._blocks:
            for widget, (region, clip) in self.visible_widgets.items():
                seen = region.intersection(clip).intersection(block)
                if seen:
                    lines = widget.render_lines(seen.translate((-region.x, -region.y)))
                    yield region, clip.intersection(block), lines


def _blocks(regions: Iterable[Region], width: int) -> Iterator[Region]:
    """The lines of some regions, those that follow each other together."""
    lines = sorted({line for region in regions for line in region.line_range})
    start = 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or lines[place] != lines[place - 1] + 1:
            yield Region(0, lines[start], width, place - start)
            start = place
