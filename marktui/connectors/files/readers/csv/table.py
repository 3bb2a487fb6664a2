"""A CSV file as a table: its delimiter, its row of headings, and the rows below it."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from marktui.connectors.files.readers.csv.text import text_of
from marktui.connectors.files.readers.errors import UnreadableFileError, cut_off
from marktui.connectors.files.roster import FileContent
from marktui.hub.model.text import one_spaced
from marktui.hub.spreadsheet.formula import unguarded

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_MOST_COLUMNS = 500
_MOST_CELLS = 6_000_000
"""The cells of a file altogether: 100,000 pupils with 60 columns."""
_MOST_ROWS = 1_000_000
_LOOKED_AT = 64 * 1024
"""The characters at the beginning of a file in which its headings are looked for."""
_TITLE_ROWS = 30
"""How many rows are looked at for the headings: reports have a title above them."""

_NARROW = 3
"""With fewer columns a row of one cell can be somebody."""
_FOOTERS = frozenset({
    "count", "end", "exported", "generated", "page", "printed", "pupils", "records", "report", "rows",
    "students", "total",
})  # fmt: skip
"""Words of the line below the last row of a report."""
_BEFORE_A_CELL = (*DELIMITERS, '"', "\n", "\r")
"""Before the quote with which a cell can begin that is guarded against being run as a formula."""

Knows = Callable[[Sequence[str]], int]
"""How many of the cells of a row are headings that are known."""


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
    is_encoding_told: bool = False
    known: int = 0
    """How many of its headings are known."""
    footer: int = 0
    """How many lines at its end were left out, such as one that says how many pupils there are."""


def table_of(file: FileContent, knows: Knows) -> Table:
    """A file taken apart; raises where it breaks the rules of CSV, ends too early, or is far too wide."""
    text = text_of(file)
    known, delimiter, header = _headings(text.text[:_LOOKED_AT], knows)
    lines = _lines(file.name, text.text, delimiter)
    heads = next((line.cells for line in lines if line.number == header), [])
    headings = _headings_alone(heads)
    rows = _filled_rows(file.name, lines)
    footer = _footer(headings, rows)
    rows = rows[: len(rows) - footer]
    if not footer:
        _refuse_cut_off(file.name, text.text, headings, rows)
    if '="' in text.text or any(f"{mark}'" in text.text for mark in _BEFORE_A_CELL):
        rows = [Line(line.number, list(map(unguarded, line.cells))) for line in rows]
    return Table(
        file=file.name,
        headings=headings,
        rows=_without_headings(headings, rows),
        footer=footer,
        delimiter=delimiter,
        encoding=text.encoding,
        is_encoding_told=text.is_told,
        known=known,
    )


def _filled_rows(name: str, lines: Iterable[Line]) -> list[Line]:
    """The rows with something in them; raises where there are more cells than a school can have."""
    rows: list[Line] = []
    cells = 0
    for line in lines:
        cells += len(line.cells)
        if cells > _MOST_CELLS:
            raise UnreadableFileError(
                f"{name} has more than {_MOST_CELLS:,} cells.", "Export the columns that are needed alone."
            )
        if len(rows) >= _MOST_ROWS:
            raise UnreadableFileError(f"{name} has more than {_MOST_ROWS:,} rows.", "Export one school.")
        if _is_filled(line.cells):
            rows.append(line)
    return rows


def _headings_alone(cells: Sequence[str]) -> tuple[str, ...]:
    """The headings, clean, without the empty cells behind the last one."""
    headings = list(map(one_spaced, cells))
    while headings and not headings[-1]:
        headings.pop()
    return tuple(headings)


def _headings(start: str, knows: Knows) -> tuple[int, str, int]:
    """How many headings are known, with which delimiter, and on which line they stand.

    Where none is known, it is the delimiter and the row that give the most cells.
    """
    found = []
    for place, delimiter in enumerate(DELIMITERS):
        for number, cells in _first_rows(start, delimiter):
            filled = sum(map(bool, cells))
            if filled:
                found.append((knows(cells), filled, -place, -number, delimiter))
    known, _, _, line, delimiter = max(found, default=(0, 0, 0, -1, ","))
    return known, delimiter, -line


def _first_rows(start: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in islice(reader, _TITLE_ROWS):
            yield line, cells[:_MOST_COLUMNS]
            line = reader.line_num + 1
    except csv.Error:
        return


def _lines(name: str, text: str, delimiter: str) -> Iterator[Line]:
    """The rows of a file, from its first line on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if len(cells) > _MOST_COLUMNS and any(cells[_MOST_COLUMNS:]):
                raise UnreadableFileError(
                    f"Line {line:,} of {name} has {len(cells):,} cells; {_MOST_COLUMNS} are read at most."
                )
            yield Line(line, cells)
            line = reader.line_num + 1
    except csv.Error as wrong:
        raise _broken(name, line, str(wrong)) from None


def _broken(name: str, line: int, wrong: str) -> Exception:
    """The failure of a row that breaks the rules of CSV."""
    if "unexpected end" in wrong:
        return cut_off(name, f"a quotation mark on line {line:,} is never closed")
    if "field limit" in wrong:
        return UnreadableFileError(f"Line {line:,} of {name} has a cell that is far too long.")
    return UnreadableFileError(
        f"Line {line:,} of {name} has quotation marks in the middle of a quoted cell.",
        "Export it again; inside a cell each has to be written twice.",
    )


def _refuse_cut_off(name: str, text: str, headings: Sequence[str], rows: Sequence[Line]) -> None:
    """Raise where the last row has fewer cells than all the others, and no end of its line."""
    if text.endswith(("\n", "\r")) or len(rows) < 2:
        return
    fewest = min(len(headings), *(len(line.cells) for line in rows[:-1]))
    if len(rows[-1].cells) < fewest:
        raise cut_off(name, f"its last line, {rows[-1].number:,}, ends before its last cell")


def _footer(headings: Sequence[str], rows: Sequence[Line]) -> int:
    """How many rows at the end are one cell each that sums the report up."""
    count = 0
    for line in reversed(rows) if len(headings) >= _NARROW else ():
        filled = [cell for cell in line.cells if cell and not cell.isspace()]
        if len(filled) != 1 or not _FOOTERS.intersection(filled[0].casefold().replace(":", " ").split()):
            break
        count += 1
    return count if count < len(rows) else 0


def _is_filled(cells: Sequence[str]) -> bool:
    return any(cell and not cell.isspace() for cell in cells)


def _without_headings(headings: tuple[str, ...], rows: list[Line]) -> list[Line]:
    """The rows without those that repeat the headings, as where files were joined."""
    first = headings[0] if headings else ""

    def repeats(cells: list[str]) -> bool:
        return one_spaced(cells[0]) == first and tuple(map(one_spaced, cells))[: len(headings)] == headings

    return [line for line in rows if not repeats(line.cells)]
