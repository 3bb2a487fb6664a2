"""Texts by the cells that they take in a terminal: combining marks none, wide characters two."""

from collections.abc import Iterator
from unicodedata import category, east_asian_width


def cell_width(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if _is_unseen(mark) else 1 + (east_asian_width(mark) in "WF") for mark in text)


def cut_off(text: str, width: int, end: str = "...") -> str:
    """A text in at most so many cells; what is cut off ends in dots, where there is room for them."""
    if cell_width(text) <= width:
        return text
    end = end if width > len(end) else ""
    kept, room = "", width - len(end)
    for mark in text:
        room -= cell_width(mark)
        if room < 0:
            break
        kept += mark
    return f"{kept.rstrip()}{end}"


def padded(text: str, width: int, *, right: bool = False) -> str:
    """A text filled with spaces to so many cells."""
    spaces = " " * (width - cell_width(text))
    return f"{spaces}{text}" if right else f"{text}{spaces}"


def _is_unseen(mark: str) -> bool:
    """Whether a character takes no cell: it combines with another one, or only controls others."""
    kind = category(mark)
    return kind in ("Mn", "Me", "Mc") or (kind == "Cf" and mark > "\u2000")


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most so many cells, broken between words where that is possible.

    Args:
        text: On one line.
        width: At least 2, which a wide character takes.
    """
    lines: list[str] = []
    for word in text.split():
        for piece in _pieces(word, width):
            if lines and cell_width(f"{lines[-1]} {piece}") <= width:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word in pieces that fit; marks stay with the letter that they stand above."""
    piece = ""
    for mark in word:
        if piece and cell_width(piece + mark) > width:
            yield piece
            piece = ""
        piece += mark
    yield piece
