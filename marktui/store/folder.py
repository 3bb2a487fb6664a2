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

from marktui.hub.accounts.folder_owner import require_shared
from marktui.hub.model.clock import LOOKED_AT, clock_remark
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.rules.restore import carried_over
from marktui.store.disk.atomic import leftovers
from marktui.store.disk.concurrency import collector_paused
from marktui.store.disk.disk import Disk
from marktui.store.disk.errors import (
    ChangedElsewhereError,
    DamagedError,
    HubExistsError,
    StoreError,
    told_as_store_error,
)
from marktui.store.disk.lock import writing
from marktui.store.disk.network import refuse_network_disk
from marktui.store.disk.paths import BACKUPS, ERASING_FILE, HISTORY_FILE, HUB_FILE, LOCK_FILE
from marktui.store.disk.sharing import enter, group_number, group_of, open_to, ownership, set_modes
from marktui.store.file.entry import Entry, What, summary
from marktui.store.file.hub_file import damaged, generation_on_disk, no_hub
from marktui.store.file.load import hub_in
from marktui.store.file.storage import HubStorage
from marktui.store.file.tables import from_tables, settings_between, to_tables
from marktui.store.history.backups import Backups
from marktui.store.history.erase import about_to_erase, hub_without
from marktui.store.history.history import History, newest_change
from marktui.store.history.pending_erasure import Outstanding
from marktui.store.history.restore_numbers import numbered
from marktui.store.saved import note_remark, note_saved

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
        self._erasure = Outstanding(folder / ERASING_FILE, self.file, self.history, self.backups, disk)
        self._patience = patience
        self.disk = disk
        self.mounts = mounts
        self._loaded: TinyDB | None = None
        """The database as it was read or written last; taken by the commit that goes on from it."""

    def exists(self) -> bool:
        """Whether there is a hub in the folder."""
        enter(self.folder)
        with told_as_store_error("read", self.file):
            return self.file.exists()

    def create(self, hub: Hub, entry: Entry) -> Hub:
        """Make the folder, with the hub's first generation."""
        refuse_network_disk(self.folder, self.mounts)
        enter(self.folder)
        with told_as_store_error("made", self.folder):
            self.disk.make_folder(self.folder)
        if group_of(self.folder) is not None and not self.exists():
            raise UsageError(
                f"{self.folder} is open to a Unix group and holds other things already.",
                "Name an empty folder with --hub; share the hub later: marktui accounts share GROUP.",
            )
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
        enter(self.folder)
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
        require_shared(hub, ownership(self.folder))
        self._loaded = db
        return hub

    def commit(self, before: Hub, after: Hub, entry: Entry) -> Hub:
        """Replace the hub by its next generation."""
        with self.writing(entry.login):
            self._compare(before)
            done = self._replace(before, after, entry)
            if before.shared_with != after.shared_with:
                self._set_modes(after)
            return done

    def _set_modes(self, hub: Hub) -> None:
        """Open the folder, or close it, as the hub says by now."""
        group = group_number(hub.shared_with) if hub.shared_with else None
        try:
            set_modes(self.folder, group, self.disk)
        except OSError as error:
            reason = (error.strerror or "the system refused").lower()
            raise StoreError(
                f"The hub says whom it is shared with, but {error.filename} does not follow: {reason}.",
                "See what can be done: marktui doctor --repair.",
            ) from error

    def note(self, entry: Entry) -> None:
        """Add a note to the history."""
        if not self.exists():
            raise no_hub(self.folder)
        with self.writing(entry.login):
            self._compare_clock(entry.at)
            self.history.add(entry)
        _LOG.info("noted: %s", summary(entry))

    def newest(self, is_enough: Callable[[Entry], bool]) -> tuple[Entry, ...]:
        """The newest entries that stand."""
        enter(self.folder)
        entries: list[Entry] = []
        for entry in self.history.newest_first(generation_on_disk(self.file)):
            entries.append(entry)
            if is_enough(entry):
                break
        return tuple(entries)

    def times(self) -> list[datetime]:
        """The moments of the newest entries, newest first."""
        enter(self.folder)
        return self.history.times(LOOKED_AT)

    def version(self) -> tuple[int, int]:
        """The generation on disk, and how long the history is."""
        enter(self.folder)
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
            self._erasure.note(pending)
            after = hub_without(hub, pending).with_(next_entry=hub.next_entry + 1)
            done = self._replace(hub, after, structs.replace(entry, erased=pending.left))
            self._erasure.finish(pending)
            return done

    def read_backup(self, name: str) -> Hub:
        """The hub that a backup holds."""
        enter(self.folder)
        return hub_in(self.backups.named(name).path)

    def restore(self, name: str, entry: Entry) -> Hub:
        """Put a backup in the place of the hub file, as a new generation; what is there now is kept."""
        with self.locked(entry.login):
            hub, present = self.read_backup(name), self._present()
            self._sweep()
            pending = self._erasure.beside(present)
            hub = hub_without(hub, pending) if pending else hub
            hub = carried_over(hub, present, entry.login) if present else self._shared_as_it_lies(hub)
            hub = numbered(hub, present, list(self.backups), self.history.survey().entries)
            former = self._put_by(present, entry.at)
            with self._open() as db:
                # What is there now may be damaged; nothing of it is needed.
                _storage(db).write({})
                to_tables(db, None, hub.with_(next_entry=hub.next_entry + 1))
                told = structs.replace(entry, number=hub.next_entry, backup=name, generation=hub.generation)
                settings = settings_between(present, hub) if present else ()
                self._compare_clock(entry.at)
                self.history.add(structs.replace(told, settings=settings))
                _storage(db).replace(hub.generation, entry.at, former)
                note_saved(told)
            if pending:
                self._erasure.finish(pending)
            return self.load()

    def _shared_as_it_lies(self, hub: Hub) -> Hub:
        """The hub as the folder's mode tells it, where the hub file can tell nothing any more."""
        return hub.with_(shared_with=open_to(self.folder), nominee=None)

    def _put_by(self, present: Hub | None, now: datetime) -> Path | None:
        """Keep the present hub file, whatever it is worth."""
        if present is not None:
            self.history.set_aside(present.generation)
            return self.backups.keep(self.file, now)
        if not self.exists():
            return None
        self._void_cut_off_restore()
        return self.backups.set_aside(self.file, now)

    def _void_cut_off_restore(self) -> None:
        """Void a restore that never came to replace this damaged file, which it had set aside just before."""
        newest = newest_change(self.history.survey().entries)
        with told_as_store_error("read", self.file):
            content = self.file.read_bytes()
            is_same = any(path.read_bytes() == content for path in self.backups.remains())
        if newest is not None and newest.what is What.RESTORE and is_same:
            self.history.set_aside((newest.generation or 1) - 1)

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
        enter(self.folder)
        refuse_network_disk(self.folder, self.mounts)
        with writing(self.folder / LOCK_FILE, login, self._patience):
            yield

    def _clear(self) -> None:
        self._sweep()
        self._erasure.settle()

    def _sweep(self) -> None:
        for path in self.leftovers():
            with told_as_store_error("removed", path):
                self.disk.remove(path)

    def leftovers(self) -> Iterator[Path]:
        """The temporary files that a crash left."""
        yield from leftovers(self.folder, (HUB_FILE, HISTORY_FILE, ERASING_FILE))
        if self.backups.is_there:
            yield from leftovers(self.backups.folder, ("hub-*", "set-aside-*"))

    def _go_on_erasing(self) -> None:
        if not self._erasure.is_noted():
            return
        lock, who = self.folder / LOCK_FILE, "whoever finishes an erasure"
        # Whoever cannot write here, or does not get the lock at once, may read all the same.
        with suppress(StoreError), writing(lock, who, 0):
            self._clear()

    def _compare(self, before: Hub) -> None:
        if generation_on_disk(self.file) != before.generation:
            raise ChangedElsewhereError(
                "The hub was changed by somebody else since it was read; nothing was written.",
                "Read again and repeat what you did.",
            )
        self._refuse_old_file(before.generation)

    def _refuse_old_file(self, generation: int) -> None:
        """Refuse to go on from a hub file that somebody put back: its history tells of later changes."""
        reached = self.history.reached()
        # A crash leaves one change that was never committed; more of them were.
        if reached > generation + 1:
            raise DamagedError(
                f"{self.file} is of generation {generation}, older than its history, which goes on to"
                f" {reached}; nothing was written.",
                "See what can be done: marktui doctor.",
            )

    def _replace(self, before: Hub | None, after: Hub, entry: Entry) -> Hub:
        generation = before.generation if before else 0
        db = self._taken(generation)
        with collector_paused():
            to_tables(db, before, after)
        self._compare_clock(entry.at)
        self.history.set_aside(generation)
        self.history.add(structs.replace(entry, generation=generation + 1))
        former = self.backups.keep(self.file, entry.at) if before else None
        _storage(db).replace(generation + 1, entry.at, former)
        note_saved(entry)
        _LOG.info("wrote generation %d: %s", generation + 1, summary(entry))
        self._loaded = db
        return after.with_(generation=generation + 1)

    def _compare_clock(self, now: datetime) -> None:
        """Have it told if the clock does not fit the entry before this one."""
        note_remark(clock_remark(self.history.times(LOOKED_AT), now))

    def _taken(self, generation: int) -> TinyDB:
        """The database that was loaded last, if it is of that generation."""
        db, self._loaded = self._loaded, None
        return db if db is not None and _storage(db).generation == generation else self._open()

    def _open(self) -> TinyDB:
        return TinyDB(self.file, storage=HubStorage, disk=self.disk)


def _storage(db: TinyDB) -> HubStorage:
    storage = db.storage
    assert isinstance(storage, HubStorage)  # noqa: S101 - narrows TinyDB's wider type
    return storage
