"""A hub folder: reads its files. All of this blocks.

What only reads imports nothing that writes: TinyDB, the lock, backups.
"""

from collections.abc import Callable
from datetime import datetime
from itertools import islice
from pathlib import Path

from msgspec import structs

from marktui.hub.accounts.folder_owner import Ownership, require_shared
from marktui.hub.model.clock import CLOCK_SAMPLE
from marktui.hub.model.hub import Hub
from marktui.store.disk.errors import as_store_error
from marktui.store.disk.ownership import ownership, require_folder_access
from marktui.store.disk.paths import ERASING_FILE, HISTORY_FILE, HUB_FILE, UNSAVED_FILE
from marktui.store.file.entry import Entry, EntryHead
from marktui.store.file.hub_file import no_hub_error, read_generation
from marktui.store.file.load import load_hub_file
from marktui.store.history.reader import HistoryReader, Sought


class HubReader:
    """The files of one hub, to be read.

    Args:
        folder: The hub folder.
        finish_erasure: Called before the hub is loaded, where an erasure was interrupted.
    """

    def __init__(self, folder: Path, finish_erasure: Callable[[], None]) -> None:
        self.folder = folder
        self.file = folder / HUB_FILE
        self.history = HistoryReader(folder / HISTORY_FILE)
        self._erasing_file = folder / ERASING_FILE
        self._finish_erasure = finish_erasure

    def exists(self) -> bool:
        """Whether there is a hub in the folder."""
        require_folder_access(self.folder)
        with as_store_error("read", self.file):
            return self.file.exists()

    def ownership(self) -> Ownership:
        """Who owns the folder, and for an own folder which other files are in it."""
        found = ownership(self.folder)
        if not found.is_own:
            return found
        from marktui.store.disk.sharing import other_files  # asked for once, before there is a hub

        return structs.replace(found, other_files=other_files(self.folder))

    def load(self, known: Hub | None = None) -> Hub:
        """The hub as it is on disk; an interrupted erasure is finished first.

        Args:
            known: The hub as it was loaded or committed; it is not read again while nobody has changed it.
        """
        require_folder_access(self.folder)
        with as_store_error("read", self._erasing_file):
            is_erasing = self._erasing_file.exists()
        if is_erasing:
            self._finish_erasure()
        if not self.exists():
            raise no_hub_error(self.folder)
        is_known = known is not None and known.generation == read_generation(self.file)
        hub = known if known is not None and is_known else load_hub_file(self.file)
        require_shared(hub, ownership(self.folder))
        return hub

    def newest_entries(self, is_enough: Callable[[Entry], bool] = lambda entry: False) -> tuple[Entry, ...]:
        """The newest committed entries, newest first.

        Args:
            is_enough: Called with each entry; once it returns true, no older one is read.
        """
        require_folder_access(self.folder)
        entries: list[Entry] = []
        for entry in self.history.committed(read_generation(self.file)):
            entries.append(entry)
            if is_enough(entry):
                break
        return tuple(entries)

    def newest(self, number: int) -> tuple[tuple[Entry, ...], int]:
        """So many of the newest committed entries, newest first, and how many there are in all."""
        require_folder_access(self.folder)
        generation = read_generation(self.file)
        newest = tuple(islice(self.history.committed(generation), number))
        return newest, sum(1 for _ in self.history.heads(generation))

    def look_back(self, is_enough: Callable[[EntryHead], bool], sought: Sought) -> None:
        """Look at the committed entries, newest first, without what they have of each record.

        Args:
            is_enough: Called with each entry; once it returns true, no older one is read.
            sought: Which entries still matter; others are passed over.
        """
        require_folder_access(self.folder)
        heads = self.history.heads(read_generation(self.file), sought)
        next(filter(is_enough, heads), None)

    def has_unsaved(self) -> bool:
        """Whether decisions of a review may be kept beside the hub."""
        path = self.folder / UNSAVED_FILE
        with as_store_error("read", path):
            return path.exists()

    def times(self) -> list[datetime]:
        """The times of the newest entries, newest first."""
        require_folder_access(self.folder)
        return self.history.times(CLOCK_SAMPLE)

    def version(self) -> tuple[int, int]:
        """The generation on disk and the length of the history: another value means that somebody wrote."""
        require_folder_access(self.folder)
        generation = read_generation(self.file)
        path = self.history.path
        with as_store_error("read", path):
            return generation, path.stat().st_size if path.exists() else 0
