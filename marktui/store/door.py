"""The one async door to a hub folder. All its work runs in a worker thread."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import msgspec
import orjson
from tinydb import TinyDB

from marktui.hub.hub import Hub
from marktui.store.atomic import make_private_folder
from marktui.store.collector import collector_paused
from marktui.store.document import from_tables, to_tables
from marktui.store.entry import Entry
from marktui.store.error import (
    ChangedElsewhereError,
    DamagedError,
    HubExistsError,
    told_as_store_error,
)
from marktui.store.finish import to_the_end
from marktui.store.history import History
from marktui.store.lock import PATIENCE, writing
from marktui.store.paths import HISTORY_FILE, HUB_FILE, LOCK_FILE
from marktui.store.storage import HubStorage, generation_on_disk, no_hub


class HubStore:
    """One hub folder.

    Args:
        folder: The hub folder; it need not exist yet.
        patience: Seconds to wait for another writer.
    """

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        self.folder = folder
        self._file = folder / HUB_FILE
        self._history = History(folder / HISTORY_FILE)
        self._patience = patience
        self._loaded: TinyDB | None = None
        """The database as it was read or written last; taken by the commit that goes on from it."""

    async def exists(self) -> bool:
        """Whether there is a hub in the folder."""
        return await asyncio.to_thread(self._exists)

    async def create(self, hub: Hub, entry: Entry) -> Hub:
        """Make the hub folder with its first generation.

        Raises:
            HubExistsError: There is one already.
            StoreError: The folder cannot be written.
        """
        return await to_the_end(asyncio.to_thread(self._create, hub, entry))

    async def load(self) -> Hub:
        """The hub as it is on disk.

        Raises:
            NoHubError: There is none.
            DamagedError: The file is not what marktui wrote.
            NewerFormatError: A later marktui wrote it.
        """
        return await asyncio.to_thread(self._load)

    async def commit(self, before: Hub, after: Hub, entry: Entry) -> Hub:
        """Replace the hub by its next generation.

        Args:
            before: The hub as it was loaded.
            after: The hub as it shall be.
            entry: The change, for the history.

        Returns:
            The hub with its new generation.

        Raises:
            ChangedElsewhereError: Somebody changed the hub since `before` was loaded; nothing is written.
            StoreError: It cannot be written; the old state is intact.
        """
        return await to_the_end(asyncio.to_thread(self._commit, before, after, entry))

    async def note(self, entry: Entry) -> None:
        """Add a note to the history; the hub file stays as it is."""
        await to_the_end(asyncio.to_thread(self._note, entry))

    async def history(self, is_enough: Callable[[Entry], bool] = lambda entry: False) -> tuple[Entry, ...]:
        """The newest entries that stand, newest first.

        Args:
            is_enough: Called with each entry; once it says so, no older one is read. All are read by default.
        """
        return await asyncio.to_thread(self._newest, is_enough)

    async def generation(self) -> int:
        """The generation on disk, read from the file's first line alone."""
        return await asyncio.to_thread(generation_on_disk, self._file)

    def _create(self, hub: Hub, entry: Entry) -> Hub:
        with told_as_store_error("made", self.folder):
            make_private_folder(self.folder)
        with writing(self.folder / LOCK_FILE, entry.login, self._patience):
            if self._exists():
                raise HubExistsError(
                    f"There is a hub in {self.folder} already.", "Name another folder with --hub."
                )
            return self._write(None, hub, entry)

    def _exists(self) -> bool:
        with told_as_store_error("read", self._file):
            return self._file.exists()

    def _load(self) -> Hub:
        # A database of its own, so that loading beside a commit sees the file as it was or as it is.
        db = self._open()
        storage = _storage(db)
        try:
            with collector_paused():
                tables = storage.read()
                if tables is None:
                    raise no_hub(self.folder)
                hub = from_tables(tables, storage.generation)
        except (msgspec.ValidationError, orjson.JSONDecodeError) as error:
            raise DamagedError(
                f"{self._file} is damaged: it does not hold a hub.",
                "Leave the file as it is, and put a copy of it from your backups in its place.",
            ) from error
        self._loaded = db
        return hub

    def _commit(self, before: Hub, after: Hub, entry: Entry) -> Hub:
        with writing(self.folder / LOCK_FILE, entry.login, self._patience):
            if generation_on_disk(self._file) != before.generation:
                raise ChangedElsewhereError(
                    "The hub was changed by somebody else since it was read; nothing was written.",
                    "Read again and repeat what you did.",
                )
            return self._write(before, after, entry)

    def _write(self, before: Hub | None, after: Hub, entry: Entry) -> Hub:
        generation = before.generation if before else 0
        db, self._loaded = self._loaded, None
        if db is None or _storage(db).generation != generation:
            db = self._open()
        with collector_paused():
            to_tables(db, before, after)
        self._history.set_aside(generation)
        self._history.add(msgspec.structs.replace(entry, generation=generation + 1))
        _storage(db).replace(generation + 1)
        self._loaded = db
        return after.with_(generation=generation + 1)

    def _note(self, entry: Entry) -> None:
        if not self._exists():
            raise no_hub(self.folder)
        with writing(self.folder / LOCK_FILE, entry.login, self._patience):
            self._history.add(entry)

    def _newest(self, is_enough: Callable[[Entry], bool]) -> tuple[Entry, ...]:
        entries: list[Entry] = []
        for entry in self._history.newest_first(generation_on_disk(self._file)):
            entries.append(entry)
            if is_enough(entry):
                break
        return tuple(entries)

    def _open(self) -> TinyDB:
        return TinyDB(self._file, storage=HubStorage)


def _storage(db: TinyDB) -> HubStorage:
    storage = db.storage
    assert isinstance(storage, HubStorage)  # noqa: S101 - narrows TinyDB's wider type
    return storage
