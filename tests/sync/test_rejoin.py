"""A pupil who is gone and came back under another MIS id: who it may be, and matching the two in place."""

from datetime import date
from pathlib import Path

import pytest

from marktui.hub.leavers.waiting import awaits_review
from marktui.hub.model.errors import NotAllowedError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, AccountType, Kept, Pupil
from marktui.hub.model.school import Account
from marktui.hub.people.snapshot import Snapshot
from marktui.hub.rules.erase import digest_of
from marktui.hub.rules.integrity import broken_rules
from marktui.sync.decide.hub_decisions import HubDecisions
from marktui.sync.review.namesakes import Namesakes

from .builders import (
    TODAY,
    a_hub,
    a_pupil,
    a_reading,
    a_row,
    a_teacher,
    desynced,
    linked,
    plan_for,
    row_of,
    upn,
)
from .fake_mis import COORDINATOR, NOW, FakeMis, HubUser
from .memory_hub import shown

GONE = desynced(a_pupil(1, upn=upn(1), access=Access.WITHOUT_ACCESS, kept=Kept(TODAY)), "101")
AGAIN = linked(a_pupil(21, first_name=GONE.first_name, last_name="Ahmed-Reis", upn=upn(21)), "777").with_(
    date_of_birth=GONE.date_of_birth
)
ADMIN = a_teacher(3, account_type=AccountType.TEACHER_ADMIN)


async def opened(folder: Path, *people: Pupil) -> HubUser:
    user = HubUser(folder, FakeMis(a_reading(row_of(AGAIN))))
    await user.open(ADMIN, *people, accounts=(Account("jo", COORDINATOR.id), Account("ta", ADMIN.id)))
    return user


def decisions(user: HubUser, login: str = "jo") -> HubDecisions:
    return HubDecisions(user.store, login, lambda: NOW)


async def test_the_two_change_places_and_the_next_sync_agrees(tmp_path: Path) -> None:
    user = await opened(tmp_path / "hub", GONE, AGAIN)
    before = await user.store.load()
    decided = await decisions(user).rejoin(Snapshot(id=GONE.id), Snapshot(id=AGAIN.id))
    hub = await user.store.load()
    back, gone = hub.pupils[GONE.id], hub.pupils[AGAIN.id]
    assert (back.link, back.last_name, back.upn) == (AGAIN.link, AGAIN.last_name, AGAIN.upn)
    assert (back.is_synced, back.access, back.kept) == (True, Access.WITHOUT_ACCESS, None)
    assert (gone.link, gone.desync, gone.upn) == (GONE.link, GONE.desync, GONE.upn)
    assert broken_rules(hub) == []
    entry = (await user.store.history())[0]
    assert (entry.number, entry.text) == (decided.entry, "Matched by hand.")
    assert [(change.id, change.do) for change in entry.changes] == [(GONE.id, "return"), (AGAIN.id, "desync")]
    assert (await user.run()).run is None
    await decisions(user).undo()
    assert shown(await user.store.load()) == shown(before)


async def test_whoever_is_left_over_can_be_erased_and_the_other_keeps_all(tmp_path: Path) -> None:
    user = await opened(tmp_path / "hub", GONE, AGAIN)
    first = await decisions(user).edit(ADMIN.id, {"email": "new@ashgrove.example"})
    match = await decisions(user).rejoin(Snapshot(id=GONE.id), Snapshot(id=AGAIN.id))
    await decisions(user).erase([AGAIN.id])
    hub, entries = await user.store.load(), await user.store.history()
    told = {entry.number: [change.id for change in entry.changes] for entry in entries}
    assert (told[first.entry], told[match.entry]) == ([ADMIN.id], [GONE.id])
    assert AGAIN.id not in (user.store.folder / "history.jsonl").read_text(encoding="utf-8")
    # The row is the older record's by now: untied and read again, it comes up as theirs and nobody erased.
    assert AGAIN.link is not None
    assert hub.erasure_key is not None
    erased = {one.digest for one in hub.erased}
    assert digest_of(hub.erasure_key, Kind.PUPIL, AGAIN.link) not in erased
    assert GONE.link is not None
    assert digest_of(hub.erasure_key, Kind.PUPIL, GONE.link) in erased


async def test_what_was_decided_of_the_newer_record_once_does_not_keep_it(tmp_path: Path) -> None:
    user = await opened(tmp_path / "hub", GONE, AGAIN.with_(kept=Kept(TODAY)))
    await decisions(user).rejoin(Snapshot(id=GONE.id), Snapshot(id=AGAIN.id))
    assert awaits_review((await user.store.load()).pupils[AGAIN.id], TODAY)


@pytest.mark.parametrize(
    ("leaver", "other", "said"),
    [
        (GONE.id, "p000077", "There is no pupil"),
        (AGAIN.id, GONE.id, "has not left"),
        (GONE.id, GONE.id, "is not synced"),
    ],
)
async def test_nobody_else_can_be_matched_so(tmp_path: Path, leaver: str, other: str, said: str) -> None:
    user = await opened(tmp_path / "hub", GONE, AGAIN)
    before = await user.store.load()
    with pytest.raises(UsageError, match=said):
        await decisions(user).rejoin(Snapshot(id=leaver), Snapshot(id=other))
    assert await user.store.load() == before


async def test_a_pending_deletion_is_cancelled_first(tmp_path: Path) -> None:
    pending = GONE.with_(access=Access.PENDING_DELETION, deleting_on=date(2027, 1, 1))
    user = await opened(tmp_path / "hub", pending, AGAIN)
    with pytest.raises(UsageError, match="is pending deletion"):
        await decisions(user).rejoin(Snapshot(id=GONE.id), Snapshot(id=AGAIN.id))


async def test_only_the_access_coordinator_matches(tmp_path: Path) -> None:
    user = await opened(tmp_path / "hub", GONE, AGAIN)
    with pytest.raises(NotAllowedError):
        await decisions(user, "ta").rejoin(Snapshot(id=GONE.id), Snapshot(id=AGAIN.id))


def whys(hub: Hub, *rows: int) -> list[tuple[str, str]]:
    """Who may be the pupil that is gone: ids and reasons."""
    reading = a_reading(row_of(AGAIN), *(a_row(number) for number in rows))
    plan = plan_for(hub, reading) if rows else None
    return [(one.id, one.why) for one in Namesakes(hub, plan).of(GONE)]


def test_namesakes_are_likely_and_the_likeliest_come_first() -> None:
    twin = linked(a_pupil(30, last_name=GONE.last_name, date_of_birth=GONE.date_of_birth), "30")
    other = linked(a_pupil(35, date_of_birth=GONE.date_of_birth), "35")
    older = linked(a_pupil(32, first_name=GONE.first_name, last_name=GONE.last_name), "32")
    past = desynced(a_pupil(33, first_name=GONE.first_name, last_name=GONE.last_name), "33")
    found = whys(a_hub(GONE, AGAIN, twin, other, older, past))
    assert [one for one, _ in found] == [AGAIN.id, twin.id, older.id]
    assert found[0][1].endswith("and same birth date")
    assert found[1][1] == "same last name and same birth date"
    assert found[2][1] == "same name, but another birth date"


def test_rows_of_the_last_reading_are_among_them() -> None:
    left = GONE.with_(upn=None, last_name="Underhil")
    hub = a_hub(left)
    names = Namesakes(hub, plan_for(hub, a_reading(a_row(1, "702"))))
    assert [(one.id, one.why) for one in names.of(left)] == [("702", "similar name 0.99 and same birth date")]
    assert names.pair(left) is None


def test_whom_the_review_matches_anyway_is_told() -> None:
    hub = a_hub(GONE)
    names = Namesakes(hub, plan_for(hub, a_reading(a_row(1, "702", upn=upn(1)))))
    pair = names.pair(GONE)
    assert pair is not None
    assert pair.row is not None
    assert (pair.row.mis_id, pair.why) == ("702", "same UPN")
