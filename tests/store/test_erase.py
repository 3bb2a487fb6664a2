"""Whoever is erased is nowhere in the folder; what happened is still told, and they are known again."""

from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import HubStep
from marktui.hub.model.record import Link
from marktui.hub.rules.erase import WEB_HUB, digest_of
from marktui.store.disk.errors import DamagedError
from marktui.store.file.entry import What
from marktui.store.history.history import History
from marktui.store.store import HubStore

from .builders import FULL, entry, renamed
from .erased_pupil import FORMER, GONE, LEAVER, NAMESAKE, TUTOR, run, told, traces
from .folder_view import temporary_files
from .operations import commit, dies, erase, erasure_cut_off, somebody_to_erase


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A hub with two people to erase, known all over the place."""
    await somebody_to_erase(tmp_path / "hub")
    return tmp_path / "hub"


async def erased(folder: Path) -> Hub:
    store = HubStore(folder)
    hub = await store.load()
    return await store.erase(hub, GONE, entry(What.PURGE, number=hub.next_entry))


def knows(hub: Hub, kind: Kind, link: Link) -> bool:
    """Whether a row of the MIS is one of somebody who was erased."""
    assert hub.erasure_key is not None
    return digest_of(hub.erasure_key, kind, link) in {one.digest for one in hub.erased if one.kind is kind}


async def test_nothing_of_them_is_left_in_any_file(folder: Path) -> None:
    kinds = {one.partition(": ")[2] for one in traces(folder)}
    assert len(kinds) == 12
    after = await erased(folder)
    assert traces(folder) == set()
    assert temporary_files(folder) == []
    assert await HubStore(folder).load() == after


async def test_hub_is_otherwise_as_it_was(folder: Path) -> None:
    before = await HubStore(folder).load()
    after = await erased(folder)
    assert after.pupils == {id_: one for id_, one in before.pupils.items() if id_ != LEAVER.id}
    assert NAMESAKE.id in after.pupils
    assert before.teachers.keys() - after.teachers.keys() == {TUTOR.id}
    assert {one.teacher_id for one in before.accounts} - {one.teacher_id for one in after.accounts} == {
        TUTOR.id
    }
    assert after.choices == FULL.choices.__class__(FULL.choices.ticks, ())
    assert (after.generation, after.next_entry) == (before.generation + 1, before.next_entry + 1)
    assert (after.next_record, after.classes, after.year_groups) == (
        before.next_record,
        before.classes,
        before.year_groups,
    )


async def test_history_still_tells_what_happened(folder: Path) -> None:
    before = await HubStore(folder).history()
    after = await erased(folder)
    purge, *entries = await HubStore(folder).history()
    assert (purge.what, purge.number, purge.erased) == (What.PURGE, 7, after.erased)
    for then, now in zip(before, entries, strict=True):
        for name in ("what", "at", "login", "number", "generation", "counts", "plan", "text", "undoes"):
            assert getattr(now, name) == getattr(then, name)
        assert now.account is None
    assert [change.id for one in entries for change in one.changes] == ["p000009"]
    known = [{mark.digest for mark in one.erased} for one in entries]
    assert after.erasure_key is not None
    now_digest = digest_of(after.erasure_key, Kind.PUPIL, Link("assembly", "77123"))
    former_digest = digest_of(after.erasure_key, Kind.PUPIL, FORMER)
    web_digest = digest_of(after.erasure_key, Kind.PUPIL, Link(WEB_HUB, "99123"))
    assert known == [set(), {now_digest, former_digest, web_digest}, {former_digest, web_digest}]
    states = [entry.web_hub for entry in entries if entry.web_hub]
    assert len(states) == sum(entry.web_hub is not None for entry in before) > 0
    assert {(*one.pupils, *one.without_access) for one in states} == {(NAMESAKE.id,)}
    assert {entry.kept for entry in entries if entry.what is What.RUN} == {(NAMESAKE.id,)}


async def test_digest_knows_every_row_they_had_and_no_other(folder: Path) -> None:
    after = await erased(folder)
    assert knows(after, Kind.PUPIL, Link("assembly", "77123"))
    assert knows(after, Kind.PUPIL, FORMER)
    assert knows(after, Kind.TEACHER, Link("arbor", "88123"))
    for kind, link in (
        (Kind.PUPIL, Link("assembly", "77124")),
        (Kind.PUPIL, Link("arbor", "77123")),
        (Kind.TEACHER, Link("assembly", "77123")),
    ):
        assert not knows(after, kind, link)
    assert {one.on for one in after.erased} == {date(2026, 9, 14)}


async def test_same_person_in_another_hub_gives_another_digest(folder: Path, tmp_path: Path) -> None:
    await somebody_to_erase(tmp_path / "other")
    mine, other = await erased(folder), await erased(tmp_path / "other")
    assert not {one.digest for one in mine.erased} & {one.digest for one in other.erased}


async def test_key_stays_from_one_erasure_to_the_next(folder: Path) -> None:
    first = await erased(folder)
    second = await HubStore(folder).erase(first, [NAMESAKE.id], entry(What.PURGE, number=8))
    assert second.erasure_key == first.erasure_key
    assert set(first.erased) < set(second.erased)
    assert knows(second, Kind.PUPIL, Link("assembly", "77124"))


async def test_backups_can_still_be_restored_and_bring_nobody_back(folder: Path) -> None:
    after = await erased(folder)
    store = HubStore(folder)
    for backup in await store.backups():
        done = await store.restore(backup.name, entry(What.RESTORE))
        assert not GONE & {one.id for one in done.people()}
        assert set(after.erased) <= set(done.erased)
        assert done.erasure_key == after.erasure_key
    assert traces(folder) == set()


async def test_erasure_that_was_cut_off_is_finished_by_opening(tmp_path: Path) -> None:
    await erasure_cut_off(tmp_path)
    assert traces(tmp_path)
    await HubStore(tmp_path).load()
    assert (traces(tmp_path), temporary_files(tmp_path)) == (set(), [])


async def test_erasure_that_never_began_is_forgotten_by_a_restore(folder: Path) -> None:
    await dies(folder, erase, "extend")
    store = HubStore(folder)
    newest = (await store.backups())[0]
    assert temporary_files(folder)
    done = await store.restore(newest.name, entry(What.RESTORE))
    assert {one.id for one in done.people()} >= GONE
    assert not (folder / "erasing.json").exists()
    assert {one.id for one in (await HubStore(folder).load()).people()} >= GONE


async def test_erasure_is_finished_by_a_restore_over_a_damaged_hub(tmp_path: Path) -> None:
    await erasure_cut_off(tmp_path)
    (tmp_path / "hub.json").write_bytes(b"Quentin Vanbrugh")
    store = HubStore(tmp_path)
    done = await store.restore((await store.backups())[0].name, entry(What.RESTORE))
    assert not GONE & {one.id for one in done.people()}
    assert (traces(tmp_path), temporary_files(tmp_path)) == (set(), [])
    assert await HubStore(tmp_path).load() == done


async def test_damaged_note_of_an_erasure_lets_nobody_write(tmp_path: Path) -> None:
    await erasure_cut_off(tmp_path)
    (tmp_path / "erasing.json").write_bytes(b"{")
    store = HubStore(tmp_path)
    hub = await store.load()
    with pytest.raises(DamagedError, match="an erasure cannot be finished") as no:
        await store.commit(hub, renamed(hub, "Ada"), entry())
    assert no.value.next == (HubStep.CHECK,)
    assert await HubStore(tmp_path).load() == hub


async def test_id_of_somebody_erased_is_not_given_again(tmp_path: Path) -> None:
    store = HubStore(tmp_path)
    hub = await store.create(FULL, entry(What.INIT))
    new = LEAVER.with_(id="p000100")
    hub = await store.commit(hub, hub.with_records([new]).with_(next_record=101), entry())
    await store.erase(hub, [new.id], entry(What.PURGE))
    (tmp_path / "hub.json").write_bytes(b"lost")
    done = await store.restore((await store.backups())[-1].name, entry(What.RESTORE))
    assert done.next_record >= 101


async def test_commit_after_an_erasure_goes_on(folder: Path) -> None:
    await erased(folder)
    await commit(HubStore(folder))
    assert traces(folder) == set()


@pytest.mark.parametrize("stands", [True, False], ids=["undone since", "never committed"])
async def test_another_record_of_the_same_row_goes_too(folder: Path, stands: bool) -> None:
    """An undo took it away, or a crash came before its commit; the history still tells of it."""
    store = HubStore(folder)
    hub = await store.load()
    other = LEAVER.with_(id="p000090")
    history = History(folder / "history.jsonl")
    if stands:
        for change in (told(None, other), told(other, None)):
            hub = await store.commit(hub, hub, run(hub.next_entry, change))
    else:
        lost = run(hub.next_entry, told(None, other))
        history.add(structs.replace(lost, generation=hub.generation + 1))
    await store.erase(hub, GONE, entry(What.PURGE, number=hub.next_entry))
    assert traces(folder) == set()
    assert "p000090" not in (folder / "history.jsonl").read_text(encoding="utf-8")


async def test_a_backup_of_a_newer_format_goes_rather_than_keep_them(folder: Path) -> None:
    backup = next(iter((folder / "backups").iterdir()))
    newer = backup.with_name("hub-000900-20260101T000000Z.json")
    newer.write_bytes(backup.read_bytes().replace(b'"format":3', b'"format":9', 1))
    await erased(folder)
    assert not newer.exists()
    assert traces(folder) == set()
