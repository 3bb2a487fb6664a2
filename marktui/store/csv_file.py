"""Files for people: CSV for a spreadsheet, and text for paper."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from marktui.store.own_file import write_own_file

_RISKY = re.compile(r"[\t\r\n]|\W*?[=+\-@＝＋－＠﹢﹣﹦﹫−]")
"""A spreadsheet may take a cell that begins so for a formula, what it passes over first included."""
_BOM = "\ufeff"
"""Without it Excel reads the file in the code page of the machine."""


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows under a line of titles: UTF-8 with BOM, RFC 4180, formulas disarmed, for the owner alone.

    Args:
        path: The file; one that is there already is replaced in one step.
        columns: The titles, and the keys by which each row's cells are found.
        rows: A missing key or None makes an empty cell, a list a comma-separated one.

    Raises:
        UsageError: There is no such folder, or the name is a folder's.
        StoreError: The file cannot be written; what was there before still is.
    """
    write_own_file(path, csv_text(columns, rows).encode("utf-8", errors="replace"))


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines of text for paper, for the owner alone.

    Args:
        path: The file; one that is there already is replaced in one step.
        lines: The lines, without their ends.

    Raises:
        UsageError: There is no such folder, or the name is a folder's.
        StoreError: The file cannot be written; what was there before still is.
    """
    write_own_file(path, "".join(f"{line}\n" for line in lines).encode("utf-8", errors="replace"))


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The text that `write_csv` writes."""
    text = io.StringIO(newline="")
    text.write(_BOM)
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow([_cell(column) for column in columns])
    lines.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return text.getvalue()


def unguarded(text: str) -> str:
    """A cell as it was before `csv_text` disarmed it."""
    return text[1:] if text.startswith("'") and _RISKY.match(text[1:]) else text


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case int() | float():
            return str(value)
        case list() | tuple():
            return _guarded(", ".join(str(item) for item in value))
    return _guarded(str(value))


def _guarded(text: str) -> str:
    return f"'{text}" if _RISKY.match(text) else text
