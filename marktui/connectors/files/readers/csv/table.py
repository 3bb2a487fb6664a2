"""A CSV file as a table: its delimiter, its row of headings, and the rows below it."""

import re
from collections.abc import Sequence

from msgspec import Struct

from marktui.connectors.files.readers.errors import UnreadableFileError, as_connector_error, cut_off
from marktui.connectors.files.roster import FileContent
from marktui.hub.model.text import one_spaced
from marktui.hub.spreadsheet.errors import TextFileError
from marktui.hub.spreadsheet.formula import unguarded
from marktui.hub.spreadsheet.rows import Headings, Knows, headings_of, is_filled, rows_of
from marktui.hub.spreadsheet.text import Text, text_of

_MOST_COLUMNS = 500
_MOST_CELLS = 6_000_000
"""The cells of a file altogether: 100,000 pupils with 60 columns."""
_MOST_ROWS = 1_000_000
_TITLE_ROWS = 30
"""How many rows are looked at for the headings: reports have a title above them."""

_NARROW = 3
"""With fewer columns a row of one cell can be somebody."""
_FOOTERS = frozenset({
    "count", "end", "exported", "generated", "page", "printed", "pupils", "records", "report", "rows",
    "students", "total",
})  # fmt: skip
"""Words of the line below the last row of a report."""
_TOTALS = frozenset({
    "average", "count", "grand total", "number of pupils", "number of students", "pupil count",
    "student count", "sub total", "subtotal", "sum", "total", "total pupils", "total students", "totals",
})  # fmt: skip
"""What the first cell of a row of totals says."""
_SOMEBODYS = re.compile(r"\d{1,4}[/. -]\w{1,9}[/. -]\d{1,4}|[A-Za-z]\d{11}[\dA-Za-z]|\S+@\S+")
"""A birth date, a UPN or an email: the row is somebody's, whatever they are called."""
_BEFORE_A_CELL = ('"', "\n", "\r")
"""What stands before a cell, but the delimiter."""


class Line(Struct, frozen=True, gc=False):
    """A row of a table."""

    number: int
    """The line on which it begins; the first line of the file is 1."""
    cells: list[str]


class Table(Struct, frozen=True, kw_only=True):
    """A CSV file, taken apart."""

    file: str
    headings: tuple[str, ...]
    """Clean, as many as the row of headings has cells."""
    rows: list[Line]
    """The rows below the headings that have something in them."""
    delimiter: str
    encoding: str
    encoding_doubt: str = ""
    """That the encoding is a guess, as a sentence; empty where it is none."""
    known: int = 0
    """How many of its headings are known."""
    footer: int = 0
    """How many lines at its end were left out, such as one that says how many pupils there are."""


def table_of(file: FileContent, knows: Knows) -> Table:
    """A file taken apart; raises where it breaks the rules of CSV, ends too early, or is far too wide."""
    if not file.content.strip():
        raise cut_off(file.name, "it is empty")
    try:
        text = text_of(file.content, file.name)
        found = headings_of(text.text, knows, _TITLE_ROWS)
        headings, rows = _read(file.name, text.text, found)
    except TextFileError as wrong:
        raise as_connector_error(wrong) from None
    return _table(file.name, text, found, headings, rows)


def _table(name: str, text: Text, found: Headings, headings: tuple[str, ...], rows: Sequence[Line]) -> Table:
    footer = _footer(headings, rows)
    rows = rows[: len(rows) - footer]
    if not footer:
        _refuse_cut_off(name, text.text, headings, rows)
    if '="' in text.text or any(f"{mark}'" in text.text for mark in (*_BEFORE_A_CELL, found.delimiter)):
        rows = [Line(line.number, list(map(unguarded, line.cells))) for line in rows]
    return Table(
        file=name,
        headings=headings,
        rows=_without_headings(headings, rows),
        footer=footer,
        delimiter=found.delimiter,
        encoding=text.encoding,
        encoding_doubt=text.doubt(name),
        known=found.known,
    )


def _read(name: str, text: str, found: Headings) -> tuple[tuple[str, ...], list[Line]]:
    """The headings, and the rows below them with something in them; raises where there are too many."""
    headings: tuple[str, ...] = ()
    rows: list[Line] = []
    cells = 0
    for number, row in rows_of(text, name, found.delimiter):
        cells += len(row)
        if len(row) > _MOST_COLUMNS and any(row[_MOST_COLUMNS:]):
            raise UnreadableFileError(
                f"Line {number:,} of {name} has {len(row):,} cells; {_MOST_COLUMNS} are read at most."
            )
        if cells > _MOST_CELLS:
            raise UnreadableFileError(
                f"{name} has more than {_MOST_CELLS:,} cells.", "Export only the columns that are needed."
            )
        if len(rows) >= _MOST_ROWS:
            raise UnreadableFileError(f"{name} has more than {_MOST_ROWS:,} rows.", "Export one school.")
        if number == found.line:
            headings = _headings_alone(row)
        elif number > found.line and is_filled(row):
            rows.append(Line(number, row))
    return headings, rows


def _headings_alone(cells: Sequence[str]) -> tuple[str, ...]:
    """The headings, clean, without the empty cells behind the last one."""
    headings = list(map(one_spaced, cells))
    while headings and not headings[-1]:
        headings.pop()
    return tuple(headings)


def _refuse_cut_off(name: str, text: str, headings: Sequence[str], rows: Sequence[Line]) -> None:
    """Raise where the last row has fewer cells than all the others, and no end of its line."""
    if text.endswith(("\n", "\r")) or len(rows) < 2:
        return
    fewest = min(len(headings), *(len(line.cells) for line in rows[:-1]))
    if len(rows[-1].cells) < fewest:
        raise cut_off(name, f"its last line, {rows[-1].number:,}, ends before its last cell")


def _footer(headings: Sequence[str], rows: Sequence[Line]) -> int:
    """How many rows at the end sum the report up: with one cell each, or with totals."""
    count = 0
    for line in reversed(rows) if len(headings) >= _NARROW else ():
        if not _sums_up([cell.strip() for cell in line.cells if cell and not cell.isspace()]):
            break
        count += 1
    return count if count < len(rows) else 0


def _sums_up(filled: Sequence[str]) -> bool:
    first = filled[0].casefold().replace(":", " ")
    if len(filled) == 1:
        return not _FOOTERS.isdisjoint(first.split())
    return first.strip() in _TOTALS and not any(map(_SOMEBODYS.fullmatch, filled))


def _without_headings(headings: tuple[str, ...], rows: Sequence[Line]) -> list[Line]:
    """The rows without those that repeat the headings, as where files were joined."""
    first = headings[0] if headings else ""

    def repeats(cells: list[str]) -> bool:
        return one_spaced(cells[0]) == first and tuple(map(one_spaced, cells))[: len(headings)] == headings

    return [line for line in rows if not repeats(line.cells)]
