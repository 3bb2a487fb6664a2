"""The rows of a CSV text: what separates its columns, where its headings stand, and the cells."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from marktui.hub.spreadsheet.errors import TextFileError, cut_off

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SEP_LINE = re.compile(r' *"?sep=(?P<delimiter>[^"\r\n])"?[;,\t|]* *(?=[\r\n]|\Z)', re.IGNORECASE)
"""The first line in which a spreadsheet says what separates the columns."""
_LOOKED_AT = 64 * 1024
"""The characters at the beginning of a text in which its headings are looked for."""

Row = tuple[int, list[str]]
"""The number of the line on which a row begins, and its cells as they stand; the first line is 1."""
Knows = Callable[[Sequence[str]], int]
"""How many of the cells of a row are headings that are known."""


class Headings(Struct, frozen=True):
    """Where the headings of a text stand."""

    known: int
    """How many of them are known."""
    delimiter: str
    line: int
    """The line on which they begin; 0 where the text has no row."""


def headings_of(text: str, knows: Knows, among: int = 1) -> Headings:
    """The row with most headings that are known, and what separates it.

    Where none is known, it is what gives most cells.

    Args:
        among: How many rows are looked at: a report has a title above its headings.
    """
    start = text[:_LOOKED_AT]
    named = _named_delimiter(start)
    found = [
        (knows(cells), sum(map(bool, cells)), len(cells), -place, -line, delimiter)
        for place, delimiter in enumerate((named,) if named else _DELIMITERS)
        for line, cells in islice(_first_rows(start, delimiter), among)
    ]
    known, _, _, _, line, delimiter = max(found, default=(0, 0, 0, 0, 0, ","))
    return Headings(known, delimiter, -line)


def delimiter_words(delimiter: str) -> str:
    """A delimiter for people: "commas"."""
    return _DELIMITERS.get(delimiter, f"“{delimiter}”")


def rows_of(text: str, name: str, delimiter: str) -> Iterator[Row]:
    """Every row of a text, empty ones too.

    Args:
        name: What sentences call the file.

    Raises:
        TextFileError: The text breaks the rules of CSV.
    """
    skipped, lines = _lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            yield line, cells
            line = skipped + reader.line_num + 1
    except csv.Error as wrong:
        raise _broken(name, line, str(wrong)) from None


def is_filled(cells: Sequence[str]) -> bool:
    """Whether something stands in a row."""
    return any(cell and not cell.isspace() for cell in cells)


def _lines(text: str) -> tuple[int, Iterator[str]]:
    """The lines of a text, each with one kind of end, and how many are left out before them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    skipped = 1 if _named_delimiter(lines[0]) else 0
    return skipped, (f"{line}\n" for line in islice(lines, skipped, None))


def _named_delimiter(text: str) -> str | None:
    """What separates the columns, as the first line says; None where it does not."""
    named = _SEP_LINE.match(text)
    return named["delimiter"] if named else None


def _first_rows(start: str, delimiter: str) -> Iterator[Row]:
    """The rows at the beginning that have something in them, as far as they can be read."""
    skipped, lines = _lines(start)
    reader = csv.reader(lines, delimiter=delimiter)
    line = skipped + 1
    try:
        for cells in reader:
            if is_filled(cells):
                yield line, cells
            line = skipped + reader.line_num + 1
    except csv.Error:
        return


def _broken(name: str, line: int, wrong: str) -> TextFileError:
    """The failure of a row that breaks the rules of CSV."""
    if "unexpected end" in wrong:
        return cut_off(name, f"a quotation mark on line {line:,} is never closed")
    if "field limit" in wrong:
        return TextFileError(f"Line {line:,} of {name} has a cell that is far too long.")
    return TextFileError(
        f"Line {line:,} of {name} has quotation marks in the middle of a quoted cell.",
        "Inside a cell each has to be written twice: export or save it again.",
    )
