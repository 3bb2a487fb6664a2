"""Drawing a part of a line without what stands to its left."""

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor


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
    """Updates parts of the screen so."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed, if anything has."""
        update = super().render_partial_update()
        return update and NarrowUpdate(update.chops, update.spans, update.chop_ends)
