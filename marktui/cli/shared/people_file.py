"""A list of people in a file, such as a spreadsheet that the office has filled in."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from marktui.hub.model.errors import UsageError
from marktui.hub.model.text import clean, fold
from marktui.hub.people.identity import Identifier
from marktui.hub.people.people_list import Line
from marktui.hub.spreadsheet.formula import unguarded
from marktui.hub.spreadsheet.rows import Row, headings_of, is_filled, rows_of
from marktui.hub.spreadsheet.text import text_of
from marktui.store.disk.errors import as_store_error

_LARGEST = 16 * 1024 * 1024
"""The size in bytes above which a file cannot be a list of people."""
_ID = "id"
_HEADINGS: Mapping[str, Identifier | str] = {
    "id": _ID,
    "record id": _ID,
    "name": Identifier.NAME,
    "full name": Identifier.NAME,
    "first name": Identifier.FIRST_NAME,
    "forename": Identifier.FIRST_NAME,
    "given name": Identifier.FIRST_NAME,
    "last name": Identifier.LAST_NAME,
    "surname": Identifier.LAST_NAME,
    "family name": Identifier.LAST_NAME,
    "upn": Identifier.UPN,
    "mis id": Identifier.MIS_ID,
    "email": Identifier.EMAIL,
    "e mail": Identifier.EMAIL,
    "email address": Identifier.EMAIL,
    "mis email": Identifier.EMAIL,
    "date of birth": Identifier.BIRTH_DATE,
    "birth date": Identifier.BIRTH_DATE,
    "dob": Identifier.BIRTH_DATE,
    "d o b": Identifier.BIRTH_DATE,
}
"""The headings that are read, whatever their case, hyphens and underscores. Other columns are ignored."""
_RECORD_ID = re.compile(r"[ptcy]\d{6,}", re.ASCII | re.IGNORECASE)


def listed_people(file: Path) -> list[Line]:
    """The lines of a list of people: one id or name a line, or columns under headings.

    Args:
        file: The file, a pipe, or `-` for standard input.

    Raises:
        UsageError: It is not such a list.
    """
    name = "standard input" if str(file) == "-" else str(file)
    with as_store_error("read", file), click.open_file(str(file), "rb") as source:
        data: bytes = source.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise UsageError(f"{name} is too large for a list of people.", "Give the list alone, as CSV or text.")
    text = text_of(data, name).text
    delimiter = headings_of(text, _shows_columns).delimiter
    rows = [row for row in rows_of(text, name, delimiter) if is_filled(row[1])]
    if rows and _count_headings(rows[0][1]):
        return _under_headings(rows[0][1], rows[1:], name)
    return [_plain_line(cells, f"Line {number} of {name}") for number, cells in rows]


def _under_headings(titles: Sequence[str], rows: Sequence[Row], name: str) -> list[Line]:
    columns = [_HEADINGS.get(_title(title)) for title in titles]
    _require_enough(set(columns), name)
    return [_headed_line(columns, cells, f"Line {number} of {name}") for number, cells in rows]


def _headed_line(columns: Sequence[Identifier | str | None], cells: Sequence[str], where: str) -> Line:
    pairs = [(what, _cell(cell)) for what, cell in zip(columns, cells, strict=False) if what]
    ids = {text for what, text in pairs if what == _ID and text}
    if is_filled(cells[len(columns) :]):
        return Line(where=where, problem=" has more columns than there are headings.")
    if len(ids) > 1:
        return Line(where=where, problem=f" gives {len(ids)} ids.")
    says = tuple((what, text) for what, text in pairs if isinstance(what, Identifier) and text)
    return Line(where=where, id="".join(ids), says=says) if says else _plain_line([*ids], where)


def _require_enough(columns: set[Identifier | str | None], name: str) -> None:
    """Refuse headings without an id, a full name, both parts of a name, or a UPN."""
    both = {Identifier.FIRST_NAME, Identifier.LAST_NAME}
    if not columns & {_ID, Identifier.NAME, Identifier.UPN} and not both <= columns:
        raise UsageError(
            f"{name} has no column that names a person.",
            "Name a column id, or two columns first_name and last_name.",
        )


def _plain_line(cells: Sequence[str], where: str) -> Line:
    """A line without headings: an id, a name, or an id and then a name."""
    texts = [text for cell in cells if (text := _cell(cell))]
    record_id = texts.pop(0) if texts and _RECORD_ID.fullmatch(texts[0]) else ""
    return Line(where=where, id=record_id, says=((Identifier.NAME, " ".join(texts)),) if texts else ())


def _count_headings(cells: Sequence[str]) -> int:
    return sum(_title(cell) in _HEADINGS for cell in cells)


def _shows_columns(cells: Sequence[str]) -> int:
    """What speaks for these being the cells of a row: its headings, else the id that it begins with."""
    return _count_headings(cells) or int(bool(_RECORD_ID.fullmatch(_cell(cells[0]))))


def _title(cell: str) -> str:
    return " ".join(re.split(r"[\W_]+", fold(cell))).strip()


def _cell(text: str) -> str:
    return clean(unguarded(text))
