"""The rows that a sync could not use, as CSV for the person who corrects them."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from marktui.store.disk.errors import as_store_error
from marktui.store.disk.export import cells_text, write_private_file

_WHY = "Why it cannot be used"
"""The heading of the column with the reason."""
NAME = "rejected-rows"
Table = tuple[Sequence[str], Sequence[tuple[Sequence[str], str]]]
"""Headings, and the cells of each row with its reason."""


class RejectedFile:
    """The files in one hub folder with the rows of its last sync that could not be used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, tables: Sequence[Table], named: Path | None = None) -> list[Path]:
        """Write a file for each table in place of those of the sync before; gives their paths.

        Args:
            tables: What could not be used of each file; with none, nothing is left.
            named: Where a person wants them, if not in the hub folder; a second file gets a number.
        """
        written = []
        for number, table in enumerate(tables, 1):
            path = _numbered(named or self._folder / f"{NAME}.csv", number)
            write_private_file(path, content_of(*table))
            written.append(path)
        if named is None:
            self._remove(keep=written)
        return written

    def _remove(self, keep: Sequence[Path] = ()) -> None:
        """Remove those of earlier syncs: they hold names that an erasure would not find."""
        for path in self._folder.glob(f"{NAME}*.csv"):
            if path not in keep:
                with as_store_error("removed", path), suppress(FileNotFoundError):
                    path.unlink()


def _numbered(path: Path, number: int) -> Path:
    return path if number == 1 else path.with_stem(f"{path.stem}-{number}")


def content_of(headings: Sequence[str], rows: Iterable[tuple[Sequence[str], str]]) -> bytes:
    """A table as CSV, with why each row cannot be used."""
    width = len(headings)
    lines = [[*headings, _WHY], *([*_fitted(cells, width), reason] for cells, reason in rows)]
    return cells_text(lines).encode("utf-8", errors="replace")


def _fitted(cells: Sequence[str], width: int) -> list[str]:
    """Cells under their headings; what is more than there are headings stays in the last one."""
    if len(cells) > width > 0:
        return [*cells[: width - 1], ",".join(filter(None, cells[width - 1 :]))]
    return [*cells, *[""] * (width - len(cells))]
