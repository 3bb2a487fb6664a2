"""Bars, sparklines and columns of a chart, as text. Where they are drawn says in which signs and how wide."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from marktui.wording.drawing.glyphs import Glyphs

_EIGHTHS = 8


def cells_of(numbers: Sequence[int], width: int) -> list[int]:
    """How many cells each number gets of a bar; none of them disappears as long as there is room.

    Args:
        numbers: None below 0.
        width: The cells of the whole bar, which the numbers fill together.
    """
    total, seen = sum(numbers), sum(number > 0 for number in numbers)
    if total == 0 or width < seen:
        return [0] * len(numbers)
    spare = width - seen
    ends = [round(spare * so_far / total) for so_far in accumulate(numbers)]
    shares = [end - start for start, end in zip([0, *ends], ends, strict=False)]
    return [share + (number > 0) for share, number in zip(shares, numbers, strict=True)]


def parts_bar(numbers: Sequence[int], width: int, glyphs: Glyphs) -> list[str]:
    """One bar of several parts, each drawn in another shade, so that it is read without colours too.

    Gives:
        A text for each number, in the given order; they fill the width together.
    """
    return [shade * cells for shade, cells in zip(glyphs.shades, cells_of(numbers, width), strict=False)]


def bar(number: int, most: int, width: int, glyphs: Glyphs) -> str:
    """One bar, as long as a number is compared with the greatest one; a number above 0 is always seen."""
    if number <= 0 or most <= 0:
        return ""
    if not glyphs.eighths:
        return glyphs.bar_full * max(1, round(width * number / most))
    eighths = max(1, round(width * _EIGHTHS * number / most))
    full, rest = divmod(eighths, _EIGHTHS)
    return glyphs.bar_full * full + (glyphs.eighths[rest - 1] if rest else "")


def sparkline(numbers: Iterable[int], glyphs: Glyphs) -> str:
    """A column for each number, in one line; nothing at all is a dot."""
    every = list(numbers)
    most = max(every, default=0)
    return "".join(_level(number, most, glyphs) for number in every)


def _level(number: int, most: int, glyphs: Glyphs) -> str:
    if number <= 0:
        return glyphs.nothing
    return glyphs.levels[(number * len(glyphs.levels) - 1) // most]


def chart(numbers: Sequence[float], top: float, height: int, glyphs: Glyphs) -> list[str]:
    """A column for each number in some lines, the highest first; in the lowest, nothing at all is a dot.

    Args:
        top: The number that is as high as the chart.
    """
    eighths = [round(number / top * height * _EIGHTHS) if top else 0 for number in numbers]
    lines = ["".join(_part(one - line * _EIGHTHS, glyphs) for one in eighths) for line in range(height)]
    lowest = "".join(glyphs.nothing if mark == " " else mark for mark in lines[0])
    return [*reversed(lines[1:]), lowest]


def _part(eighths: int, glyphs: Glyphs) -> str:
    """The part of a column that is in one line."""
    return glyphs.levels[min(eighths, _EIGHTHS) - 1] if eighths > 0 else " "


def round_top(number: float) -> float:
    """The next number that is easily read as the top of a chart: one digit, with noughts."""
    step = 1.0
    while step * 10 < number:
        step *= 10
    return next(step * factor for factor in (1, 2, 3, 4, 5, 6, 8, 10) if step * factor >= number)
