"""A hub file of an older format is read, kept and replaced; one of a newer format is left alone."""

from pathlib import Path

import pytest

from marktui.hub.model.errors import Exit
from marktui.store.disk.errors import DamagedError, NewerFormatError
from marktui.store.file.entry import What
from marktui.store.file.hub_file import checked, read_head
from marktui.store.store import HubStore

from .builders import FOUNDED, FULL, entry, renamed
from .old_format import OLD_FORMATS, write_old


@pytest.fixture(params=OLD_FORMATS)
def old(request: pytest.FixtureRequest) -> int:
    """Each older format."""
    number: int = request.param
    return number


@pytest.fixture
def folder(tmp_path: Path, old: int) -> Path:
    """A folder that an older marktui left."""
    write_old(tmp_path / "hub", FULL, old)
    return tmp_path / "hub"


async def test_older_format_is_loaded_and_left_as_it_is(folder: Path) -> None:
    content = (folder / "hub.json").read_bytes()
    store = HubStore(folder)
    assert await store.load() == FULL.with_(generation=1)
    assert (await store.version())[0] == 1
    assert len(await store.history()) == 1
    assert (folder / "hub.json").read_bytes() == content
    assert await store.backups() == ()


async def test_first_commit_writes_the_present_format_and_keeps_the_old_file(folder: Path, old: int) -> None:
    content, store = (folder / "hub.json").read_bytes(), HubStore(folder)
    hub = await store.load()
    done = await store.commit(hub, renamed(hub, "Ada"), entry())
    assert await HubStore(folder).load() == done
    head = read_head(folder / "hub.json")
    assert (head.format, head.generation, head.at) == (3, 2, "2026-09-14T08:30:00Z")
    (backup,) = await store.backups()
    assert backup.name.endswith(f"-format-{old}.json")
    assert backup.path.read_bytes() == content
    assert await store.load_backup(backup.name) == hub


async def test_file_of_an_older_format_is_never_dropped(folder: Path, old: int) -> None:
    store = HubStore(folder)
    hub = await store.load()
    for number in range(15):
        hub = await store.commit(hub, renamed(hub, f"N{number}"), entry())
    kept = await store.backups()
    assert (len(kept), kept[-1].generation, f"format-{old}" in kept[-1].name) == (11, 1, True)
    done = await store.restore(kept[-1].name, entry(What.RESTORE))
    assert (done.pupils, done.generation) == (FULL.pupils, 17)
    assert read_head(folder / "hub.json").format == 3


async def test_founded_hub_of_an_older_format_is_loaded(tmp_path: Path, old: int) -> None:
    write_old(tmp_path / "hub", FOUNDED, old)
    assert await HubStore(tmp_path / "hub").load() == FOUNDED.with_(generation=1)


def test_any_byte_of_an_older_format_that_was_altered_is_noticed(old: int) -> None:
    content, path = OLD_FORMATS[old](FULL, 1), Path("hub.json")
    for place in range(len(content)):
        altered = bytearray(content)
        altered[place] ^= 1
        with pytest.raises((DamagedError, NewerFormatError)):
            checked(bytes(altered), path)


async def test_newer_format_is_refused_by_all_and_left_alone(folder: Path, old: int) -> None:
    content = (folder / "hub.json").read_bytes().replace(b'"format":%d' % old, b'"format":4', 1)
    (folder / "hub.json").write_bytes(content)
    store = HubStore(folder)
    for refused in (
        store.load(),
        store.version(),
        store.history(),
        store.commit(FULL.with_(generation=1), FULL, entry()),
        store.erase(FULL.with_(generation=1), ["p000009"], entry()),
    ):
        with pytest.raises(NewerFormatError, match=r"newer marktui \(format 4; this one knows 3\)") as no:
            await refused
        assert (no.value.exit, no.value.hint) == (Exit.STORE, "Install the newer marktui on this machine.")
    assert (folder / "hub.json").read_bytes() == content
    assert not (folder / "backups").exists()
