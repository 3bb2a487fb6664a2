"""Lines of text in pieces that a face may colour, and blocks of them side by side."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import zip_longest

from msgspec import Struct

from marktui.wording.drawing.cells import cell_width


class Look(StrEnum):
    """What a piece is. A face may colour it; its text says the same without colours."""

    PLAIN = ""
    TITLE = "title"
    MUTED = "muted"
    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


class Piece(Struct, frozen=True):
    """A piece of a line."""

    text: str
    look: Look = Look.PLAIN


Line = tuple[Piece, ...]


def plain(line: Line) -> str:
    """A line as text alone."""
    return "".join(piece.text for piece in line).rstrip()


def line_width(line: Line) -> int:
    """How many cells a line takes."""
    return sum(cell_width(piece.text) for piece in line)


def widened(line: Line, width: int) -> Line:
    """A line filled with spaces to so many cells."""
    return (*line, Piece(" " * (width - line_width(line))))


def stacked(blocks: Iterable[Sequence[Line]]) -> list[Line]:
    """Blocks below each other, with an empty line between two."""
    lines: list[Line] = []
    for block in blocks:
        if block:
            lines += [*([()] if lines else []), *block]
    return lines


def side_by_side(blocks: Sequence[Sequence[Line]], gap: int = 4) -> list[Line]:
    """Blocks beside each other, from the left."""
    widths = [max(map(line_width, block), default=0) + gap for block in blocks]
    rows = zip_longest(*blocks, fillvalue=())
    return [
        tuple(piece for line, width in zip(row, widths, strict=True) for piece in widened(line, width))
        for row in rows
    ]


def in_columns(lines: Sequence[Line], width: int, gap: int = 3) -> list[Line]:
    """Lines in as many columns as fit, read from top to bottom."""
    widest = max(map(line_width, lines), default=0)
    number = max(1, (width + gap) // (widest + gap))
    height = -(-len(lines) // number)
    return side_by_side([lines[at : at + height] for at in range(0, len(lines), max(1, height))], gap)
