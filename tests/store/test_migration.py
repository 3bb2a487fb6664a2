"""A hub file of an older format is read, kept and replaced; one of a newer format is left alone."""

from pathlib import Path

import pytest

from marktui.hub.model.errors import Exit
from marktui.store.disk.errors import DamagedError, NewerFormatError
from marktui.store.file.entry import What
from marktui.store.file.hub_file import read_head
from marktui.store.store import HubStore

from .builders import FOUNDED, FULL, entry, renamed
from .old_format import format_1, write_format_1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that an older marktui left."""
    write_format_1(tmp_path / "hub", FULL)
    return tmp_path / "hub"


async def test_format_1_is_loaded_and_left_as_it_is(folder: Path) -> None:
    content = (folder / "hub.json").read_bytes()
    store = HubStore(folder)
    assert await store.load() == FULL.with_(generation=1)
    assert (await store.version())[0] == 1
    assert len(await store.history()) == 1
    assert (folder / "hub.json").read_bytes() == content
    assert await store.backups() == ()


async def test_first_commit_writes_format_2_and_keeps_format_1(folder: Path) -> None:
    content, store = (folder / "hub.json").read_bytes(), HubStore(folder)
    hub = await store.load()
    done = await store.commit(hub, renamed(hub, "Ada"), entry())
    assert await HubStore(folder).load() == done
    head = read_head(folder / "hub.json")
    assert (head.format, head.generation, head.at) == (2, 2, "2026-09-14T08:30:00Z")
    (backup,) = await store.backups()
    assert backup.name.endswith("-format-1.json")
    assert backup.path.read_bytes() == content
    assert await store.load_backup(backup.name) == hub


async def test_file_of_an_older_format_is_never_dropped(folder: Path) -> None:
    store = HubStore(folder)
    hub = await store.load()
    for number in range(15):
        hub = await store.commit(hub, renamed(hub, f"N{number}"), entry())
    kept = await store.backups()
    assert (len(kept), kept[-1].generation, "format-1" in kept[-1].name) == (11, 1, True)
    done = await store.restore(kept[-1].name, entry(What.RESTORE))
    assert (done.pupils, done.generation) == (FULL.pupils, 17)
    assert read_head(folder / "hub.json").format == 2


async def test_founded_hub_of_format_1_is_loaded(tmp_path: Path) -> None:
    write_format_1(tmp_path / "hub", FOUNDED)
    assert await HubStore(tmp_path / "hub").load() == FOUNDED.with_(generation=1)


@pytest.mark.parametrize("place", [60, 120, 400, -3])
async def test_altered_format_1_is_damaged(folder: Path, place: int) -> None:
    content = bytearray(format_1(FULL, 1))
    content[place] ^= 1
    (folder / "hub.json").write_bytes(content)
    with pytest.raises(DamagedError):
        await HubStore(folder).load()


async def test_newer_format_is_refused_by_all_and_left_alone(folder: Path) -> None:
    content = (folder / "hub.json").read_bytes().replace(b'"format":1', b'"format":3', 1)
    (folder / "hub.json").write_bytes(content)
    store = HubStore(folder)
    for refused in (
        store.load(),
        store.version(),
        store.history(),
        store.commit(FULL.with_(generation=1), FULL, entry()),
        store.erase(FULL.with_(generation=1), ["p000009"], entry()),
    ):
        with pytest.raises(NewerFormatError, match=r"newer marktui \(format 3; this one knows 2\)") as no:
            await refused
        assert (no.value.exit, no.value.hint) == (Exit.STORE, "Install the newer marktui on this machine.")
    assert (folder / "hub.json").read_bytes() == content
    assert not (folder / "backups").exists()
