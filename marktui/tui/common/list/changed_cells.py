"""Which cells of a line are to be drawn again: a slow line takes every byte."""

from collections.abc import Iterator
from itertools import zip_longest

from rich.cells import cell_len
from textual.strip import Strip

_GAP = 12
"""So many equal cells cost about what a jump over them costs."""


def changed_cells(before: Strip, after: Strip) -> Iterator[tuple[int, int]]:
    """The parts in which two lines differ, as first cell and end."""
    start = end = -1
    for place, (old, new) in enumerate(zip_longest(_cells(before), _cells(after))):
        if old == new:
            continue
        if start < 0:
            start = place
        elif place - end > _GAP:
            yield start, end
            start = place
        end = place + 1
    if start >= 0:
        yield start, end


def _cells(strip: Strip) -> list[tuple[str, int, object]]:
    """What is in each cell: its mark, which cell of the mark it is, and how it looks."""
    cells: list[tuple[str, int, object]] = []
    for text, style, _ in strip:
        if text.isascii():
            cells += [(mark, 0, style) for mark in text]
            continue
        for mark in text:
            wide = cell_len(mark)
            if wide:
                cells += [(mark, part, style) for part in range(wide)]
            elif cells:
                cells[-1] = (cells[-1][0] + mark, *cells[-1][1:])
    return cells
