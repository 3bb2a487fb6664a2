"""The unfinished erasure of a hub folder. An interrupted one is finished later, or forgotten."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import HubStep
from marktui.store.disk.atomic import replace_file
from marktui.store.disk.disk import Disk
from marktui.store.disk.errors import DamagedError, StoreError, as_store_error
from marktui.store.disk.paths import UNSAVED_FILE
from marktui.store.disk.regular_file import read_regular_file
from marktui.store.file.hub_file import read_generation
from marktui.store.history.backups import Backups
from marktui.store.history.history import History

if TYPE_CHECKING:
    # At run time where there is an erasure to finish: most calls never see one.
    from marktui.store.history.erase import Erasure


class PendingErasure:
    """`erasing.json`. Callers that change anything hold the hub's lock."""

    def __init__(self, path: Path, hub_file: Path, history: History, backups: Backups, disk: Disk) -> None:
        self._path = path
        self._hub_file = hub_file
        self._history = history
        self._backups = backups
        self._disk = disk

    def read(self) -> "Erasure | None":
        """The unfinished erasure; None if there is none."""
        with as_store_error("read", self._path):
            content = read_regular_file(self._path) if self._path.exists() else None
        if content is None:
            return None
        from marktui.store.history.erase import Erasure

        try:
            return msgspec.json.decode(content, type=Erasure)
        except msgspec.DecodeError:
            raise DamagedError(
                f"{self._path} is damaged, so an erasure cannot be finished.", next=HubStep.CHECK
            ) from None

    def save(self, erasure: "Erasure") -> None:
        """Save an erasure before it begins."""
        with as_store_error("written", self._path):
            replace_file(self._path, msgspec.json.encode(erasure), self._disk)

    def finish_or_forget(self) -> None:
        """Finish an erasure that the hub file has; forget one that was never committed."""
        erasure = self.read()
        if erasure is None:
            return
        if read_generation(self._hub_file) < erasure.generation:
            self._forget()
        else:
            self._finish(erasure)

    def still_pending(self, present: Hub | None) -> "Erasure | None":
        """The unfinished erasure that the present hub file has, or may have if it cannot be read.

        One that never began is forgotten.
        """
        erasure = self.read()
        if erasure is not None and present is not None and present.generation < erasure.generation:
            self._forget()
            return None
        return erasure

    def finish(self, erasure: "Erasure") -> None:
        """Finish an erasure that has just been committed."""
        try:
            self._finish(erasure)
        except StoreError as error:
            raise StoreError(
                f"They were erased from the hub, but not yet from its history and backups: {error.message}",
                "This continues when the hub is opened next.",
            ) from error

    def _finish(self, erasure: "Erasure") -> None:
        from marktui.store.history.erase import erase_from_backups, erase_from_history

        erase_from_history(self._history, erasure, read_generation(self._hub_file))
        erase_from_backups(self._backups, erasure, self._disk)
        # What was decided about them in a review goes as well; whose is whose is not worth finding out.
        unsaved = self._path.with_name(UNSAVED_FILE)
        with as_store_error("removed", unsaved):
            if os.path.lexists(unsaved):
                self._disk.remove(unsaved)
        self._forget()

    def _forget(self) -> None:
        with as_store_error("removed", self._path):
            self._disk.remove(self._path)
            self._disk.sync_folder(self._path.parent)
