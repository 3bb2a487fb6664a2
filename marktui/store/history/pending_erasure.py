"""The unfinished erasure of a hub folder. An interrupted one is finished later, or forgotten."""

from pathlib import Path

from marktui.hub.model.hub import Hub
from marktui.store.disk.disk import Disk
from marktui.store.disk.errors import StoreError, as_store_error
from marktui.store.file.hub_file import read_generation
from marktui.store.history.backups import Backups
from marktui.store.history.erase import (
    Erasure,
    erase_from_backups,
    erase_from_history,
    read_erasure,
    write_erasure,
)
from marktui.store.history.history import History


class PendingErasure:
    """`erasing.json`. Callers that change anything hold the hub's lock."""

    def __init__(self, path: Path, hub_file: Path, history: History, backups: Backups, disk: Disk) -> None:
        self._path = path
        self._hub_file = hub_file
        self._history = history
        self._backups = backups
        self._disk = disk

    def is_noted(self) -> bool:
        """Whether there is an unfinished erasure."""
        with as_store_error("read", self._path):
            return self._path.exists()

    def note(self, pending: Erasure) -> None:
        """Save an erasure before it begins."""
        write_erasure(self._path, pending, self._disk)

    def settle(self) -> None:
        """Finish an erasure that the hub file has; forget one that was never committed."""
        pending = read_erasure(self._path)
        if pending is None:
            return
        if read_generation(self._hub_file) < pending.generation:
            self._forget()
        else:
            self._finish(pending)

    def beside(self, present: Hub | None) -> Erasure | None:
        """The unfinished erasure that the present hub file has, or may have if it cannot be read.

        One that never began is forgotten.
        """
        pending = read_erasure(self._path)
        if pending is not None and present is not None and present.generation < pending.generation:
            self._forget()
            return None
        return pending

    def finish(self, pending: Erasure) -> None:
        """Finish an erasure that has just been committed."""
        try:
            self._finish(pending)
        except StoreError as error:
            raise StoreError(
                f"They were erased from the hub, but not yet from its history and backups: {error.message}",
                "This continues when the hub is opened next.",
            ) from error

    def _finish(self, pending: Erasure) -> None:
        erase_from_history(self._history, pending, read_generation(self._hub_file))
        erase_from_backups(self._backups, pending, self._disk)
        self._forget()

    def _forget(self) -> None:
        with as_store_error("removed", self._path):
            self._disk.remove(self._path)
            self._disk.sync_folder(self._path.parent)
