"""Several CSV files for another program: all of them are written, or none."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from marktui.hub.model.errors import UsageError
from marktui.hub.model.next_step import FileStep
from marktui.hub.model.text import enumerated
from marktui.hub.spreadsheet.formula import guarded
from marktui.store.disk.disk import DISK
from marktui.store.disk.errors import as_store_error
from marktui.store.disk.export import BOM, write_private_file
from marktui.store.disk.regular_file import open_regular_file

_NAMED = 3


class FileThereError(UsageError):
    """There is a file of that name already; it is not replaced unasked."""

    kind = "file_there"


class Sheet(Struct, frozen=True, kw_only=True):
    """The content of a CSV file."""

    headings: Sequence[str]
    """Written as they are: another program knows them."""
    rows: Sequence[Sequence[str | None]]
    """Written so that no spreadsheet runs a cell as a formula."""
    separator: str = ","
    has_bom: bool = True

    @property
    def text(self) -> str:
        """The text of the file, without a byte order mark."""
        text = io.StringIO(newline="")
        lines = csv.writer(text, delimiter=self.separator, lineterminator="\r\n")
        lines.writerow(self.headings)
        lines.writerows([guarded(cell or "") for cell in row] for row in self.rows)
        return text.getvalue()

    @property
    def content(self) -> bytes:
        """The content of the file, in UTF-8."""
        return f"{BOM if self.has_bom else ''}{self.text}".encode(errors="replace")


def write_sheets(sheets: Mapping[Path, Sheet], *, replace: bool = False) -> list[Path]:
    """Write files for the owner alone: all of them, or none.

    Args:
        replace: Whether files of these names are replaced; else they are refused.

    Returns:
        The files that were not there before.
    """
    new = [path for path in sheets if not path.exists() and not path.is_symlink()]
    if len(new) < len(sheets) and not replace:
        there = enumerated((str(path) for path in sheets if path not in new), _NAMED)
        raise FileThereError(f"There is {there} already.", "Choose another name.", FileStep.REPLACE)
    try:
        for path, sheet in sheets.items():
            write_private_file(path, sheet.content)
    except BaseException:
        remove_files(new)
        raise
    return new


def require_file(path: Path) -> None:
    """Refuse the path of no file, or of a folder; a pipe or device is not looked at."""
    with as_store_error("read", path):
        if path.is_dir():
            raise UsageError(f"{path} is a folder.", "Give the file.")
        if not path.exists():
            raise UsageError(f"There is no file {path}.", "Check the name.")


def read_at_most(path: Path, size: int) -> bytes:
    """The beginning of a file, as far as so many bytes; a pipe or device is refused."""
    require_file(path)
    with as_store_error("read", path):
        path = path.resolve()
        if not path.is_file():
            raise UsageError(f"{path} is not a regular file.", "Choose the name of a file.")
        with open_regular_file(path) as file:
            return file.read(size)


def remove_files(paths: Iterable[Path]) -> None:
    """Remove files that turn out not to hold."""
    for path in paths:
        with suppress(OSError):
            DISK.remove(path)
