"""A hub folder: what reading, committing and erasing do to its files. Plain blocking work."""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import msgspec
import orjson
from msgspec import structs
from tinydb import TinyDB

from marktui.hub.hub import Hub
from marktui.store.atomic import leftovers
from marktui.store.backup import Backups
from marktui.store.collector import collector_paused
from marktui.store.content import hub_in
from marktui.store.disk import Disk
from marktui.store.document import from_tables, to_tables
from marktui.store.entry import Entry, summary
from marktui.store.erasing import (
    Pending,
    about_to_erase,
    erase_from_backups,
    erase_from_history,
    hub_without,
    read_pending,
    write_pending,
)
from marktui.store.error import (
    ChangedElsewhereError,
    DamagedError,
    HubExistsError,
    StoreError,
    told_as_store_error,
)
from marktui.store.history import History
from marktui.store.hub_file import damaged, generation_on_disk, no_hub
from marktui.store.lock import writing
from marktui.store.network import refuse_network_disk
from marktui.store.numbering import numbered
from marktui.store.paths import BACKUPS, ERASING_FILE, HISTORY_FILE, HUB_FILE, LOCK_FILE
from marktui.store.storage import HubStorage

_LOG = logging.getLogger(__name__)


class HubFolder:
    """The files of one hub.

    Args:
        folder: Where they lie.
        patience: Seconds to wait for another writer.
        disk: What changes them.
        mounts: The system's list of mounts.
    """

    def __init__(self, folder: Path, patience: float, disk: Disk, mounts: Path) -> None:
        self.folder = folder
        self.file = folder / HUB_FILE
        self.history = History(folder / HISTORY_FILE, disk)
        self.backups = Backups(folder / BACKUPS, disk)
        self._erasing = folder / ERASING_FILE
        self._patience = patience
        self._disk = disk
        self.mounts = mounts
        self._loaded: TinyDB | None = None
        """The database as it was read or written last; taken by the commit that goes on from it."""

    def exists(self) -> bool:
        """Whether there is a hub in the folder."""
        with told_as_store_error("read", self.file):
            return self.file.exists()

    def create(self, hub: Hub, entry: Entry) -> Hub:
        """Make the folder, with the hub's first generation."""
        refuse_network_disk(self.folder, self.mounts)
        with told_as_store_error("made", self.folder):
            self._disk.make_folder(self.folder)
        with self.writing(entry.login):
            if self.exists():
                raise HubExistsError(
                    f"There is a hub in {self.folder} already.", "Name another folder with --hub."
                )
            self._refuse_remains()
            return self._replace(None, hub, entry)

    def _refuse_remains(self) -> None:
        """Refuse to begin a hub on what is left of another; a beginning that was cut off is no other."""
        entries = self.history.survey().entries
        if any((entry.generation or 0) > 1 for entry in entries) or any(self.backups):
            raise HubExistsError(
                f"{self.folder} holds what is left of a hub.", "See what can be done: marktui doctor."
            )

    def load(self) -> Hub:
        """The hub as it is on disk; an erasure that was cut off is finished first."""
        self._go_on_erasing()
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
            raise damaged(self.file) from error
        self._loaded = db
        return hub

    def commit(self, before: Hub, after: Hub, entry: Entry) -> Hub:
        """Replace the hub by its next generation."""
        with self.writing(entry.login):
            self._compare(before)
            return self._replace(before, after, entry)

    def note(self, entry: Entry) -> None:
        """Add a note to the history."""
        if not self.exists():
            raise no_hub(self.folder)
        with self.writing(entry.login):
            self.history.add(entry)
        _LOG.info("noted: %s", summary(entry))

    def newest(self, is_enough: Callable[[Entry], bool]) -> tuple[Entry, ...]:
        """The newest entries that stand."""
        entries: list[Entry] = []
        for entry in self.history.newest_first(generation_on_disk(self.file)):
            entries.append(entry)
            if is_enough(entry):
                break
        return tuple(entries)

    def version(self) -> tuple[int, int]:
        """The generation on disk, and how long the history is."""
        generation = generation_on_disk(self.file)
        path = self.history.path
        with told_as_store_error("read", path):
            return generation, path.stat().st_size if path.exists() else 0

    def erase(self, hub: Hub, ids: Collection[str], entry: Entry) -> Hub:
        """Take people out of hub, history and backups."""
        with self.writing(entry.login):
            self._compare(hub)
            former = self.history.newest_first(hub.generation)
            pending = about_to_erase(hub, frozenset(ids), entry.at, former)
            write_pending(self._erasing, pending, self._disk)
            after = hub_without(hub, pending).with_(next_entry=hub.next_entry + 1)
            done = self._replace(hub, after, structs.replace(entry, erased=pending.left))
            self._finish_erased(pending)
            return done

    def read_backup(self, name: str) -> Hub:
        """The hub that a backup holds."""
        return hub_in(self.backups.named(name).path)

    def restore(self, name: str, entry: Entry) -> Hub:
        """Put a backup in the place of the hub file, as a new generation; what is there now is kept."""
        with self.locked(entry.login):
            hub, present = self.read_backup(name), self._present()
            self._sweep()
            pending = self._outstanding(present)
            hub = hub_without(hub, pending) if pending else hub
            hub = numbered(hub, present, list(self.backups), self.history.survey().entries)
            former = self._put_by(present, entry.at)
            with self._open() as db:
                # What is there now may be damaged; nothing of it is needed.
                _storage(db).write({})
                to_tables(db, None, hub.with_(next_entry=hub.next_entry + 1))
                told = structs.replace(entry, number=hub.next_entry, backup=name, generation=hub.generation)
                self.history.add(told)
                _storage(db).replace(hub.generation, entry.at, former)
            if pending:
                self._finish_erased(pending)
            return self.load()

    def _put_by(self, present: Hub | None, now: datetime) -> Path | None:
        """Keep the present hub file, whatever it is worth."""
        if present is not None:
            self.history.set_aside(present.generation)
            return self.backups.keep(self.file, now)
        return self.backups.set_aside(self.file, now) if self.exists() else None

    def _present(self) -> Hub | None:
        """The hub as it is on disk; None where it is damaged or gone."""
        try:
            return hub_in(self.file) if self.exists() else None
        except DamagedError:
            return None

    @contextmanager
    def writing(self, login: str) -> Iterator[None]:
        """Hold the lock, in a folder from which what a crash left has been cleared.

        Raises:
            LockedError: Somebody else holds it.
            NetworkDiskError: A lock would protect nothing here.
        """
        with self.locked(login):
            self._clear()
            yield

    @contextmanager
    def locked(self, login: str) -> Iterator[None]:
        """Hold the lock and leave everything as it is found.

        Raises:
            LockedError: Somebody else holds it.
            NetworkDiskError: A lock would protect nothing here.
        """
        refuse_network_disk(self.folder, self.mounts)
        with writing(self.folder / LOCK_FILE, login, self._patience):
            yield

    def _clear(self) -> None:
        self._sweep()
        pending = read_pending(self._erasing)
        if pending is not None:
            self._finish_or_forget(pending)

    def _sweep(self) -> None:
        for path in self.leftovers():
            with told_as_store_error("removed", path):
                self._disk.remove(path)

    def leftovers(self) -> Iterator[Path]:
        """The temporary files that a crash left."""
        yield from leftovers(self.folder, (HUB_FILE, HISTORY_FILE, ERASING_FILE))
        yield from leftovers(self.backups.folder, ("hub-*", "set-aside-*"))

    def _go_on_erasing(self) -> None:
        with told_as_store_error("read", self._erasing):
            if not self._erasing.exists():
                return
        lock, who = self.folder / LOCK_FILE, "whoever finishes an erasure"
        # Whoever cannot write here, or does not get the lock at once, may read all the same.
        with suppress(StoreError), writing(lock, who, 0):
            self._clear()

    def _finish_or_forget(self, pending: Pending) -> None:
        if generation_on_disk(self.file) < pending.generation:
            self._forget()
        else:
            self._finish(pending)

    def _outstanding(self, present: Hub | None) -> Pending | None:
        """An erasure that the hub file has got over, or may have; one that never began is forgotten."""
        pending = read_pending(self._erasing)
        if pending is not None and present is not None and present.generation < pending.generation:
            self._forget()
            return None
        return pending

    def _finish(self, pending: Pending) -> None:
        erase_from_history(self.history, pending)
        erase_from_backups(self.backups, pending, self._disk)
        self._forget()

    def _forget(self) -> None:
        with told_as_store_error("removed", self._erasing):
            self._disk.remove(self._erasing)
            self._disk.sync_folder(self.folder)

    def _finish_erased(self, pending: Pending) -> None:
        """Finish an erasure that the hub file has got over."""
        try:
            self._finish(pending)
        except StoreError as error:
            raise StoreError(
                f"They are out of the hub, but not yet out of its history and backups: {error.message}",
                "It goes on when the hub is opened next.",
            ) from error

    def _compare(self, before: Hub) -> None:
        if generation_on_disk(self.file) != before.generation:
            raise ChangedElsewhereError(
                "The hub was changed by somebody else since it was read; nothing was written.",
                "Read again and repeat what you did.",
            )

    def _replace(self, before: Hub | None, after: Hub, entry: Entry) -> Hub:
        generation = before.generation if before else 0
        db = self._taken(generation)
        with collector_paused():
            to_tables(db, before, after)
        self.history.set_aside(generation)
        self.history.add(structs.replace(entry, generation=generation + 1))
        former = self.backups.keep(self.file, entry.at) if before else None
        _storage(db).replace(generation + 1, entry.at, former)
        _LOG.info("wrote generation %d: %s", generation + 1, summary(entry))
        self._loaded = db
        return after.with_(generation=generation + 1)

    def _taken(self, generation: int) -> TinyDB:
        """The database that was loaded last, if it is of that generation."""
        db, self._loaded = self._loaded, None
        return db if db is not None and _storage(db).generation == generation else self._open()

    def _open(self) -> TinyDB:
        return TinyDB(self.file, storage=HubStorage, disk=self._disk)


def _storage(db: TinyDB) -> HubStorage:
    storage = db.storage
    assert isinstance(storage, HubStorage)  # noqa: S101 - narrows TinyDB's wider type
    return storage
