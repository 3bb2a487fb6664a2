"""The hub folder: private, whole, and never overwritten by somebody who has not seen the latest."""

import asyncio
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import orjson
import pytest
from msgspec import Raw
from tinydb import Query, TinyDB

from marktui.hub.model.errors import Exit, MarktuiError
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import HubStep
from marktui.hub.model.record import Pupil
from marktui.store.disk.errors import (
    ChangedElsewhereError,
    DamagedError,
    HubExistsError,
    NoHubError,
    StoreError,
)
from marktui.store.disk.paths import HUB_FILE, UNSAVED_FILE
from marktui.store.file.entry import Entry, What
from marktui.store.file.hub_file import checked, encode, read_generation
from marktui.store.store import HubStore

from .builders import FOUNDED, FULL, NOW, entry, mode, renamed
from .failing_disk import SteppedDisk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "over" / "hub"


@pytest.fixture
async def store(folder: Path) -> HubStore:
    """A hub with all there can be in it."""
    made = HubStore(folder)
    await made.create(FULL, entry(What.INIT))
    return made


@pytest.fixture(params=[0, 0o277, 0o777], ids=oct)
def any_umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """A umask that lets everybody in, or not even the owner, unless the program says otherwise."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def modes_in(folder: Path) -> list[int]:
    """The modes of all files under a folder."""
    return [mode(path) for path in folder.rglob("*") if path.is_file()]


def crowd(number: int) -> dict[str, Pupil]:
    """Many pupils."""
    ids = [f"p{n:06d}" for n in range(1000, 1000 + number)]
    return {one: Pupil(id=one, first_name=f"N{one}", last_name="Bell") for one in ids}


async def test_what_is_created_is_what_is_loaded(store: HubStore) -> None:
    assert await store.load() == FULL.with_(generation=1)
    assert await HubStore(store.folder).load() == FULL.with_(generation=1)
    assert await store.exists()


def test_founded_hub_is_loaded_too(folder: Path) -> None:
    unsaved = folder / UNSAVED_FILE
    folder.mkdir(parents=True)
    unsaved.write_text("of an earlier hub, whose records had the same ids")
    HubStore(folder).files.create(FOUNDED, entry(What.INIT))
    assert HubStore(folder).files.load() == FOUNDED.with_(generation=1)
    assert not unsaved.exists()


@pytest.mark.usefixtures("any_umask")
async def test_files_are_for_the_owner_alone(folder: Path) -> None:
    store = HubStore(folder)
    hub = await store.create(FULL, entry(What.INIT))
    await store.commit(hub, renamed(hub, "Ada"), entry())
    assert (mode(folder), mode(folder.parent)) == (0o700, 0o700)
    assert names_in(folder) == {"hub.json", "history.jsonl", "hub.lock", "backups"}
    assert mode(folder / "backups") == 0o700
    assert modes_in(folder) == [0o600] * 4


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-12:00", "2026-01-01T00:00:00"]
)
async def test_a_moment_that_no_clock_can_tell_is_not_what_marktui_wrote(store: HubStore, at: str) -> None:
    """Whoever has an editor can write one, and a digest that fits."""
    path = store.folder / "hub.json"
    head, content = checked(path.read_bytes(), path)
    tables = orjson.loads(content)
    tables["school"]["1"]["connection"]["connected_at"] = at
    path.write_bytes(encode(tables, head.generation, NOW))
    with pytest.raises(DamagedError):
        await HubStore(store.folder).load()
    path.write_bytes(
        encode({}, head.generation, NOW).replace(b"2026-09-14T08:30:00Z", b"2026-13-14T08:30:00Z")
    )
    with pytest.raises(DamagedError):
        await store.version()
    with pytest.raises(ValueError, match="not valid in every time zone"):
        Entry(what=What.RUN, at=datetime.fromisoformat(at), login="jo")


async def test_existing_hub_is_not_made_anew(store: HubStore) -> None:
    content = (store.folder / "hub.json").read_bytes()
    with pytest.raises(HubExistsError) as no:
        await HubStore(store.folder).create(FOUNDED, entry(What.INIT))
    assert no.value.exit is Exit.USAGE
    assert (store.folder / "hub.json").read_bytes() == content


async def test_no_hub_is_said_with_the_way_to_make_one(tmp_path: Path) -> None:
    store = HubStore(tmp_path)
    assert not await store.exists()
    with pytest.raises(NoHubError, match="There is no hub in") as no:
        await store.load()
    assert (no.value.exit, no.value.next) == (Exit.USAGE, (HubStep.CREATE,))
    assert names_in(tmp_path) == set()


async def test_folder_that_the_system_refuses_is_explained(tmp_path: Path) -> None:
    store = HubStore(tmp_path / ("n" * 300))
    with pytest.raises(MarktuiError):
        await store.load()
    with pytest.raises(StoreError):
        await store.create(FULL, entry(What.INIT))


async def test_commit_makes_the_next_generation(store: HubStore) -> None:
    hub = await store.load()
    after = await store.commit(hub, renamed(hub, "Ada"), entry(number=7))
    assert (after.generation, (await store.version())[0]) == (2, 2)
    assert await HubStore(store.folder).load() == after
    assert [one.number for one in await store.history()] == [7, None]


async def test_commits_follow_each_other_without_loading(store: HubStore) -> None:
    hub = await store.load()
    for name in ("Ada", "Bea", "Cleo"):
        hub = await store.commit(hub, renamed(hub, name), entry())
    assert (await HubStore(store.folder).load()) == hub
    assert hub.generation == 4


async def test_removed_record_is_gone_from_the_file(store: HubStore) -> None:
    hub = await store.load()
    after = await store.commit(hub, hub.with_(pupils={}), entry())
    assert (await HubStore(store.folder).load()).pupils == {} == after.pupils


async def test_hub_changed_elsewhere_is_not_overwritten(store: HubStore) -> None:
    hub, other = await store.load(), HubStore(store.folder)
    theirs = await other.commit(await other.load(), renamed(hub, "Theirs"), entry())
    with pytest.raises(ChangedElsewhereError) as no:
        await store.commit(hub, renamed(hub, "Mine"), entry(text="mine"))
    assert no.value.exit is Exit.STORE
    assert await store.load() == theirs
    assert "mine" not in {one.text for one in await store.history()}
    again = await store.commit(theirs, renamed(theirs, "Mine"), entry())
    assert (await HubStore(store.folder).load()) == again


async def test_one_of_two_commits_at_once_wins(store: HubStore) -> None:
    hub, other = await store.load(), HubStore(store.folder)
    results = await asyncio.gather(
        store.commit(hub, renamed(hub, "Mine"), entry()),
        other.commit(hub, renamed(hub, "Theirs"), entry()),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in results) == ["ChangedElsewhereError", "Hub"]
    assert await store.load() in results


async def test_loading_while_committing_neither_loses_nor_sees_half(store: HubStore) -> None:
    hub = await store.load()
    for turn in range(10):
        after = hub.with_(pupils=crowd(1000 + 500 * turn), resync_pupils=turn % 2 == 0)
        committing = asyncio.create_task(store.commit(hub, after, entry()))
        seen = [await store.load()]
        while not committing.done():
            seen.append(await store.load())
        committed = await committing
        assert all(one in (hub, committed) for one in seen)
        assert await HubStore(store.folder).load() == committed
        hub = committed


async def test_note_leaves_the_hub_file_untouched(store: HubStore) -> None:
    path = store.folder / "hub.json"
    before = path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino
    await store.note(entry(What.NOTHING, "nothing to change"))
    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert (await store.history())[0].text == "nothing to change"


async def test_history_stops_where_enough_is_known(store: HubStore) -> None:
    for text in ("one", "two", "three"):
        await store.note(entry(What.NOTHING, text))
    found = await store.history(lambda one: one.text == "two")
    assert [one.text for one in found] == ["three", "two"]


async def test_failed_write_leaves_everything_as_it_was(
    store: HubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = await store.load()
    content = (store.folder / "hub.json").read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", _full_disk)
        with pytest.raises(StoreError, match="no space left") as no:
            await store.commit(hub, renamed(hub, "Ada"), entry(text="lost"))
    assert no.value.hint == "Free some space on this disk and try again."
    assert (store.folder / "hub.json").read_bytes() == content
    assert names_in(store.folder) == {"hub.json", "history.jsonl", "hub.lock", "backups"}
    assert await store.load() == hub
    assert "lost" not in {one.text for one in await store.history()}
    kept = await store.commit(hub, renamed(hub, "Bea"), entry(text="kept"))
    assert await HubStore(store.folder).load() == kept
    assert [one.text for one in await store.history()] == ["kept", ""]


def _full_disk(*_: object) -> None:
    raise OSError(28, "No space left on device")


async def test_stock_tinydb_reads_the_file(store: HubStore) -> None:
    with TinyDB(store.folder / "hub.json", access_mode="r") as db:
        parts = {"hub", "school", "accounts", "choices", "erased"}
        assert db.tables() == parts | {kind.plural for kind in Kind}
        (pupil,) = db.table("pupils").search(Query().last_name == "山田")
    assert pupil["link"] == {"connector": "assembly", "mis_id": "5112"}
    assert pupil.doc_id == 9


async def test_file_holds_one_record_a_line(store: HubStore) -> None:
    lines = (store.folder / "hub.json").read_text(encoding="utf-8").splitlines()
    assert sum("山田" in line for line in lines) == 1
    assert next(line for line in lines if "山田" in line).startswith('"9":{')


@pytest.mark.parametrize("content", [b"", b"{}", b'{"_default": {}}', b"\x00" * 400, b"[1, 2]\n"])
async def test_foreign_file_is_damaged_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "hub.json").write_bytes(content)
    store = HubStore(tmp_path)
    with pytest.raises(DamagedError, match="damaged") as no:
        await store.load()
    assert no.value.exit is Exit.STORE
    with pytest.raises(DamagedError):
        await store.commit(FULL, FULL, entry())
    with pytest.raises(HubExistsError):
        await store.create(FULL, entry())
    assert (tmp_path / "hub.json").read_bytes() == content


async def test_text_that_is_not_utf8_is_damage(tmp_path: Path) -> None:
    row = Raw(b'{"id":"p000009","first_name":"\xff","last_name":""}')
    (tmp_path / "hub.json").write_bytes(encode({"pupils": {"9": row}}, 1, NOW))
    with pytest.raises(DamagedError):
        await HubStore(tmp_path).load()


async def test_big_hub_comes_back_whole(store: HubStore) -> None:
    hub = await store.load()
    after = await store.commit(hub, hub.with_(pupils=crowd(20_000)), entry())
    assert await HubStore(store.folder).load() == after


async def test_a_generation_is_ours_as_soon_as_it_can_be_seen(tmp_path: Path) -> None:
    seen: set[tuple[int, bool]] = set()

    class Watched(SteppedDisk):
        def before(self, step: str) -> None:
            if (tmp_path / HUB_FILE).exists():
                generation = read_generation(tmp_path / HUB_FILE)
                seen.add((generation, own.is_ours(generation)))

    own = HubStore(tmp_path, disk=Watched())
    hub = await own.create(FULL, entry(What.INIT))
    await own.commit(hub, renamed(hub, "Ada"), entry())
    assert seen == {(1, True), (2, True)}
