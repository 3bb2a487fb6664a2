"""Files for people: CSV for a spreadsheet, and text for paper."""

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from marktui.hub.model.errors import UsageError
from marktui.hub.spreadsheet.formula import guarded
from marktui.store.disk.atomic import replace_file
from marktui.store.disk.errors import as_store_error
from marktui.store.disk.paths import BACKUPS, HUB_FILE, NAMES


def write_private_file(path: Path, content: bytes) -> None:
    """Write a file; one that is there already is replaced in one step."""
    with as_store_error("written", path):
        if path.is_symlink() and path.lstat().st_uid not in (os.geteuid(), path.parent.stat().st_uid):
            # In /tmp, for example, it would let another login choose which of our files is replaced.
            raise UsageError(f"{path} is a link that another login made.", "Choose another name.")
        # Our own link is followed; a device or a pipe must not be replaced by a file.
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            raise UsageError(f"{path} is not a regular file.", "Choose the name of a file.")
        if not path.parent.is_dir():
            raise UsageError(
                f"There is no folder {path.parent}.", "Make the folder first, or choose another."
            )
        if path.is_dir():
            raise UsageError(f"{path} is a folder.", "Choose the name of a file.")
        if _is_of_a_hub(path):
            raise UsageError(f"{path} is a file of a hub.", "Choose another name.")
        replace_file(path, content)


def _is_of_a_hub(path: Path) -> bool:
    """Whether a file is one of those that a hub consists of."""
    if path.parent.name == BACKUPS:
        return (path.parent.parent / HUB_FILE).exists()
    return path.name in NAMES and (path.parent / HUB_FILE).exists()


BOM = "\ufeff"
"""Without it Excel reads the file in the code page of the machine."""


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows under a line of titles: UTF-8 with BOM, RFC 4180, without formulas, for the owner alone.

    Args:
        columns: The titles, and the keys by which each row's cells are found.
        rows: A missing key or None makes an empty cell, a list a comma-separated one.
    """
    write_private_file(path, csv_text(columns, rows).encode("utf-8", errors="replace"))


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines of text for paper, for the owner alone."""
    write_private_file(path, "".join(f"{line}\n" for line in lines).encode("utf-8", errors="replace"))


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The text that `write_csv` writes."""
    return cells_text([columns, *([row.get(column) for column in columns] for row in rows)])


def cells_text(lines: Iterable[Sequence[object]]) -> str:
    """Lines of cells as CSV, in the same form, for titles that may be there twice."""
    text = io.StringIO(newline="")
    text.write(BOM)
    csv.writer(text, lineterminator="\r\n").writerows([_cell(cell) for cell in line] for line in lines)
    return text.getvalue()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case int() | float():
            return str(value)
        case list() | tuple():
            return guarded(", ".join(str(item) for item in value))
    return guarded(str(value))
