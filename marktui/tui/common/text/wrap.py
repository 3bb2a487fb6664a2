"""Running text in lines that fit, by the cells that its characters take."""

import textwrap
from collections.abc import Iterator

from rich.cells import cell_len


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most so many cells, broken between words where that is possible.

    Args:
        text: On one line.
        width: At least 2, which a wide character takes.
    """
    if text.isascii() or all(cell_len(mark) == 1 for mark in text):
        return textwrap.wrap(text, width)
    lines: list[str] = []
    for word in text.split():
        for piece in _pieces(word, width):
            if lines and cell_len(f"{lines[-1]} {piece}") <= width:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word in pieces that fit; marks stay with the letter that they stand above."""
    piece = ""
    for mark in word:
        if piece and cell_len(piece + mark) > width:
            yield piece
            piece = ""
        piece += mark
    yield piece
