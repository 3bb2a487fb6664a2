"""What whoever opens a hub folder afresh gets to see."""

import asyncio
import shutil
from pathlib import Path

from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.store.disk.disk import Disk
from marktui.store.disk.errors import DamagedError, NoHubError
from marktui.store.file.entry import Entry
from marktui.store.history.history import History
from marktui.store.store import HubStore


class View(Struct, frozen=True):
    """All of it."""

    hub: Hub | None
    """None where there is none, or only a damaged one."""
    entries: tuple[Entry, ...]
    backups: dict[int, Hub | None]
    """By generation; None for one that is damaged."""


class HastyDisk(Disk):
    """The real disk, for folders that need not last: nobody waits for it."""

    def sync(self, handle: int) -> None:
        pass

    def sync_folder(self, folder: Path) -> None:
        pass


HASTY = HastyDisk()


async def view(folder: Path) -> View:
    """What a hub folder holds; an erasure that was cut off is finished by looking."""
    store = HubStore(folder, disk=HASTY)
    hub: Hub | None = None
    entries: tuple[Entry, ...] = ()
    try:
        hub = await store.load()
        entries = await store.history()
    except (NoHubError, DamagedError):
        pass
    backups: dict[int, Hub | None] = {}
    for backup in await store.backups():
        try:
            backups[backup.generation] = await store.load_backup(backup.name)
        except DamagedError:
            backups[backup.generation] = None
    return View(hub, entries, backups)


async def view_of_copy(folder: Path, copy: Path) -> View:
    """The same, without a touch to the folder."""
    if await asyncio.to_thread(folder.exists):
        await asyncio.to_thread(shutil.copytree, folder, copy)
    return await view(copy)


def altered_lines(folder: Path) -> tuple[int, ...]:
    """The lines of the history that are neither sound nor cut off by a crash."""
    return History(folder / "history.jsonl").read_all().altered


def temporary_files(folder: Path) -> list[str]:
    """What should not lie about."""
    return sorted(path.name for path in folder.rglob("*") if path.name.startswith((".", "erasing")))
