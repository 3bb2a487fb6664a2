"""How fast the rows have come since a reading began, as a chart that grows to the right."""

from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from marktui.sync.run.course import MOST
from marktui.sync.run.progress import Progress
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.widgets.parted_line import PartedLine
from marktui.wording.drawing.bars import chart, round_top
from marktui.wording.sync.progress import rate_words

_LEFT = 13
"""The cells of the words on the left, as beside the bars above."""
_HEIGHT = 4
"""The lines of columns: each costs bytes at each look."""


class CourseView(Vertical):
    """Draws at each look only the column that is new."""

    DEFAULT_CSS = """
    CourseView {
        height: 5; margin-top: 1;
        & > _ChartLine { height: 1; width: 1fr; text-wrap: nowrap; }
    }
    """

    def compose(self) -> ComposeResult:
        """The lines, the highest first, and what they stand on."""
        yield from (_ChartLine() for _ in range(_HEIGHT + 1))

    def show(self, progress: Progress, clock: float) -> None:
        """Show it as it is now."""
        cells = 2 if self.size.width >= _LEFT + 2 * MOST else 1
        # Of a save there is nothing to draw, where before it a reading may have been drawn.
        lines = chain(chart_lines(progress, clock, cells), repeat(("", "")))
        for widget, (left, columns) in zip(self.query(_ChartLine), lines, strict=False):
            widget.show(left, columns)


def chart_lines(progress: Progress, clock: float, cells: int) -> Iterator[tuple[str, str]]:
    """What stands on the left of each line, and its columns; nothing before rows have come.

    Args:
        cells: How wide a column is.
    """
    course = progress.course.until(clock - progress.began)
    if not any(course.rates):
        return
    top = round_top(max(course.rates))
    wide = [rate for rate in course.rates for _ in range(cells)]
    lines = chart(wide, top, _HEIGHT, GLYPHS)
    width = MOST * cells
    for left, line in zip((rate_words(top), *[""] * (_HEIGHT - 2), "0"), lines, strict=True):
        yield left, f"{line:{width}}"
    end = f"{course.whole:.0f} s"
    yield "", f"0 s{end:>{width - 3}}"


class _ChartLine(PartedLine):
    """A line of the chart."""

    _texts = "", ""

    def show(self, left: str, columns: str) -> None:
        """Show it; the columns to come are empty."""
        self._texts = left, columns
        self.renew()

    def parts(self) -> Sequence[Content]:
        """What it says on the left, and its columns."""
        left, columns = self._texts
        if not columns:
            return ()
        return Content.styled(f"{left:>{_LEFT - 1}} ", "$text-muted"), Content.styled(columns, "$primary")
