"""A hub folder: writes its files. All of this blocks."""

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from msgspec import structs
from tinydb import TinyDB

from marktui.hub.model.clock import CLOCK_SAMPLE, clock_warning
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import AccountStep, HubStep
from marktui.store.disk.atomic import leftovers
from marktui.store.disk.disk import Disk
from marktui.store.disk.errors import (
    ChangedElsewhereError,
    DamagedError,
    HubExistsError,
    StoreError,
    as_store_error,
)
from marktui.store.disk.lock import hub_lock
from marktui.store.disk.network import refuse_network_disk
from marktui.store.disk.ownership import group_of, require_folder_access, shared_group
from marktui.store.disk.paths import BACKUPS, ERASING_FILE, HISTORY_FILE, HUB_FILE, LOCK_FILE
from marktui.store.disk.sharing import group_number, set_modes
from marktui.store.file.entry import Entry, What, summary
from marktui.store.file.hub_file import no_hub_error, read_generation
from marktui.store.file.load import load_hub_file
from marktui.store.file.record_changes import settings_between
from marktui.store.file.storage import HubStorage
from marktui.store.file.tables import to_tables
from marktui.store.garbage_collector import gc_paused
from marktui.store.history.backups import Backup, Backups
from marktui.store.history.history import History
from marktui.store.history.pending_erasure import PendingErasure
from marktui.store.history.reader import newest_change
from marktui.store.hub_reader import HubReader
from marktui.store.save_report import report_remark, report_saved
from marktui.store.unsaved_file import UnsavedFile

_LOG = logging.getLogger(__name__)


class HubFolder(HubReader):
    """The files of one hub, to be read and written."""

    history: History

    def __init__(self, folder: Path, patience: float, disk: Disk, mounts: Path) -> None:
        super().__init__(folder, self.finish_erasure)
        self.history = History(folder / HISTORY_FILE, disk)
        self.backups = Backups(folder / BACKUPS, disk)
        self.erasure = PendingErasure(folder / ERASING_FILE, self.file, self.history, self.backups, disk)
        self.written: set[int] = set()
        """The generations that were written through this object, or are being written."""
        self._patience = patience
        self.disk = disk
        self.mounts = mounts

    def create(self, hub: Hub, entry: Entry) -> Hub:
        """Make the folder, with the hub's first generation."""
        refuse_network_disk(self.folder, self.mounts)
        require_folder_access(self.folder)
        with as_store_error("made", self.folder):
            self.disk.make_folder(self.folder)
        if group_of(self.folder) is not None and not self.exists():
            raise UsageError(
                f"{self.folder} is open to a Unix group and already holds other files.",
                "Use an empty folder, and share the hub later.",
                (HubStep.USE_ANOTHER_FOLDER, AccountStep.SHARE),
            )
        with self.writing(entry.login):
            if self.exists():
                raise HubExistsError(
                    f"There is a hub in {self.folder} already.", next=HubStep.USE_ANOTHER_FOLDER
                )
            self._refuse_remains()
            # One of an earlier hub in this folder would name records by the same ids.
            UnsavedFile(self.folder).write(None)
            return self._write_generation(None, hub, entry)

    def _refuse_remains(self) -> None:
        """Refuse to make a hub on the remains of another; those of an interrupted `create` are fine."""
        entries = self.history.read_all().entries
        if any((entry.generation or 0) > 1 for entry in entries) or any(self.backups):
            raise HubExistsError(f"{self.folder} holds the remains of a hub.", next=HubStep.CHECK)

    def commit(self, before: Hub, after: Hub, entry: Entry) -> Hub:
        """Replace the hub by its next generation, unless somebody changed it since `before` was loaded.

        Raises:
            ChangedElsewhereError: Somebody changed it; nothing is written.
            StoreError: It cannot be written; the old state is intact.
        """
        with self.writing(entry.login):
            self._require_unchanged(before)
            done = self._write_generation(before, after, entry)
            if before.shared_with != after.shared_with:
                self._set_modes(after)
            return done

    def _set_modes(self, hub: Hub) -> None:
        """Make the modes of the folder follow the hub."""
        group = group_number(hub.shared_with) if hub.shared_with else None
        try:
            set_modes(self.folder, group, self.disk)
        except OSError as error:
            reason = (error.strerror or "the system refused").lower()
            raise StoreError(
                f"The change was saved, but the mode of {error.filename} could not be changed: {reason}.",
                next=HubStep.REPAIR,
            ) from error

    def note(self, entry: Entry) -> None:
        """Add a note to the history; the hub file stays as it is."""
        if not self.exists():
            raise no_hub_error(self.folder)
        with self.writing(entry.login):
            self._check_clock(entry.at)
            self.history.add(entry)
        _LOG.info("noted: %s", summary(entry))

    def erase(self, hub: Hub, ids: Collection[str], entry: Entry) -> Hub:
        """Erase people from hub, history and backups, as the next generation.

        Raises:
            ChangedElsewhereError: Somebody changed the hub since it was loaded; nobody is erased.
            StoreError: It cannot be written; the sentence says whether they are out of the hub already.
        """
        from marktui.store.history.erase import hub_after_erasure, plan_erasure
        from marktui.store.rejected_file import RejectedFile

        with self.writing(entry.login):
            self._require_unchanged(hub)
            former = self.history.committed(hub.generation)
            # Rows that could not be used may be theirs; the next sync writes those of the others again.
            RejectedFile(self.folder).keep(())
            pending = plan_erasure(hub, frozenset(ids), entry.at, former)
            self.erasure.save(pending)
            after = hub_after_erasure(hub, pending).with_(next_entry=hub.next_entry + 1)
            done = self._write_generation(hub, after, structs.replace(entry, erased=pending.left))
            self.erasure.finish(pending)
            return done

    def list_backups(self) -> tuple[Backup, ...]:
        """The hub files that went before, newest first."""
        return tuple(self.backups)

    def load_backup(self, name: str) -> Hub:
        """The hub that a backup holds."""
        require_folder_access(self.folder)
        return load_hub_file(self.backups.named(name).path)

    def restore(self, name: str, entry: Entry) -> Hub:
        """Restore a backup as a new generation; the present hub file is kept as a backup."""
        from marktui.hub.rules.restore import carried_over
        from marktui.store.history.erase import hub_after_erasure
        from marktui.store.history.restore_numbers import with_later_numbers

        with self.locked(entry.login):
            hub, present = self.load_backup(name), self._load_present()
            self._sweep()
            pending = self.erasure.still_pending(present)
            hub = hub_after_erasure(hub, pending) if pending else hub
            hub = carried_over(hub, present, entry.login) if present else self._shared_as_folder(hub)
            hub = with_later_numbers(hub, present, list(self.backups), self.history.read_all().entries)
            former = self._keep_present(present, entry.at)
            with self._open() as db:
                # The present file may be damaged, and is not needed.
                _storage(db).write({})
                to_tables(db, None, hub.with_(next_entry=hub.next_entry + 1))
                restored = structs.replace(
                    entry, number=hub.next_entry, backup=name, generation=hub.generation
                )
                settings = settings_between(present, hub) if present else ()
                self._check_clock(entry.at)
                self.history.add(structs.replace(restored, settings=settings))
                _storage(db).replace(hub.generation, entry.at, former)
                report_saved(restored)
            if pending:
                self.erasure.finish(pending)
            return self.load()

    def _shared_as_folder(self, hub: Hub) -> Hub:
        """A restored hub with the sharing that the folder's mode shows, as the present hub cannot be read."""
        return hub.with_(shared_with=shared_group(self.folder), nominee=None)

    def _keep_present(self, present: Hub | None, now: datetime) -> Path | None:
        """Keep the present hub file: as a backup, or set aside if it is damaged."""
        if present is not None:
            self.history.void_uncommitted(present.generation)
            return self.backups.keep(self.file, now)
        if not self.exists():
            return None
        self._void_cut_off_restore()
        return self.backups.set_aside_copy(self.file, now)

    def _void_cut_off_restore(self) -> None:
        """Void an interrupted restore, which had set this damaged file aside and not replaced it yet."""
        newest = newest_change(self.history.read_all().entries)
        with as_store_error("read", self.file):
            content = self.file.read_bytes()
            is_same = any(path.read_bytes() == content for path in self.backups.set_aside_files())
        if newest is not None and newest.what is What.RESTORE and is_same:
            self.history.void_uncommitted((newest.generation or 1) - 1)

    def _load_present(self) -> Hub | None:
        """The hub as it is on disk; None if it is damaged or missing."""
        try:
            return load_hub_file(self.file) if self.exists() else None
        except DamagedError:
            return None

    @contextmanager
    def writing(self, login: str) -> Iterator[None]:
        """Hold the lock, and clear away what a crash left."""
        with self.locked(login):
            self._clear()
            yield

    @contextmanager
    def locked(self, login: str) -> Iterator[None]:
        """Hold the lock, and leave everything unchanged."""
        require_folder_access(self.folder)
        refuse_network_disk(self.folder, self.mounts)
        with hub_lock(self.folder / LOCK_FILE, login, self._patience):
            yield

    def _clear(self) -> None:
        self._sweep()
        self.erasure.finish_or_forget()

    def _sweep(self) -> None:
        for path in self.leftovers():
            with as_store_error("removed", path):
                self.disk.remove(path)

    def leftovers(self) -> Iterator[Path]:
        """The temporary files that a crash left."""
        yield from leftovers(self.folder, (HUB_FILE, HISTORY_FILE, ERASING_FILE))
        if self.backups.is_there:
            yield from leftovers(self.backups.folder, ("hub-*", "set-aside-*"))

    def finish_erasure(self) -> None:
        """Finish an erasure that was interrupted, or forget it if it was never committed."""
        lock, who = self.folder / LOCK_FILE, "another marktui, which finishes an erasure"
        # A login that cannot write, or does not get the lock at once, may still read.
        with suppress(StoreError), hub_lock(lock, who, 0):
            self._clear()

    def _require_unchanged(self, before: Hub) -> None:
        if read_generation(self.file) != before.generation:
            raise ChangedElsewhereError
        self._refuse_old_file(before.generation)

    def _refuse_old_file(self, generation: int) -> None:
        """Refuse an old hub file that somebody put back: the history has later changes."""
        reached = self.history.latest_generation()
        # A crash leaves at most one change that was not committed.
        if reached > generation + 1:
            raise DamagedError(
                f"{self.file} is an older copy: it has {generation:,} changes, its history has {reached:,}."
                " Nothing was written.",
                next=HubStep.CHECK,
            )

    def _write_generation(self, before: Hub | None, after: Hub, entry: Entry) -> Hub:
        generation = before.generation if before else 0
        db = self._open()
        with gc_paused():
            to_tables(db, before, after, entry.changes)
        self._check_clock(entry.at)
        self.history.void_uncommitted(generation)
        self.history.add(structs.replace(entry, generation=generation + 1))
        former = self.backups.keep(self.file, entry.at) if before else None
        # A reader who sees it before this returns must not take it for somebody else's.
        self.written.add(generation + 1)
        try:
            _storage(db).replace(generation + 1, entry.at, former)
        except BaseException:
            self.written.discard(generation + 1)
            raise
        report_saved(entry)
        _LOG.info("wrote generation %d: %s", generation + 1, summary(entry))
        return after.with_(generation=generation + 1)

    def _check_clock(self, now: datetime) -> None:
        """Report a clock that does not fit the newest entries."""
        report_remark(clock_warning(self.history.times(CLOCK_SAMPLE), now))

    def _open(self) -> TinyDB:
        return TinyDB(self.file, storage=HubStorage, disk=self.disk)


def _storage(db: TinyDB) -> HubStorage:
    storage = db.storage
    assert isinstance(storage, HubStorage)  # noqa: S101 - narrows TinyDB's wider type
    return storage
