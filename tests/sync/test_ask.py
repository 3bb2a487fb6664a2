"""Who is missing is asked for by id; lists that changed while they were read are read again."""

from collections.abc import AsyncGenerator
from datetime import date
from pathlib import Path

import pytest

from marktui.connectors.errors import IncompleteError
from marktui.connectors.mis import MisLeaver, Page, Presence, PresenceAnswer
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Reason
from marktui.store.file.entry import What
from marktui.sync.model.reading import Reading
from marktui.sync.run import events

from .builders import a_mis_class, a_pupil, a_reading, a_row, linked, texts
from .fake_mis import PUPILS, FakeMis, HubUser, kinds_of

ON_ROLL = PresenceAnswer(Presence.ON_ROLL)
LEFT = PresenceAnswer(Presence.LEFT, date(2026, 9, 11))
HERE, MISSING = linked(a_pupil(1), "101"), linked(a_pupil(2), "102")
WITHOUT = a_reading(a_row(1, "101"))
WHOLE = a_reading(a_row(1, "101"), a_row(2, "102"))
ONCE = ["pupils", "classes", "status"]


class Moving(FakeMis):
    """Says one reading, and from its second list of pupils on another one."""

    def __init__(self, first: Reading, then: Reading, *, repeats: bool = False) -> None:
        super().__init__(first)
        self._then = then
        self._repeats = repeats
        self._lists = 0

    async def read(self, kind: Kind) -> AsyncGenerator[Page, None]:
        if kind is Kind.PUPIL:
            self._lists += 1
            self.moved = self._repeats
            if self._lists == 2:
                self.reading = self._then
        async for page in super().read(kind):
            yield page


async def opened(folder: Path, mis: FakeMis) -> HubUser:
    user = HubUser(folder, mis)
    await user.open(HERE, MISSING)
    return user


async def reason_after(user: HubUser) -> Reason | None:
    pupil = (await user.store.load()).pupils[MISSING.id]
    assert isinstance(pupil, Pupil)
    return pupil.desync.reason if pupil.desync else None


async def test_nobody_is_asked_for_where_nobody_is_missing(tmp_path: Path) -> None:
    user = await opened(tmp_path, FakeMis(WHOLE))
    await user.run()
    assert user.mis.asked == ONCE


async def test_whoever_is_in_the_list_of_leavers_is_not_asked_for(tmp_path: Path) -> None:
    mis = FakeMis(a_reading(a_row(1, "101"), leavers=[MisLeaver(mis_id="102", left_on=date(2026, 9, 11))]))
    user = await opened(tmp_path, mis)
    await user.run()
    assert mis.asked == [*ONCE, "pupils who left"]
    assert await reason_after(user) is Reason.LEFT


async def test_who_is_unknown_is_gone(tmp_path: Path) -> None:
    user = await opened(tmp_path, FakeMis(WITHOUT))
    outcome = await user.run()
    assert user.mis.asked == [*ONCE, "pupils who left", "pupils by id"]
    assert (outcome.applied, outcome.requests) == (True, 5)
    assert await reason_after(user) is Reason.GONE


async def test_who_has_left_has_left(tmp_path: Path) -> None:
    mis = FakeMis(WITHOUT)
    mis.standing["102"] = LEFT
    user = await opened(tmp_path, mis)
    await user.run()
    assert await reason_after(user) is Reason.LEFT


async def test_who_is_on_roll_has_everything_read_once_more(tmp_path: Path) -> None:
    mis = Moving(WITHOUT, WHOLE)
    mis.standing["102"] = ON_ROLL
    user = await opened(tmp_path, mis)
    happened = await user.events()
    assert "ReadingAgain" in kinds_of(happened)
    assert mis.asked == [*ONCE, "pupils who left", "pupils by id", *ONCE]
    last = happened[-1]
    assert isinstance(last, events.Proposed)
    assert last.proposal.plan.is_empty
    assert "The lists changed while they were read, so they were read again." in texts(last.proposal.plan)
    assert last.proposal.reading.requests == 8


async def test_who_is_on_roll_and_in_no_list_twice_ends_the_sync(tmp_path: Path) -> None:
    mis = FakeMis(WITHOUT)
    mis.standing["102"] = ON_ROLL
    user = await opened(tmp_path, mis)
    before = user.file()
    with pytest.raises(IncompleteError, match="missing from Assembly's lists, but on roll when asked"):
        await user.run()
    assert mis.asked.count("pupils") == 2
    assert (user.file(), await user.notes()) == (before, [What.FAILED])


async def test_who_is_on_roll_and_still_in_a_class_is_kept(tmp_path: Path) -> None:
    mis = FakeMis(a_reading(a_row(1, "101"), a_mis_class("4A", "c4", "102")))
    mis.standing["102"] = ON_ROLL
    user = await opened(tmp_path, mis)
    outcome = await user.run()
    assert mis.asked.count("pupils") == 1
    assert await reason_after(user) is None
    assert any("still in the lists of their classes" in one for one in texts(outcome.plan))


@pytest.mark.parametrize(("then", "reason"), [(WHOLE, None), (WITHOUT, Reason.GONE)])
async def test_an_id_on_two_pages_has_everything_read_once_more_where_somebody_is_missing(
    tmp_path: Path, then: Reading, reason: Reason | None
) -> None:
    mis = Moving(WITHOUT, then, repeats=True)
    user = await opened(tmp_path, mis)
    await user.run()
    assert mis.asked.count("pupils") == 2
    assert mis.asked.count("pupils by id") == (reason is not None)
    assert await reason_after(user) is reason


async def test_an_id_on_two_pages_is_nothing_where_nobody_is_missing(tmp_path: Path) -> None:
    user = await opened(tmp_path, Moving(WHOLE, WHOLE, repeats=True))
    await user.run()
    assert user.mis.asked == ONCE


async def test_a_question_by_id_that_fails_changes_nothing(tmp_path: Path) -> None:
    mis = FakeMis(WITHOUT, breaks_at=5)
    user = await opened(tmp_path, mis)
    before = user.file()
    with pytest.raises(IncompleteError):
        await user.run()
    assert mis.asked[-1] == "pupils by id"
    assert (user.file(), await user.notes()) == (before, [What.FAILED])


async def test_a_service_whose_data_is_old_is_asked_for_nobody(tmp_path: Path) -> None:
    mis = FakeMis(WITHOUT)
    mis.stale_reason = "Assembly's last collection from the MIS failed."
    user = await opened(tmp_path, mis)
    outcome = await user.run()
    assert mis.asked == ONCE
    assert outcome.applied
    assert await reason_after(user) is None
    assert "1 pupil is not in the lists and stays as before: Chioma Carr (p000002)." in texts(outcome.plan)


async def test_whom_a_decision_leaves_without_a_row_is_not_gone_before_they_are_asked_for(
    tmp_path: Path,
) -> None:
    namesake = a_row(2, "202")
    user = await opened(tmp_path, FakeMis(a_reading(a_row(1, "101"), namesake)))
    proposal = await user.propose()
    met = [pair for part in proposal.plan.kinds for pair in part.pairs if pair.row == namesake]
    assert met[0].record == MISSING
    parted = user.sync.revise(proposal, proposal.decisions.unmatch(Kind.PUPIL, "202", MISSING.id))
    assert parted.plan.held == (
        "1 pupil would be de-synced without having been asked for by id: read again.",
    )
    assert not (await user.save(parted)).applied
    again = await user.propose(PUPILS)
    assert again.plan.held == ()
