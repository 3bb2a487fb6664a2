"""The async door to a hub folder: reads and writes it in a worker thread."""

from collections.abc import Callable, Collection, Coroutine
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from marktui.hub.model.hub import Hub
from marktui.store.file.entry import Entry
from marktui.store.hub_reader import HubReader
from marktui.store.threads import in_thread, to_the_end

P = ParamSpec("P")
T = TypeVar("T")

if TYPE_CHECKING:
    from typing import Concatenate

    from marktui.store.disk.disk import Disk
    from marktui.store.folder import HubFolder
    from marktui.store.history.backups import Backup

    Work = Callable[Concatenate[HubReader, P], T]
    AsyncWork = Callable[Concatenate["HubStore", P], Coroutine[Any, Any, T]]


def _reading(work: "Work[P, T]") -> "AsyncWork[P, T]":
    """What changes nothing."""

    @wraps(work)
    async def read(store: "HubStore", /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await in_thread(work, store.reader, *args, **kwargs)

    return read


class HubStore:
    """One hub folder.

    Args:
        folder: The hub folder; it need not exist yet.
        patience: Seconds to wait for another writer, if not the usual ones.
        disk: What changes its files, if not the real one.
        mounts: The system's list of mounts, which names network disks, if not the usual one.
    """

    def __init__(
        self,
        folder: Path,
        patience: float | None = None,
        disk: "Disk | None" = None,
        mounts: Path | None = None,
    ) -> None:
        self.folder = folder
        self.reader = HubReader(folder, lambda: self.files.finish_erasure())
        self._patience = patience
        self._disk = disk
        self._mounts = mounts

    @cached_property
    def files(self) -> "HubFolder":
        """The same folder without the worker thread, to be written too."""
        # Imported here because `marktui status` writes nothing.
        from marktui.store.disk.lock import PATIENCE
        from marktui.store.disk.network import MOUNTS
        from marktui.store.disk.sharing import HubDisk
        from marktui.store.folder import HubFolder

        patience = PATIENCE if self._patience is None else self._patience
        return HubFolder(self.folder, patience, self._disk or HubDisk(self.folder), self._mounts or MOUNTS)

    def is_ours(self, generation: int) -> bool:
        """Whether a generation was written through this object."""
        return "files" in vars(self) and generation in self.files.written

    exists = _reading(HubReader.exists)
    ownership = _reading(HubReader.ownership)
    load = _reading(HubReader.load)
    history = _reading(HubReader.newest_entries)
    newest = _reading(HubReader.newest)
    look_back = _reading(HubReader.look_back)
    has_unsaved = _reading(HubReader.has_unsaved)
    times = _reading(HubReader.times)
    version = _reading(HubReader.version)

    async def backups(self) -> "tuple[Backup, ...]":
        """The hub files that went before, newest first."""
        return await in_thread(lambda: self.files.list_backups())

    async def load_backup(self, name: str) -> Hub:
        """The hub that a backup holds."""
        return await in_thread(lambda: self.files.load_backup(name))

    async def create(self, hub: Hub, entry: Entry) -> Hub:
        """Make the folder, with the hub's first generation."""
        return await _write(lambda: self.files.create(hub, entry))

    async def commit(self, before: Hub, after: Hub, entry: Entry) -> Hub:
        """Replace the hub by its next generation, unless somebody changed it since `before` was loaded."""
        return await _write(lambda: self.files.commit(before, after, entry))

    async def note(self, entry: Entry) -> None:
        """Add a note to the history; the hub file stays as it is."""
        await _write(lambda: self.files.note(entry))

    async def erase(self, hub: Hub, ids: Collection[str], entry: Entry) -> Hub:
        """Erase people from hub, history and backups, as the next generation."""
        return await _write(lambda: self.files.erase(hub, ids, entry))

    async def restore(self, name: str, entry: Entry) -> Hub:
        """Restore a backup as a new generation; the present hub file is kept as a backup."""
        return await _write(lambda: self.files.restore(name, entry))


async def _write(work: Callable[[], T]) -> T:
    """Change a folder. Once begun, a cancellation does not stop it."""
    return await to_the_end(in_thread(work))
