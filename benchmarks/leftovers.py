"""What a process that was killed has left in the hub folder."""

from collections.abc import Iterator
from datetime import UTC, datetime

from msgspec import Struct

from benchmarks.school import School
from marktui.hub.model.hub import Hub
from marktui.store.disk.lock import is_lock_held, lock_holder
from marktui.store.disk.paths import LOCK_FILE
from marktui.store.doctor.doctor import examine
from marktui.store.file.entry import Entry, What
from marktui.store.history.reader import HistoryContents


class Leftovers(Struct, frozen=True):
    """The folder as it was found."""

    hub: Hub
    entries: tuple[Entry, ...]
    """The entries that stand, newest first."""
    grave: tuple[str, ...]
    """Why the doctor finds the hub not sound."""
    is_locked: bool
    temporary: int
    """How many temporary files lie about."""
    ahead: bool
    """Whether the history tells of a commit that never came."""
    torn: int
    """How many lines of the history were cut off."""
    signed_by: int | None
    """The process that signed the lock file and never cleared it."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the entries, oldest first."""
        return tuple(entry.number for entry in reversed(self.entries) if entry.number is not None)


def look(school: School) -> Leftovers:
    """Look at a hub folder, and leave everything as it is.

    Raises:
        StoreError: It cannot be read.
    """
    files, lock = school.files, school.folder / LOCK_FILE
    hub = files.load()
    contents = files.history.read_all()
    checked = examine(files, school.login, datetime.now(UTC))
    signed = lock_holder(lock)
    return Leftovers(
        hub=hub,
        entries=files.newest_entries(),
        grave=tuple(one.sentence for one in checked if one.grave),
        is_locked=is_lock_held(lock),
        temporary=len(list(files.leftovers())),
        ahead=_is_ahead(contents, hub),
        torn=contents.torn,
        signed_by=signed.process if signed else None,
    )


def _is_ahead(contents: HistoryContents, hub: Hub) -> bool:
    newest = next(_changes(contents), None)
    return newest is not None and newest.what is not What.VOID and (newest.generation or 0) > hub.generation


def _changes(contents: HistoryContents) -> Iterator[Entry]:
    return (entry for entry in contents.entries if entry.generation is not None)
