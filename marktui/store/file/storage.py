"""TinyDB's storage for a hub: read once, staged in memory, written as a whole."""

from datetime import datetime
from pathlib import Path

from tinydb.storages import Storage

from marktui.store.disk.atomic import replace_file
from marktui.store.disk.disk import DISK, Disk
from marktui.store.disk.errors import as_store_error
from marktui.store.disk.regular_file import read_regular_file
from marktui.store.file.hub_file import checked, encode
from marktui.store.file.migration import Tables
from marktui.store.file.tables import stored_tables


class HubStorage(Storage):
    """Keeps what TinyDB writes in memory until `replace` writes it to disk."""

    def __init__(self, path: Path, disk: Disk = DISK) -> None:
        self.path = path
        self.generation = 0
        self._disk = disk
        self._tables: Tables | None = None

    def read(self) -> Tables | None:
        """The tables, from memory once they have been read."""
        if self._tables is None:
            with as_store_error("read", self.path):
                content = read_regular_file(self.path) if self.path.exists() else None
            if content is not None:
                head, content = checked(content, self.path)
                self.generation, self._tables = head.generation, stored_tables(content)
        return self._tables

    def write(self, data: Tables) -> None:
        """Stage tables; nothing reaches the disk before `replace`."""
        self._tables = data

    def replace(self, generation: int, at: datetime, former: Path | None) -> None:
        """Put the staged tables on disk as a new generation.

        Args:
            former: Another name of the old file.
        """
        assert self._tables is not None, "nothing is staged"  # noqa: S101 - never write an empty hub
        with as_store_error("written", self.path):
            replace_file(self.path, encode(self._tables, generation, at), self._disk, former)
        self.generation = generation
