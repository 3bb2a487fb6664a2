"""What a face of marktui has at hand: founding, looking, disconnecting, and how things stand."""

from pathlib import Path

import pytest

from marktui.hub.model.errors import NotAllowedError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, AccountType, Desync, Reason
from marktui.hub.model.school import Account, Connection
from marktui.store.disk.errors import HubExistsError, NoHubError
from marktui.store.file.entry import Entry, What
from marktui.store.file.record_changes import decode_record
from marktui.sync.history.status import StatusReport
from marktui.sync.session import Session

from .builders import (
    TODAY,
    a_mis_class,
    a_pupil,
    a_reading,
    a_row,
    a_teacher,
    linked,
    row_of,
    upn,
)
from .fake_mis import COLLECTED, NOW, FakeMis, HubUser

ADMIN = a_teacher(3, account_type=AccountType.TEACHER_ADMIN)
LEFT = linked(a_pupil(1, access=Access.WITHOUT_ACCESS, class_id="c000001"), "1").with_(
    desync=Desync(TODAY, Reason.LEFT, TODAY)
)
HERE = linked(a_pupil(2), "2")


def session(folder: Path, login: str = "jo") -> Session:
    return Session(folder, login, lambda: NOW, {})


async def a_school(folder: Path) -> Hub:
    """A connected hub with two accounts, a leaver, a synced pupil, and a stored secret."""
    one = session(folder)
    hub = await one.create(school="Ashgrove", coordinator="Jo Smith", email="jo@ash.example")
    one.secrets("assembly").store({"token": "t"})
    full = hub.with_records([ADMIN, LEFT, HERE, a_pupil(3)]).with_(
        connection=Connection("assembly", {"api_url": "https://api.example"}, "Ash"),
        last_connector="assembly",
        saved=tuple(Kind),
        accounts=(*hub.accounts, Account("tariq", ADMIN.id)),
    )
    return await one.store.commit(hub, full, Entry(what=What.CONNECT, at=NOW, login="jo"))


async def test_founder_can_look_and_others_cannot(tmp_path: Path) -> None:
    one = session(tmp_path)
    assert not await one.exists()
    hub = await one.create(school="Ashgrove", coordinator="Jo Smith", email="jo@ash.example")
    assert await one.exists()
    assert await one.load() == hub
    assert one.actor(hub).teacher == hub.coordinator
    with pytest.raises(NotAllowedError):
        await session(tmp_path, "tariq").load()
    with pytest.raises(NotAllowedError):
        await session(tmp_path, "tariq").history()
    with pytest.raises(HubExistsError):
        await one.create(school="Ashgrove", coordinator="Jo Smith", email="jo@ash.example")


async def test_nothing_is_made_of_a_bad_address(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        await session(tmp_path / "hub").create(school="Ashgrove", coordinator="Jo", email="jo")
    assert not (tmp_path / "hub").exists()
    with pytest.raises(NoHubError):
        await session(tmp_path / "hub").load()


async def test_disconnecting_forgets_the_secrets_and_keeps_the_links(tmp_path: Path) -> None:
    before, one = await a_school(tmp_path), session(tmp_path)
    after = await one.mis.disconnect()
    assert after == before.with_(connection=None, generation=3)
    assert one.secrets("assembly").get("token") is None
    (entry, *_) = await one.history()
    assert (entry.what, entry.number, entry.connector, entry.changes) == (
        What.DISCONNECT,
        None,
        "assembly",
        (),
    )


async def test_clearing_mis_ids_is_an_entry_that_can_be_taken_back(tmp_path: Path) -> None:
    before, one = await a_school(tmp_path), session(tmp_path)
    after = await one.mis.disconnect(clear_mis_ids=True)
    assert after.pupils[LEFT.id] == LEFT.with_(link=None, desync=None)
    assert (after.next_entry, await one.load()) == (before.next_entry + 1, after)
    (entry, *_) = await one.history()
    assert (entry.number, entry.clear_mis_ids) == (before.next_entry, True)
    plain = {change.id: change for change in entry.changes}
    assert plain.keys() == {LEFT.id, HERE.id}
    for record in (LEFT, HERE):
        change = plain[record.id]
        assert change.before is not None
        assert change.after is not None
        assert decode_record(Kind.PUPIL, change.before) == record
        assert decode_record(Kind.PUPIL, change.after) == after.pupils[record.id]


async def test_clearing_is_possible_after_disconnecting(tmp_path: Path) -> None:
    await a_school(tmp_path)
    await session(tmp_path).mis.disconnect()
    with pytest.raises(UsageError, match="not connected"):
        await session(tmp_path).mis.disconnect()
    after = await session(tmp_path).mis.disconnect(clear_mis_ids=True)
    assert after.pupils[HERE.id].link is None


async def test_nobody_but_the_coordinator_connects_or_disconnects(tmp_path: Path) -> None:
    before, other = await a_school(tmp_path), session(tmp_path, "tariq")
    assert await other.load() == before
    with pytest.raises(NotAllowedError):
        await other.mis.disconnect()
    with pytest.raises(NotAllowedError):
        await other.mis.connect("assembly", {}, {"token": "t"})
    assert await session(tmp_path).load() == before
    assert session(tmp_path).secrets("assembly").get("token") == "t"


async def report(one: Session) -> StatusReport:
    return (await one.status(await one.load()))[0]


async def test_status_of_a_fresh_hub(tmp_path: Path) -> None:
    one = session(tmp_path)
    await one.create(school="Ashgrove", coordinator="Jo Smith", email="jo@ash.example", centre_id="100123")
    status = await report(one)
    assert status.school == {"name": "Ashgrove", "centre_id": "100123"}
    assert (status.connection, status.set_up.done, status.set_up.next) == (None, False, "teachers")
    assert {last.attempt_at for last in status.last.values()} == {None}
    assert (status.waiting.held, status.waiting.leavers, status.waiting.may_match) == (None, 0, 0)


async def test_status_counts_records_and_leavers(tmp_path: Path) -> None:
    await a_school(tmp_path)
    status = await report(session(tmp_path))
    number = status.counts["pupils"]
    assert (number.total, number.synced, number.desynced, number.not_linked) == (3, 1, 1, 1)
    assert (status.waiting.leavers, status.set_up.done, status.set_up.next) == (0, True, None)
    assert status.connection is not None
    assert (status.connection.connector, status.connection.data_at) == ("assembly", None)


async def test_status_tells_of_the_last_attempt_and_the_last_run(tmp_path: Path) -> None:
    rows = [row_of(HERE, first_name="Ada"), a_row(3, upn=upn(3)), a_mis_class("4A", "c4")]
    await a_school(tmp_path)
    user = HubUser(tmp_path, FakeMis(a_reading(*rows)))
    await user.run()
    user.mis = FakeMis(a_reading(*rows), breaks_at=1)
    with pytest.raises(Exception, match="missing"):
        await user.run()
    status = await report(session(tmp_path))
    last = status.last["pupils"]
    assert (last.run, last.run_at, last.outcome, last.message) == (
        1,
        NOW,
        "failed",
        "A page of the list is missing.",
    )
    assert status.last["teachers"].attempt_at is None
    assert status.connection is not None
    assert status.connection.data_at == COLLECTED


async def test_status_tells_what_waits(tmp_path: Path) -> None:
    pupils = [linked(a_pupil(n), str(n)) for n in range(10, 20)]
    doubted = a_pupil(30, upn=upn(30))
    doubts = [a_row(30, upn=upn(31)), a_row(40, upn=upn(40)), a_row(41, upn=upn(40)), a_mis_class("4A", "c4")]
    user = HubUser(tmp_path, FakeMis(a_reading(*map(row_of, pupils), *doubts)))
    await user.open(*pupils, doubted)
    await user.run()
    waits = (await report(session(tmp_path))).waiting
    assert (waits.may_match, waits.clash, waits.held) == (1, 2, None)
    user.mis.reading = a_reading(*map(row_of, pupils[:2]), *doubts)
    plan = (await user.run()).plan
    assert (await report(session(tmp_path))).waiting.held == plan.id
    await user.run(approve=plan.id)
    assert (await report(session(tmp_path))).waiting.held is None
