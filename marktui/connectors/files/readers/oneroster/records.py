"""The rows of a file of a package, with their columns by name; headings in any order, others passed over."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from msgspec import Struct

from marktui.connectors.errors import IncompleteError
from marktui.connectors.files.readers.csv.known_headings import key_of
from marktui.connectors.files.readers.csv.table import Table, table_of
from marktui.connectors.files.readers.errors import UnreadableFileError
from marktui.connectors.files.readers.oneroster.columns import COLUMNS, NEEDED, Part
from marktui.connectors.files.roster import FileContent

_ENDED = frozenset({"tobedeleted", "inactive", "deleted", "disabled"})


class Records(Struct, frozen=True):
    """A file of a package."""

    part: Part
    table: Table
    places: dict[str, int]
    """The column of each name that the file has."""

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.table.file

    def rows(self, *names: str) -> Iterator[tuple[int, list[str], Sequence[str]]]:
        """The line, the values of columns, trimmed, and all cells of each row; a missing column is empty."""
        width = len(self.table.headings)
        # A column that the file lacks is the cell behind the last one, which is empty.
        take = itemgetter(*(self.places.get(name, width) for name in names))
        for line in self.table.rows:
            cells = line.cells
            row = cells + [""] * (width + 1 - len(cells)) if len(cells) <= width else [*cells[:width], ""]
            yield line.number, list(map(str.strip, take(row))), cells


def records_of(file: FileContent, part: Part) -> Records:
    """A file of a package, taken apart; raises where it lacks a column that is needed."""
    columns = {name: list(map(key_of, headings.split())) for name, headings in COLUMNS[part].items()}
    known = {heading for headings in columns.values() for heading in headings}

    def knows(cells: Sequence[str]) -> int:
        return len(known.intersection(map(key_of, cells)))

    table = table_of(file, knows)
    keys = list(map(key_of, table.headings))
    places = {
        name: next(keys.index(heading) for heading in headings if heading in keys)
        for name, headings in columns.items()
        if any(heading in keys for heading in headings)
    }
    for name in NEEDED[part]:
        if name not in places:
            raise UnreadableFileError(
                f"{file.name} has no column {COLUMNS[part][name].split()[0]}, which each such file has.",
                "Export it again.",
            )
    return Records(part, table, places)


def has_ended(status: str) -> bool:
    """Whether a status says that something is no more."""
    return bool(status) and key_of(status) in _ENDED


def without_id(file: str, line: int) -> IncompleteError:
    """The failure of a row without an id: it is not known who is absent."""
    return IncompleteError(f"Line {line:,} of {file} has no id.", "Export it again.")
