"""Tables for people: they fit the width of the terminal, and nothing wraps."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

import click
from msgspec import Struct

from marktui.wording.drawing.cells import cell_width, cut_off, padded, wrapped

_WITHOUT_TERMINAL = 80
_NARROWEST = 20
_GAP = "  "
_INDENT = "    "
_READABLE = 8
"""What gives way first is not cut below so many cells, as long as something else can be cut."""
_LEAST = 3


class _Column(Struct):
    """One column while its width is sought."""

    name: str
    title: list[str]
    """In one line, or its words below each other."""
    cells: list[str]
    is_number: bool
    width: int = 0

    def widen(self) -> None:
        """Make it as wide as its content and its title."""
        self.width = max(map(cell_width, (*self.title, *self.cells)))

    def padded(self, text: str) -> str:
        """A text as it is printed in this column."""
        if text.isascii() and len(text) <= self.width:
            return text.rjust(self.width) if self.is_number else text.ljust(self.width)
        return padded(cut_off(text, self.width), self.width, right=self.is_number)


def terminal_width() -> int:
    """How many cells a line has: what COLUMNS says, those of the terminal, 80 where there is none."""
    named = os.environ.get("COLUMNS", "").strip()
    return max(_NARROWEST, (int(named) if named.isdecimal() else 0) or _columns() or _WITHOUT_TERMINAL)


def _columns() -> int:
    """The width of the terminal; 0 where there is none."""
    # Not by `shutil`, which loads every kind of compression.
    with suppress(AttributeError, ValueError, OSError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    return 0


class Giving(Struct, frozen=True, kw_only=True):
    """What gives way where a table is too wide, by title. Numbers are never cut."""

    cut: tuple[str, ...] = ()
    """Cut first: names, reasons."""
    drop: tuple[str, ...] = ()
    """Left out if that is not enough, in this order."""
    keep: tuple[str, ...] = ()
    """Never cut: numbers in words."""


_NOTHING = Giving()


def print_table(
    titles: Sequence[str],
    rows: Iterable[Sequence[object]],
    giving: Giving = _NOTHING,
    *,
    prose: bool = False,
) -> None:
    """Print rows under titles.

    Args:
        prose: Whether the last column holds sentences, which stand below the row where they do not fit in it.
    """
    click.echo("\n".join(table_lines(titles, rows, terminal_width(), giving, prose=prose)))


def table_lines(
    titles: Sequence[str],
    rows: Iterable[Sequence[object]],
    width: int,
    giving: Giving = _NOTHING,
    *,
    prose: bool = False,
) -> Iterator[str]:
    """The lines of a table."""
    content = [list(row) for row in rows]
    named = list(titles)
    last = named.pop() if prose else ""
    told = [_cell(row.pop()) if prose else "" for row in content]
    columns = [_column(title, [row[at] for row in content]) for at, title in enumerate(named)]
    columns = _fitted(columns, width, giving)
    height = max(len(one.title) for one in columns)
    for at in range(height):
        line = _joined(one.padded(_from_below(one.title, height)[at]) for one in columns)
        yield from _with_prose(line, last if at == height - 1 else "", width)
    for at, text in enumerate(told):
        yield from _with_prose(_joined(one.padded(one.cells[at]) for one in columns), text, width)


def _column(title: str, values: list[object]) -> _Column:
    numbers = [one for one in values if one is not None]
    is_number = bool(numbers) and all(isinstance(one, int) for one in numbers)
    column = _Column(title, [title], [_cell(one) for one in values], is_number)
    column.widen()
    return column


def _fitted(columns: list[_Column], width: int, giving: Giving) -> list[_Column]:
    """The columns with their widths: titles are broken first, then names cut, then the rest."""
    if _over(columns, width) <= 0:
        return columns
    for one in columns:
        one.title = one.name.split() or [""]
        one.widen()
    _shrink([one for one in columns if one.name in giving.cut], _READABLE, _over(columns, width))
    for name in giving.drop:
        if _over(columns, width) > 0:
            columns = [one for one in columns if one.name != name]
    rest = [one for one in columns if not one.is_number and one.name not in giving.keep]
    _shrink(rest, _LEAST, _over(columns, width))
    return columns


def _over(columns: list[_Column], width: int) -> int:
    """By how many cells the columns are too wide together."""
    return sum(one.width + len(_GAP) for one in columns) - len(_GAP) - width


def _shrink(columns: list[_Column], least: int, over: int) -> None:
    """Take cells from the widest of some columns."""
    for _ in range(over):
        widest = max(columns, key=lambda one: one.width, default=None)
        if widest is None or widest.width <= least:
            return
        widest.width -= 1


def _from_below(title: list[str], height: int) -> list[str]:
    return [*[""] * (height - len(title)), *title]


def _with_prose(row: str, text: str, width: int) -> Iterator[str]:
    """A row with its sentences: behind it where they fit, else below it."""
    if not text:
        yield row.rstrip()
        return
    for behind in (row, row.rstrip()):
        if cell_width(behind) + len(_GAP) + cell_width(text) <= width:
            yield f"{behind}{_GAP}{text}".rstrip()
            return
    yield row.rstrip()
    yield from (f"{_INDENT}{line}" for line in wrapped(text, width - len(_INDENT)))


def _joined(cells: Iterable[str]) -> str:
    return _GAP.join(cells)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case int():
            return f"{value:,}"
        case list() | tuple():
            return ", ".join(map(str, value))
    return str(value)
