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
        self._dirty: list[Region] = []
        """What is drawn; nothing where the whole screen is."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed, if anything has."""
        screen = self.size.region
        self._dirty = [seen for region in self._dirty_regions if (seen := region.intersection(screen))]
        try:
            update = super().render_partial_update()
        finally:
            self._dirty = []
        return update and NarrowUpdate(update.chops, update.spans, update.chop_ends)

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        return self._narrow_renders() if self._dirty else super()._get_renders(crop)

    def _narrow_renders(self) -> Iterator[tuple[Region, Region, list[Strip]]]:
        width = self.size.width
        for block in _blocks(self._dirty):
            whole = Region(0, block.y, width, block.height)
            # From front to back: nobody is asked for lines whose changed part others cover.
            uncovered = [block]
            for widget, (region, clip) in self.visible_widgets.items():
                seen = region.intersection(clip).intersection(whole)
                if seen and any(map(seen.overlaps, uncovered)):
                    lines = widget.render_lines(seen.translate((-region.x, -region.y)))
                    yield region, clip.intersection(whole), lines
                    uncovered = [part for one in uncovered for part in _left_of(one, seen)]
                    if not uncovered:
                        break


def _left_of(region: Region, covered: Region) -> Iterator[Region]:
    """What is left of a region at both sides of something of its height; all of it, if that is lower."""
    if covered.y > region.y or covered.bottom < region.bottom:
        yield region
        return
    left, right = min(region.right, covered.x), max(region.x, covered.right)
    for start, end in ((region.x, left), (right, region.right)):
        if start < end:
            yield Region(start, region.y, end - start, region.height)


def _blocks(regions: Iterable[Region]) -> Iterator[Region]:
    """What holds the regions of lines that follow each other, block by block."""
    block = Region()
    for region in sorted(regions, key=lambda one: one.y):
        if block and region.y > block.bottom:
            yield block
            block = region
        else:
            block = block.union(region) if block else region
    if block:
        yield block
