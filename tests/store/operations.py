"""What can be done to a hub folder: every way in which the store changes files."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path

from msgspec import Struct, structs

from marktui.hub.model.hub import Hub
from marktui.store.disk.disk import Disk
from marktui.store.file.entry import Entry, What
from marktui.store.store import HubStore

from .builders import FULL, NOW, entry, renamed
from .erased_pupil import FORMER, GONE, LEAVER, run, told, with_leaver
from .failing_disk import Died, DyingDisk
from .old_format import write_old


class Operation(Struct, frozen=True):
    """One of them."""

    name: str
    prepare: Callable[[Path], Awaitable[None]]
    """Makes the folder that it starts from."""
    act: Callable[[HubStore], Awaitable[None]]
    is_erasure: bool = False

    def __str__(self) -> str:
        return self.name


def at(days: int, what: What = What.RUN, number: int | None = None) -> Entry:
    """An entry of so many days ago."""
    return structs.replace(entry(what, number=number), at=NOW - timedelta(days=days))


async def nothing(folder: Path) -> None:
    """No hub, nor the folder above it."""


async def two_generations(folder: Path) -> None:
    store = HubStore(folder)
    hub = await store.create(FULL, at(2, What.INIT))
    await store.commit(hub, renamed(hub, "Ada"), at(1, number=7))


async def lost_change(folder: Path) -> None:
    """The history of a commit that never came."""
    await two_generations(folder)
    await dies(folder, commit, "create")


async def torn_line(folder: Path) -> None:
    await lost_change(folder)
    history = folder / "history.jsonl"
    await asyncio.to_thread(lambda: history.write_bytes(history.read_bytes()[:-20]))


async def many_backups(folder: Path) -> None:
    """Thirteen of two months ago."""
    store = HubStore(folder)
    hub = await store.create(FULL, at(61, What.INIT))
    for number in range(13):
        hub = await store.commit(hub, renamed(hub, f"N{number}"), at(60))


async def format_1(folder: Path) -> None:
    await asyncio.to_thread(write_old, folder, FULL, 1)


async def somebody_to_erase(folder: Path) -> None:
    """People to erase in hub, history and backups, in a damaged backup, a set-aside file and a leftover."""
    store = HubStore(folder)
    former = LEAVER.with_(link=FORMER)
    hub = await store.create(with_leaver(FULL, former), run(7, told(None, former)))
    hub = await store.commit(hub, with_leaver(hub), run(8, told(former, LEAVER)))
    hub = await store.commit(hub, renamed(hub, "Ada"), run(9, told(None, FULL.pupils["p000009"])))
    await dies(folder, commit, "rename")
    await asyncio.to_thread(_spoil, folder)


async def erasure_cut_off(folder: Path) -> None:
    """The people are out of the hub, and in all the rest."""
    await somebody_to_erase(folder)
    await dies(folder, erase, "sync_folder", 4)


async def damaged_hub(folder: Path) -> None:
    """One whose first line is as it was."""
    await two_generations(folder)
    path = folder / "hub.json"
    await asyncio.to_thread(lambda: path.write_bytes(path.read_bytes().replace(b"Ada", b"Eve")))


async def foreign_hub(folder: Path) -> None:
    await two_generations(folder)
    await asyncio.to_thread((folder / "hub.json").write_bytes, b"{}")


async def missing_hub(folder: Path) -> None:
    await two_generations(folder)
    await asyncio.to_thread((folder / "hub.json").unlink)


async def create(store: HubStore) -> None:
    await store.create(FULL, entry(What.INIT))


async def commit(store: HubStore) -> None:
    hub = await store.load()
    await store.commit(hub, renamed(hub, "Bea").with_(next_entry=hub.next_entry + 1), entry(number=8))


async def note(store: HubStore) -> None:
    await store.note(entry(What.HELD, "held"))


async def erase(store: HubStore) -> None:
    hub = await store.load()
    await store.erase(hub, GONE, entry(What.PURGE, number=hub.next_entry))


async def restore(store: HubStore) -> None:
    oldest = (await store.backups())[-1]
    await store.restore(oldest.name, entry(What.RESTORE))


async def dies(folder: Path, act: Callable[[HubStore], Awaitable[None]], step: str, times: int = 1) -> None:
    """Let a process die before it takes a step for so many times."""
    disk: Disk = DyingDisk(step, times)
    try:
        await act(HubStore(folder, disk=disk))
    except Died:
        return
    raise AssertionError(f"nobody came to {step}")


def _spoil(folder: Path) -> None:
    backups = sorted((folder / "backups").iterdir())
    backups[0].write_bytes(backups[0].read_bytes()[:-1])
    (folder / "backups" / "set-aside-20260101T000000Z-hub.json").write_bytes(b"Quentin Vanbrugh")
    (folder / "backups" / ".set-aside-20260101T000000Z-hub.json.0a1b2c3d").write_bytes(b"Quentin")
    (folder / "backups" / ".hub-000001-20260101T000000Z.json.0a1b2c3d").write_bytes(b"Vanbrugh")


OPERATIONS: Sequence[Operation] = (
    Operation("create", nothing, create),
    Operation("commit", two_generations, commit),
    Operation("commit after a lost change", lost_change, commit),
    Operation("commit after a torn line", torn_line, commit),
    Operation("commit that drops backups", many_backups, commit),
    Operation("commit that upgrades", format_1, commit),
    Operation("commit that finishes an erasure", erasure_cut_off, commit, is_erasure=True),
    Operation("note", two_generations, note),
    Operation("erase", somebody_to_erase, erase, is_erasure=True),
    Operation("restore", two_generations, restore),
    Operation("restore over a damaged hub", damaged_hub, restore),
    Operation("restore over a foreign file", foreign_hub, restore),
    Operation("restore where nothing is left", missing_hub, restore),
)


def without_numbers(hub: Hub | None) -> Hub:
    """A hub less the numbers that another try at a restore makes higher."""
    assert hub is not None
    return hub.with_(generation=0, next_entry=0, approvals=0)
