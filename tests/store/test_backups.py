"""What went before is kept: the last ten hub files, and one a day for a month."""

import asyncio
import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs

from marktui.hub.model.errors import Exit
from marktui.hub.model.hub import Hub
from marktui.hub.model.next_step import HubStep
from marktui.store.disk.disk import Disk
from marktui.store.disk.errors import DamagedError, NoBackupError
from marktui.store.file.entry import Entry, What
from marktui.store.store import HubStore

from .builders import FULL, NOW, entry, mode, renamed
from .folder_view import HASTY, HastyDisk
from .operations import damaged_hub, dies, restore


class LinklessDisk(HastyDisk):
    """A disk that knows no second names of a file."""

    def link(self, path: Path, to: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def hours(number: float) -> Entry:
    """An entry of so many hours after the first one."""
    return structs.replace(entry(), at=NOW + timedelta(hours=number))


async def commits(store: HubStore, moments: list[float]) -> list[Hub]:
    """A hub of several generations, each committed so many hours after the first."""
    hubs = [await store.create(FULL, entry(What.INIT))]
    for moment in moments:
        hub = hubs[-1]
        after = renamed(hub, f"N{hub.generation}").with_(
            next_record=hub.next_record + 5, next_entry=hub.next_entry + 1, approvals=hub.approvals + 1
        )
        number = structs.replace(hours(moment), number=hub.next_entry)
        hubs.append(await store.commit(hub, after, number))
    return hubs


@pytest.mark.parametrize("ahead", [24 * 365, 24 * 100, 24 * 3650], ids=str)
async def test_a_clock_that_jumps_on_for_one_commit_drops_no_backup(tmp_path: Path, ahead: float) -> None:
    store = HubStore(tmp_path)
    days = [24.0 * day for day in range(1, 25)]
    await commits(store, [*days, ahead, 24.0 * 25])
    kept = {one.generation for one in await store.backups()}
    assert kept == set(range(1, 27))


async def test_backup_is_named_for_the_commit_that_it_is_of(tmp_path: Path) -> None:
    store = HubStore(tmp_path)
    assert await store.backups() == ()
    await commits(store, [1.5, 2.25])
    assert [(one.name, one.generation, one.at) for one in await store.backups()] == [
        ("hub-000002-20260914T100000Z.json", 2, NOW + timedelta(hours=1.5)),
        ("hub-000001-20260914T083000Z.json", 1, NOW),
    ]


@pytest.mark.parametrize("disk", [Disk(), LinklessDisk()], ids=["hard links", "copies"])
async def test_backup_is_the_former_file_or_a_copy_of_it(tmp_path: Path, disk: Disk) -> None:
    store, path = HubStore(tmp_path, disk=disk), tmp_path / "hub.json"
    hub = await store.create(FULL, entry(What.INIT))
    content, file = await asyncio.to_thread(path.read_bytes), await asyncio.to_thread(path.stat)
    await store.commit(hub, renamed(hub, "Ada"), hours(1))
    (backup,) = await store.backups()
    kept = await asyncio.to_thread(backup.path.stat)
    assert await asyncio.to_thread(backup.path.read_bytes) == content
    assert (kept.st_ino == file.st_ino) == (not isinstance(disk, LinklessDisk))
    assert (mode(backup.path), mode(tmp_path / "backups"), kept.st_nlink) == (0o600, 0o700, 1)
    assert await store.load_backup(backup.name) == hub


async def test_last_ten_and_one_a_day_for_a_month_are_kept(tmp_path: Path) -> None:
    store = HubStore(tmp_path, disk=HASTY)
    twice_a_day = [day * 24.0 + hour for day in range(1, 40) for hour in (0, 5)]
    hubs = await commits(store, twice_a_day)
    moments = {place: NOW + timedelta(hours=at) for place, at in enumerate([0, *twice_a_day], start=1)}
    former = [hub.generation for hub in hubs[:-1]]
    newest_of_day = {moments[one].date(): one for one in former}
    last_commit = moments[hubs[-1].generation]
    daily = {one for one in newest_of_day.values() if last_commit - moments[one] <= timedelta(days=31)}
    kept = await store.backups()
    assert [one.generation for one in kept] == sorted(daily | set(former[-10:]), reverse=True)
    assert len(kept) > 31
    for backup in kept:
        assert await store.load_backup(backup.name) == hubs[backup.generation - 1]


async def test_many_commits_of_one_day_leave_ten(tmp_path: Path) -> None:
    store = HubStore(tmp_path, disk=HASTY)
    await commits(store, [number / 60 for number in range(1, 26)])
    assert [one.generation for one in await store.backups()] == list(range(25, 15, -1))


async def test_file_of_another_name_is_neither_listed_nor_dropped(tmp_path: Path) -> None:
    store = HubStore(tmp_path, disk=HASTY)
    await commits(store, [1])
    (tmp_path / "backups" / "mine.json").write_bytes(b"mine")
    hub = await store.load()
    for number in range(12):
        hub = await store.commit(hub, hub, hours(2 + number))
    assert (tmp_path / "backups" / "mine.json").read_bytes() == b"mine"
    assert len(await store.backups()) == 10
    with pytest.raises(NoBackupError):
        await store.load_backup("mine.json")


async def test_each_backup_is_restored_with_numbers_that_go_on(tmp_path: Path) -> None:
    store = HubStore(tmp_path, disk=HASTY)
    hubs = await commits(store, [1, 2, 3])
    present = hubs[-1]
    for former in hubs[:3]:
        backup = next(one for one in await store.backups() if one.generation == former.generation)
        done = await store.restore(backup.name, structs.replace(entry(What.RESTORE), text="back"))
        assert done.pupils == former.pupils
        assert done.generation == present.generation + 1
        assert (done.next_record, done.next_entry) == (present.next_record, present.next_entry + 1)
        assert done.approvals > present.approvals
        newest = (await store.history())[0]
        assert (newest.what, newest.number, newest.backup) == (What.RESTORE, present.next_entry, backup.name)
        replaced = (await store.backups())[0]
        assert await store.load_backup(replaced.name) == present
        assert await HubStore(tmp_path).load() == done
        present = done


@pytest.mark.parametrize(
    "name", ["hub-000099-20260914T083000Z.json", "", "../hub.json", "hub.json", "/etc/passwd"]
)
async def test_backup_that_is_not_there_is_said_so(tmp_path: Path, name: str) -> None:
    store = HubStore(tmp_path)
    hub = (await commits(store, [1]))[-1]
    with pytest.raises(NoBackupError, match="There is no backup") as no:
        await store.restore(name, entry(What.RESTORE))
    assert (no.value.exit, no.value.next) == (Exit.USAGE, (HubStep.SEE_BACKUPS,))
    assert await store.load() == hub


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00" * 200])
async def test_damaged_backup_is_refused_and_nothing_changes(tmp_path: Path, content: bytes) -> None:
    store = HubStore(tmp_path)
    hub = (await commits(store, [1, 2]))[-1]
    newest = (await store.backups())[0]
    newest.path.write_bytes(content)
    before = (tmp_path / "hub.json").read_bytes(), (tmp_path / "history.jsonl").read_bytes()
    with pytest.raises(DamagedError, match="damaged"):
        await store.restore(newest.name, entry(What.RESTORE))
    assert ((tmp_path / "hub.json").read_bytes(), (tmp_path / "history.jsonl").read_bytes()) == before
    assert await store.load() == hub
    assert len(await store.backups()) == 2


async def test_numbers_go_on_where_hub_and_history_are_lost(tmp_path: Path) -> None:
    """The newest backup that can be read tells what was given."""
    store = HubStore(tmp_path)
    hubs = await commits(store, [1, 2, 3])
    oldest = (await store.backups())[-1]
    (tmp_path / "hub.json").write_bytes(b"lost")
    (tmp_path / "history.jsonl").unlink()
    done = await store.restore(oldest.name, entry(What.RESTORE))
    assert done.generation > hubs[-2].generation
    assert done.next_record >= hubs[-2].next_record
    assert done.next_entry > hubs[-2].next_entry
    assert done.approvals > hubs[-2].approvals
    assert done.pupils == hubs[0].pupils


async def test_damaged_hub_is_set_aside_by_a_restore(tmp_path: Path) -> None:
    store = HubStore(tmp_path)
    await commits(store, [1])
    damaged = (tmp_path / "hub.json").read_bytes().replace(b"N1", b"XX")
    (tmp_path / "hub.json").write_bytes(damaged)
    (backup,) = await store.backups()
    done = await store.restore(backup.name, hours(5))
    assert await HubStore(tmp_path).load() == done
    assert await store.backups() == (backup,)
    aside = tmp_path / "backups" / "set-aside-20260914T133000Z-hub.json"
    assert (aside.read_bytes(), mode(aside)) == (damaged, 0o600)


async def test_a_restore_that_was_cut_off_over_a_damaged_hub_does_not_stand(tmp_path: Path) -> None:
    await damaged_hub(tmp_path)
    await dies(tmp_path, restore, "rename", 2)
    await dies(tmp_path, restore, "rename", 2)
    await restore(HubStore(tmp_path))
    standing = [one.what for one in await HubStore(tmp_path).history()]
    assert standing == [What.RESTORE, What.RUN, What.INIT]


async def test_a_restore_that_was_done_stands_though_the_hub_was_damaged_again(tmp_path: Path) -> None:
    await damaged_hub(tmp_path)
    await restore(HubStore(tmp_path))
    await asyncio.to_thread((tmp_path / "hub.json").write_bytes, b"{}")
    await restore(HubStore(tmp_path))
    standing = [one.what for one in await HubStore(tmp_path).history()]
    assert standing[:2] == [What.RESTORE, What.RESTORE]
