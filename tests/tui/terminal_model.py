"""What a terminal shows after all that was written to it: cells, with their colours."""

import re
from collections.abc import Iterator
from functools import cache

from textual._cells import cell_len

_PIECES = re.compile(
    r"""
    \x1b\[(?P<numbers>[\d;]*)(?P<what>[A-Za-z])
    | (?P<line>\n)
    | (?P<text>[^\x00-\x1f\x7f]+)
    | (?P<link>\x1b\]8;[^;]*;(?P<address>[^\x1b]*)\x1b\\)
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_LONG_COLOURS = {"2": 5, "5": 3}
"""How many numbers a colour has, by the second of them."""

Look = tuple[tuple[str, str], ...]
"""What is set of colours and the like: for each, its name and its numbers."""


class TerminalModel:
    """A terminal that knows what the interface draws with, and nothing else.

    Args:
        width: Its columns.
        height: Its lines; each cell holds something odd until it is written to.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._marks = [["¿"] * width for _ in range(height)]
        self._looks: list[list[Look]] = [[()] * width for _ in range(height)]
        self._x = self._y = 0
        self._look: Look = ()

    def write(self, written: str) -> None:
        """Show what is written."""
        for piece in _PIECES.finditer(written):
            if text := piece["text"]:
                self._put(text)
            elif piece["what"] == "m":
                self._look = _changed(self._look, piece["numbers"])
            elif piece["what"] == "H":
                self._y, self._x = (int(number) - 1 for number in piece["numbers"].split(";"))
            elif piece["link"]:
                self._look = _linked(self._look, piece["address"])
            elif piece["line"]:
                self._y, self._x = self._y + 1, 0
            else:
                around = written[max(0, piece.start() - 40) : piece.end() + 40]
                raise AssertionError(f"the terminal does not know {piece[0]!r} in {around!r}")

    def _put(self, text: str) -> None:
        marks = list(_cells(text)) if cell_len(text) != len(text) else list(text)
        marks = marks[: max(0, self.width - self._x)]
        if marks and 0 <= self._y < self.height:
            to = self._x + len(marks)
            line = self._marks[self._y]
            # Half of a wide character is none.
            if line[self._x] == "":
                line[self._x - 1] = " "
            if to < self.width and line[to] == "":
                line[to] = " "
            line[self._x : to] = marks
            self._looks[self._y][self._x : to] = [self._look] * len(marks)
        self._x += len(marks)

    @property
    def text(self) -> str:
        """What can be read, line by line."""
        return "\n".join("".join(line).rstrip() for line in self._marks)

    def differences(self, other: "TerminalModel") -> list[str]:
        """Where it shows something else than another one of its size: line by line, what both show."""
        found = []
        for y in range(self.height):
            both = [list(zip(one._marks[y], one._looks[y], strict=True)) for one in (self, other)]
            if at := [x for x, (mine, theirs) in enumerate(zip(*both, strict=True)) if mine != theirs]:
                part = slice(at[0], at[-1] + 1)
                mine, theirs = ("".join(one._marks[y][part]) for one in (self, other))
                looks = f": {both[0][at[0]][1]} for {both[1][at[0]][1]}" if mine == theirs else ""
                found.append(f"line {y}, column {at[0]}: {mine!r} for {theirs!r}{looks}")
        return found


def _cells(text: str) -> Iterator[str]:
    """What stands in each cell; nothing in the second one of a wide character."""
    held = ""
    for mark in text:
        width = cell_len(mark)
        if width and held:
            yield from (held, "")[: cell_len(held[0])]
            held = ""
        held += mark
    if held:
        yield from (held, "")[: cell_len(held[0])]


@cache
def _changed(look: Look, numbers: str) -> Look:
    """What is set after a sequence of numbers."""
    held = dict(look)
    left = numbers.split(";") if numbers else ["0"]
    while left:
        number = left[0]
        length = _LONG_COLOURS[left[1]] if number in ("38", "48") else 1
        value, left = ";".join(left[:length]), left[length:]
        if number == "0":
            held.clear()
        else:
            held[_name(int(number))] = value
    return tuple(sorted(held.items()))


def _linked(look: Look, address: str) -> Look:
    """What is set once a link begins, or ends, which has no address."""
    others = tuple(one for one in look if one[0] != "link")
    return (*others, ("link", address)) if address else others


def _name(number: int) -> str:
    """What a number sets: a colour of the text, one of the ground, or something that is on or off."""
    if 30 <= number <= 39 or 90 <= number <= 97:
        return "text"
    if 40 <= number <= 49 or 100 <= number <= 107:
        return "ground"
    assert 1 <= number <= 9, f"the terminal does not know the number {number}"
    return str(number)
