"""How one line of a table is drawn: gutter, cells, and the mark of what is in view."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from marktui.tui.common.table.layout import Layout
from marktui.tui.common.table.tone_style import ToneStyles
from marktui.tui.common.text.cells import Cell, Column, Row, Toned, cell_text
from marktui.tui.common.text.glyphs import GLYPHS

GUTTER = 2
"""Cells at the left of each line: `>` at the cursor, `*` at a mark."""
EDGE = 2
"""Cells at the right of each line: a blank, and the thumb that shows what is in view."""

Piece = tuple[str, Style]


class Sorting(Struct, frozen=True):
    """The column that rows are sorted by."""

    column: int
    descending: bool = False


class RowStyle(Struct, frozen=True):
    """What singles a line out."""

    cursor: bool = False
    marked: bool = False
    style: Style | None = None
    """The style of the whole line, tones included; None leaves each cell its own."""


class Renderer:
    """Draws the lines of one table at one width."""

    def __init__(self, columns: Sequence[Column], layout: Layout, width: int) -> None:
        self._columns = columns
        self._layout = layout
        self._width = width

    def header(self, style: Style, sorting: Sorting | None) -> Strip:
        """The line of titles."""
        titles: list[Cell] = [column.title for column in self._columns]
        if sorting is not None:
            glyph = GLYPHS.down if sorting.descending else GLYPHS.up
            titles[sorting.column] = f"{self._columns[sorting.column].title} {glyph}".strip()
        gutter = f" {GLYPHS.left}" if self._layout.more_left else " " * GUTTER
        edge = GLYPHS.right if self._layout.more_right else " "
        return self._line(gutter, titles, edge, style, lambda _tone: style)

    def row(self, row: Row, row_style: RowStyle, edge: str, style_of: ToneStyles) -> Strip:
        """The line of a row, which ends with the character `edge`."""
        gutter = (">" if row_style.cursor else " ") + ("*" if row_style.marked else " ")
        style = row_style.style
        if style is None:
            return self._line(gutter, row.cells, edge, style_of(row.tone), style_of)
        return self._line(gutter, row.cells, edge, style, lambda _tone: style)

    def words(self, text: str, style: Style) -> Strip:
        """A line of running text."""
        return Strip([Segment(set_cell_size(" " * GUTTER + text, self._width), style)], self._width)

    def blank(self, style: Style) -> Strip:
        """A line with nothing in it."""
        return Strip([Segment(" " * self._width, style)], self._width)

    def _line(
        self,
        gutter: str,
        cells: Sequence[Cell],
        edge: str,
        style: Style,
        style_of: ToneStyles,
    ) -> Strip:
        pieces: list[Piece] = [(gutter, style)]
        at = GUTTER
        for slot in self._layout.slots:
            cell = cells[slot.index]
            text = fit(cell_text(cell), slot.width, right=self._columns[slot.index].right)
            pieces.append((" " * (GUTTER + slot.start - at), style))
            pieces.append((text, style_of(cell.tone) if isinstance(cell, Toned) else style))
            at = GUTTER + slot.start + slot.width
        body = Strip(_joined(pieces)).crop_extend(0, max(0, self._width - EDGE), style)
        return Strip([*_joined([*_pieces(body, style), (f" {edge}", style)])], self._width)


def fit(text: str, width: int, *, right: bool = False) -> str:
    """A text in exactly so many cells: filled up with blanks, or cut off visibly."""
    size = cell_len(text)
    if size > width:
        return set_cell_size(set_cell_size(text, max(0, width - 1)) + GLYPHS.ellipsis, width)
    blanks = " " * (width - size)
    return blanks + text if right else text + blanks


def _pieces(strip: Strip, style: Style) -> Iterable[Piece]:
    return [(segment.text, segment.style or style) for segment in strip]


def _joined(pieces: Iterable[Piece]) -> list[Segment]:
    """Neighbours of one style as one segment: each segment costs some 40 bytes on the line."""
    joined: list[Piece] = []
    for text, style in pieces:
        if joined and (joined[-1][1] == style or not text):
            joined[-1] = (joined[-1][0] + text, joined[-1][1])
        else:
            joined.append((text, style))
    return [Segment(text, style) for text, style in joined]
