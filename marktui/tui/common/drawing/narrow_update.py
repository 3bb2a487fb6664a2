"""Drawing no more than changes: parts of lines, and no lines that others cover."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor, CompositorMap, ReflowResult
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class NarrowUpdate(ChopsUpdate):
    """Draws only the spans that have changed.

    Textual cuts a span off at its right end alone ("TODO: crop to x extents"), and begins each at the left
    end of its widget: a number at the end of a line costs the whole line, several of them the line several
    times.
    """

    def render_segments(self, console: Console) -> str:
        """The spans as they are written to the terminal, each after a move of the cursor to its place."""
        written: list[str] = []
        for y, left, right in self.spans:
            for end, (start, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is not None and start < right and end > left:
                    at = max(start, left)
                    written.append(Control.move_to(at, y).segment.text)
                    written.append(strip.crop(at - start, min(end, right) - start).render(console))
        return "".join(written)


class NarrowCompositor(Compositor):
    """Updates parts of the screen like that, and asks each widget only for the lines that are seen.

    Textual asks every widget that has something to do with a part of the screen for all its lines, those that
    others cover included: most of what a key costs, and half of what a page does.
    """

    def __init__(self) -> None:
        super().__init__()
        self._dirty: list[Region] = []
        """What is drawn; nothing where the whole screen is."""
        self._told: CompositorMap = {}
        """Where every widget was laid out last."""

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay everything out, and find the widgets that are new or have another size or place.

        Asked for a place between two layouts, Textual works out all places and takes them for known: a new
        widget among them would never get its size, and never be drawn.
        """
        self._full_map = self._told
        found = super().reflow(parent, size)
        self._told = self._full_map
        return found

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed, if anything has."""
        screen = self.size.region
        self._dirty = [seen for region in self._dirty_regions if (seen := region.intersection(screen))]
        try:
            update = super().render_partial_update()
        finally:
            self._dirty = []
        return update and NarrowUpdate(update.chops, update.spans, update.chop_ends)

    def _get_renders(self, crop: Region | None = None) -> Iterator[tuple[Region, Region, list[Strip]]]:
        """What each widget shows, from front to back, until nothing is left to be covered."""
        width = self.size.width
        uncovered = list(_blocks(self._dirty or [crop or self.size.region]))
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            missing = [part for one in uncovered if (part := one.intersection(seen))]
            is_whole = True
            for block in _blocks(missing):
                # Strips are cut where widgets begin and end, and so are whole lines here.
                lines = clip.intersection(Region(0, block.y, width, block.height))
                wanted = region.intersection(lines)
                strips = widget.render_lines(wanted.translate((-region.x, -region.y)))
                is_whole &= [one.cell_length >= wanted.width for one in strips].count(True) >= wanted.height
                yield region, lines, strips
            # A widget that has not got its new size yet gives too few lines, or short ones. What is behind is
            # drawn there.
            if missing and is_whole:
                uncovered = [left for one in uncovered for left in _around(one, seen)]
                if not uncovered:
                    return


def _around(region: Region, hole: Region) -> Iterator[Region]:
    """What is left of a region above, below and at both sides of another one."""
    inside = region.intersection(hole)
    if not inside:
        yield region
        return
    parts = (
        Region(region.x, region.y, region.width, inside.y - region.y),
        Region(region.x, inside.bottom, region.width, region.bottom - inside.bottom),
        Region(region.x, inside.y, inside.x - region.x, inside.height),
        Region(inside.right, inside.y, region.right - inside.right, inside.height),
    )
    yield from filter(None, parts)


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
