"""A table of text, and how programs write one as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of one width."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def csv_text(table: Table, delimiter: str = ",") -> str:
    """The table as RFC 4180 has it, with CR LF behind every line."""
    return lines_text((table.headings, *table.rows), delimiter)


def lines_text(lines: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    """Lines of any width."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return file.getvalue()


def or_nothing(text: object) -> str:
    """What stands in a cell; nothing for None."""
    return "" if text is None else str(text)
