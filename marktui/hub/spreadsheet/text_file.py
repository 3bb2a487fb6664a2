"""Text files as people and spreadsheets save them: finds out their encoding and separator."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence

from marktui.hub.model.errors import UsageError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks and their encodings; the longer ones come first."""
_DOCUMENTS = (
    (b"PK\x03\x04", "a spreadsheet or an archive"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet or a document"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "an archive"),
)
"""How other files begin, and what they are."""
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1f]")
_SEPARATORS = (",", ";", "\t", "|")
_SEP_LINE = re.compile(r'"?sep=(?P<separator>[^"\r\n])"?[;,\t|]*', re.IGNORECASE)
"""The first line in which a spreadsheet says how columns are separated."""
_AS_CSV = "Save it as CSV, with UTF-8 if you are asked."

Row = tuple[int, list[str]]
"""The number of a line in its file, and its cells, trimmed."""


def text_of(data: bytes, name: str) -> str:
    """The text of a file: in the encoding of its byte order mark, else UTF-8, else Windows-1252.

    Args:
        data: The file's content.
        name: The file's name in an error.

    Raises:
        UsageError: It is not text.
    """
    for beginning, what in _DOCUMENTS:
        if data.startswith(beginning):
            raise UsageError(f"{name} is {what}, not text.", _AS_CSV)
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise UsageError(f"{name} is neither text nor a CSV file.", _AS_CSV)


def _encodings(data: bytes) -> tuple[str, ...]:
    """The encodings that a file can have, the likeliest first."""
    named = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    if named is not None:
        return (named,)
    # Without a byte order mark: in UTF-16 nearly every letter has a zero beside it.
    if data[1:2] == b"\0":
        return ("utf-16-le",)
    return ("utf-16-be",) if data[:1] == b"\0" else ("utf-8", "cp1252")


def rows_of(text: str, name: str, count_headings: Callable[[Sequence[str]], int]) -> Iterator[Row]:
    """The rows of a text that are not empty.

    Args:
        text: The text.
        name: The file's name in an error.
        count_headings: Counts a row's known headings; the separator that gives most of them is used.

    Raises:
        UsageError: A quoted cell does not end, or is too long.
    """
    lines = re.split(r"\r\n|\r|\n", text)
    separator = separator_of(text, count_headings)
    skipped = 1 if _SEP_LINE.fullmatch(lines[0].strip(" \ufeff")) else 0
    reader = csv.reader((f"{line}\n" for line in lines[skipped:]), delimiter=separator, strict=True)
    at = skipped + 1
    while True:
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            raise UsageError(
                f"Line {at} of {name} cannot be read: a quotation mark is not closed, or in the wrong place.",
                _AS_CSV,
            ) from None
        if any(cells):
            yield at, cells
        at = skipped + reader.line_num + 1


def separator_of(text: str, count_headings: Callable[[Sequence[str]], int]) -> str:
    """What separates the columns of a text: what its first line says, else what fits its headings best.

    Args:
        count_headings: As for `rows_of`.
    """
    lines = re.split(r"\r\n|\r|\n", text)
    named = _SEP_LINE.fullmatch(lines[0].strip(" \ufeff"))
    return named["separator"] if named else _separator(lines, count_headings)


def _separator(lines: Sequence[str], count_headings: Callable[[Sequence[str]], int]) -> str:
    """What separates the columns: what gives most headings in the first line, else what occurs in it."""
    first = next((line for line in lines if line.strip(" ;,\t|\ufeff")), "")
    cells = {one: _cells(first, one) for one in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda one: (count_headings(cells[one]), len(cells[one])))
    if count_headings(cells[best]):
        return best
    return next((one for one in ("\t", ";", "|") if one in first), ",")


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []
