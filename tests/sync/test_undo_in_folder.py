"""Taking back and erasing in a real folder, by the doors that the command line and the interface use."""

import asyncio
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from given_hub import put
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marktui.hub.model.errors import NotAllowedError, UsageError
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import AccountType, Link
from marktui.hub.model.school import Account
from marktui.store.file.entry import Entry, What
from marktui.sync.decide.hub_decisions import HubDecisions
from marktui.sync.history.undo import UndoBlockedError
from marktui.sync.history.undone import undone_by
from marktui.sync.model.reading import Reading
from marktui.sync.model.scope import Scope
from marktui.sync.session import Session

from .builders import (
    a_mis_class,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    a_teacher,
    a_year,
    linked,
    row_of,
    upn,
)
from .fake_mis import NOW, PUPILS, FakeMis, HubUser
from .memory_hub import shown

CLASS = a_mis_class("4A", "c4", "1")
ADA = linked(a_pupil(1, upn=upn(1), year_group="4"), "1")
NEW_PUPIL = {"last_name": "Quill", "date_of_birth": "2017-03-02"}
ADMIN = a_teacher(3, account_type=AccountType.TEACHER_ADMIN)


def session(user: HubUser, login: str = "jo") -> Session:
    return Session(user.store.folder, login, lambda: NOW, {})


def decisions(user: HubUser, login: str = "jo") -> HubDecisions:
    return session(user, login).decisions


@pytest.fixture
def user(tmp_path: Path) -> HubUser:
    return HubUser(tmp_path / "hub", FakeMis(a_reading(row_of(ADA, first_name="Ada"), a_row(2), CLASS)))


async def open_school(user: HubUser) -> None:
    """A hub with one linked pupil, the class 4A and two accounts."""
    await user.open(ADA, ADMIN, a_year("4"))
    hub = await user.store.load()
    with_admin = hub.with_(accounts=(*hub.accounts, Account("tariq", ADMIN.id)))
    await user.store.commit(hub, with_admin, Entry(what=What.CONNECT, at=NOW, login="jo"))


async def test_run_is_taken_back_and_had_again(user: HubUser) -> None:
    await open_school(user)
    before = await user.store.load()
    assert (await user.run()).run == 1
    after = await user.store.load()
    undone = await decisions(user).undo()
    assert (undone.entry, undone.undone.number, len(undone.removed)) == (2, 1, 1)
    hub = await user.store.load()
    assert shown(hub) == shown(before)
    assert (hub.next_record, hub.next_entry) == (after.next_record, 3)
    (entry, *_) = await session(user).history()
    assert (entry.what, entry.number, entry.undoes, entry.account) == (What.UNDO, 2, 1, "t005007")
    again = await decisions(user).undo(2)
    assert (again.entry, again.removed) == (3, ())
    assert shown(await user.store.load()) == shown(after)


async def test_next_sync_brings_the_same_changes_under_new_ids(user: HubUser) -> None:
    await open_school(user)
    await user.run()
    first = {one.link: one.id for one in (await user.store.load()).pupils.values()}
    await decisions(user).undo()
    assert (await user.run()).run == 3
    second = {one.link: one.id for one in (await user.store.load()).pupils.values()}
    assert first.keys() == second.keys()
    new = Link("assembly", "102")
    assert first[new] < second[new]


async def test_deleted_group_comes_back_and_bars_what_needs_it_until_then(user: HubUser) -> None:
    await open_school(user)
    made = (await decisions(user).add(Kind.CLASS, {"name": "Bees"})).changed[0]
    pupil = (await decisions(user).add(Kind.PUPIL, {**NEW_PUPIL, "class": "Bees"})).changed[0]
    before = await user.store.load()
    with pytest.raises(UsageError, match="is not empty"):
        await decisions(user).remove([made])
    moved = await decisions(user).edit(pupil, {"class": ""})
    gone = await decisions(user).remove([made])
    assert (gone.changed, made in (await user.store.load()).classes) == ((made,), False)
    with pytest.raises(UndoBlockedError, match=rf"{made} was removed later \(entry {gone.entry}\)"):
        await decisions(user).undo(moved.entry)
    assert (await decisions(user).undo()).undone.what is What.REMOVE
    await decisions(user).undo(moved.entry)
    assert shown(await user.store.load()) == shown(before)


async def test_dry_run_changes_nothing(user: HubUser) -> None:
    await open_school(user)
    await user.run()
    files = everything(user.store.folder)
    undone = await decisions(user).undo(dry_run=True)
    assert (undone.entry, undone.undone.number, len(undone.changes)) == (None, 1, 2)
    assert everything(user.store.folder) == files


async def test_blocked_undo_changes_nothing(user: HubUser) -> None:
    await open_school(user)
    await user.run()
    (new,) = [one for one in (await user.store.load()).pupils.values() if one.id != ADA.id]
    user.mis.reading = a_reading(row_of(ADA, first_name="Ada"), a_row(2, last_name="Other"), CLASS)
    await user.run()
    files = everything(user.store.folder)
    with pytest.raises(UndoBlockedError, match=rf"{new.id} was changed later \(entry 2\)"):
        await decisions(user).undo(1)
    assert everything(user.store.folder) == files


@pytest.mark.parametrize("login", ["tariq", "nobody"])
async def test_nobody_but_the_coordinator_takes_back_or_erases(user: HubUser, login: str) -> None:
    await open_school(user)
    await user.run()
    files = everything(user.store.folder)
    for dry_run in (True, False):
        with pytest.raises(NotAllowedError):
            await decisions(user, login).undo(dry_run=dry_run)
    with pytest.raises(NotAllowedError):
        await decisions(user, login).erase([ADA.id])
    assert everything(user.store.folder) == files


async def test_cleared_mis_ids_are_taken_back(user: HubUser) -> None:
    await open_school(user)
    before = await user.store.load()
    await session(user).mis.disconnect(clear_mis_ids=True)
    await decisions(user).undo()
    hub = await user.store.load()
    assert shown(hub) == shown(before)
    assert hub.connection is None


async def test_two_who_take_back_at_once_take_back_two_entries(user: HubUser) -> None:
    """As if one had come after the other; none is lost and none is taken back twice."""
    await open_school(user)
    before = await user.store.load()
    await user.run(Scope((Kind.CLASS,)))
    await user.run()
    undone = await asyncio.gather(decisions(user).undo(), decisions(user).undo())
    assert sorted(one.undone.number or 0 for one in undone) == [1, 2]
    assert shown(await user.store.load()) == shown(before)


async def test_undo_is_worked_out_anew_where_somebody_was_quicker(user: HubUser) -> None:
    await open_school(user)
    await user.run()
    ends = await asyncio.gather(*(decisions(user).undo(1) for _ in range(3)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in ends) == [
        "UndoBlockedError",
        "UndoBlockedError",
        "UndoResult",
    ]


async def test_a_restore_is_a_barrier_and_no_number_is_used_again(user: HubUser) -> None:
    await open_school(user)
    backup = (await session(user).maintenance.backups())[0]
    await user.run()
    used = set((await user.store.load()).pupils)
    await session(user).maintenance.restore(backup.name)
    with pytest.raises(UndoBlockedError, match="restored a backup since"):
        await decisions(user).undo(1)
    with pytest.raises(UndoBlockedError, match="Entry 2 restored a backup"):
        await decisions(user).undo()
    assert (await user.run()).run == 3
    assert set((await user.store.load()).pupils) & used == {ADA.id}


async def test_erased_people_are_nowhere_and_their_entries_stay(user: HubUser) -> None:
    await open_school(user)
    await user.run()
    await decisions(user).edit("t005003", {"email": "tariq@ash.example"})
    assert b"Ada" in b"".join(everything(user.store.folder).values())
    assert await decisions(user).erase([ADA.id]) == 3
    told = b"".join(everything(user.store.folder).values())
    for trace in ("Ada", ADA.last_name, ADA.upn, ADA.id, '"mis_id":"1"'):
        assert str(trace).encode() not in told, trace
    purge, edit, run, *_ = await session(user).history()
    assert [(one.number, one.what) for one in (purge, edit, run)] == [
        (3, What.PURGE),
        (2, What.EDIT),
        (1, What.RUN),
    ]
    assert (run.login, run.at, len(run.erased), len(run.changes)) == ("jo", NOW, 1, 1)
    with pytest.raises(UndoBlockedError, match="some of its people were erased by entry 3"):
        await decisions(user).undo(1)
    with pytest.raises(UndoBlockedError, match="Entry 3 erased people for good"):
        await decisions(user).undo()
    await decisions(user).undo(2)


async def test_an_erased_pupil_who_never_had_a_link(user: HubUser) -> None:
    await open_school(user)
    await user.run()
    await session(user).mis.disconnect(clear_mis_ids=True)
    made = a_pupil(400)
    await put(user.store, [made], NOW)
    await decisions(user).edit(made.id, {"last_name": "Byron"})
    assert await decisions(user).erase([made.id]) == 4
    assert b"Byron" not in b"".join(everything(user.store.folder).values())
    with pytest.raises(UndoBlockedError, match="some of its people were erased by entry 4"):
        await decisions(user).undo(3)
    await decisions(user).undo(2)


STEPS = st.lists(st.integers(0, 11), min_size=1, max_size=7)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_any_sequence_in_a_real_folder(
    tmp_path_factory: pytest.TempPathFactory, steps: Iterable[int]
) -> None:
    asyncio.run(drive(HubUser(tmp_path_factory.mktemp("steps") / "hub", FakeMis(a_reading())), steps))


async def drive(user: HubUser, steps: Iterable[int]) -> None:
    """Sync, edit and undo; the shown records after each entry are those before what was taken back."""
    await open_school(user)
    states = {0: shown(await user.store.load())}
    ids: set[str] = set()
    highest = 0
    for at, step in enumerate(steps):
        if step < 5:
            user.mis.reading = reading(step, at)
            number = (await user.run(PUPILS if step else Scope(tuple(Kind)))).run
        elif step < 7:
            number = (await decisions(user).edit(ADMIN.id, {"email": f"{step}{at}@ash.example"})).entry
        else:
            number = await taken_back(user, None if step == 7 else step - 7, states)
        hub = await user.store.load()
        if number is not None:
            states[number] = shown(hub)
        assert hub.next_record >= highest
        highest = hub.next_record
        ids |= set(hub.pupils)
        assert all(int(one[1:]) < highest or one in (ADA.id,) for one in ids)


async def taken_back(user: HubUser, number: int | None, states: Mapping[int, object]) -> int | None:
    try:
        undone = await decisions(user).undo(number)
    except UsageError:
        return None
    entry = undone.undone.number or 0
    now = shown(await user.store.load())
    standing = [one for one in await session(user).history() if one.number]
    if entry == (undone.entry or 0) - 1:
        assert now == states[entry - 1]
    assert undone_by(standing)[entry] == undone.entry
    return undone.entry


def reading(step: int, at: int) -> Reading:
    return a_reading(
        row_of(ADA, first_name=f"Ada{step}"),
        *(a_row(number) for number in range(2, 2 + (step + at) % 4)),
        CLASS,
        a_mis_year("4"),
    )


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of a hub folder but the lock."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.suffix.startswith(".json")}


def test_the_files_that_are_compared(tmp_path: Path) -> None:
    for name in ("hub.json", "history.jsonl", "hub.lock"):
        (tmp_path / name).write_text("")
    assert everything(tmp_path).keys() == {"hub.json", "history.jsonl"}
