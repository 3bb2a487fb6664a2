"""A CSV file of the web hub, read: how it is written, its heading row, its rows."""

from msgspec import Struct

from marktui.hub.model.errors import UsageError
from marktui.hub.model.next_step import FileStep
from marktui.hub.spreadsheet.rows import Row, headings_of, is_filled, rows_of
from marktui.hub.spreadsheet.text import text_of
from marktui.hub.web_hub.columns import Column, Layout, count_headings, layout_of

LARGEST = 16 * 1024 * 1024
"""The size in bytes above which a file cannot be one of a school's."""
_OWN = frozenset({Column.USER_ID, Column.ACTION, Column.USER_TYPE})
"""The columns that only the web hub's files have."""
_BOM = b"\xef\xbb\xbf"


class Table(Struct, frozen=True, kw_only=True):
    """A CSV file of the web hub."""

    name: str
    """What sentences call it."""
    layout: Layout
    rows: tuple[Row, ...] = ()
    """The rows under the headings, each with the number of its line."""
    delimiter: str = ","
    encoding_doubt: str = ""
    """That its encoding is a guess, as a sentence; empty where it is none."""
    has_bom: bool = False
    """Whether it begins with a byte order mark, so that the web hub is known to take one."""


def require_export(table: Table) -> None:
    """Refuse a file that the web hub did not write: an export of an MIS has names and birth dates as well.

    Raises:
        UsageError: It has none of the columns that only the web hub's files have.
    """
    if not _OWN.intersection(table.layout.columns):
        raise UsageError(
            f"{table.name} is not an export of the web hub: it has no column {Column.USER_ID}.",
            next=FileStep.READ_MIS_EXPORT,
        )


def read_table(data: bytes, name: str) -> Table:
    """Read a file of the web hub.

    Args:
        name: What sentences call it.

    Raises:
        UsageError: It is too large, no text, or has not the web hub's headings.
    """
    if len(data) > LARGEST:
        raise UsageError(f"{name} is too large for a CSV file of the web hub.", "Give that file alone.")
    decoded = text_of(data, name)
    text = decoded.text
    delimiter = headings_of(text, count_headings).delimiter
    trimmed = ((line, [cell.strip() for cell in cells]) for line, cells in rows_of(text, name, delimiter))
    (_, headings), *rows = [row for row in trimmed if is_filled(row[1])] or [(1, [])]
    return Table(
        name=name,
        layout=layout_of(headings, name),
        # Where files were joined, their headings stand between the rows.
        rows=tuple(row for row in rows if row[1] != headings),
        delimiter=delimiter,
        encoding_doubt=decoded.doubt(name),
        has_bom=data.startswith(_BOM),
    )
