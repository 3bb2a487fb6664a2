"""The async door to a hub folder: its methods, run in a worker thread."""

from collections.abc import Callable, Coroutine
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from marktui.store.disk.disk import Disk
from marktui.store.disk.lock import PATIENCE
from marktui.store.disk.network import MOUNTS
from marktui.store.disk.sharing import HubDisk
from marktui.store.folder import HubFolder
from marktui.store.threads import in_thread, to_the_end

P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[Concatenate[HubFolder, P], T]
AsyncWork = Callable[Concatenate["HubStore", P], Coroutine[Any, Any, T]]


def _reading(work: Work[P, T]) -> AsyncWork[P, T]:
    """What changes nothing."""

    @wraps(work)
    async def read(store: "HubStore", /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await in_thread(work, store.files, *args, **kwargs)

    return read


def _writing(work: Work[P, T]) -> AsyncWork[P, T]:
    """What changes a folder. Once begun, a cancellation does not stop it."""

    @wraps(work)
    async def write(store: "HubStore", /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await to_the_end(in_thread(work, store.files, *args, **kwargs))

    return write


class HubStore:
    """One hub folder.

    Args:
        folder: The hub folder; it need not exist yet.
        patience: Seconds to wait for another writer.
        disk: What changes its files, if not the real one.
        mounts: The system's list of mounts, which names network disks.
    """

    def __init__(
        self, folder: Path, patience: float = PATIENCE, disk: Disk | None = None, mounts: Path = MOUNTS
    ) -> None:
        self.folder = folder
        self.files = HubFolder(folder, patience, disk or HubDisk(folder), mounts)
        """The same folder without the worker thread."""

    exists = _reading(HubFolder.exists)
    ownership = _reading(HubFolder.ownership)
    load = _reading(HubFolder.load)
    history = _reading(HubFolder.newest_entries)
    times = _reading(HubFolder.times)
    version = _reading(HubFolder.version)
    backups = _reading(HubFolder.list_backups)
    load_backup = _reading(HubFolder.load_backup)

    create = _writing(HubFolder.create)
    commit = _writing(HubFolder.commit)
    note = _writing(HubFolder.note)
    erase = _writing(HubFolder.erase)
    restore = _writing(HubFolder.restore)
