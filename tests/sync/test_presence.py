"""Presence beats absence: a row that was sent is somebody who is there; applicants are unlinked rows."""

from datetime import timedelta
from pathlib import Path

import pytest

from marktui.connectors.errors import IncompleteError
from marktui.connectors.mis import InvalidRow, MisLeaver, MisRow
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Reason, Record, Status
from marktui.sync.model.scope import EVERYTHING, Scope

from .builders import (
    TODAY,
    TOMORROW,
    a_class,
    a_hub,
    a_mis_class,
    a_mis_year,
    a_pupil,
    a_reading,
    a_row,
    a_staff_row,
    a_teacher,
    a_year,
    counts,
    desynced,
    linked,
    plan_for,
    pupil_after,
    row_of,
    teacher_after,
    texts,
)
from .fake_mis import PUPILS, FakeMis, HubUser

YEAR, CLASS = a_year("4", "y4"), a_class("4A", "c4")
PUPIL = linked(a_pupil(1, year_group="4", class_id=CLASS.id), "101")
HUB = a_hub(YEAR, CLASS, PUPIL)
OTHER = a_mis_class("4A", "c4", "102")
NO_SIGN = {"year_code": None, "applicant": True}


@pytest.mark.parametrize(
    "fields",
    [
        NO_SIGN,
        NO_SIGN | {"starts_on": TOMORROW},
        NO_SIGN | {"upn": None, "date_of_birth": None},
        {"year_code": None},
        {"starts_on": TOMORROW},
    ],
)
def test_a_linked_pupil_whose_row_comes_stays(fields: dict[str, object]) -> None:
    plan = plan_for(HUB, a_reading(row_of(PUPIL, **fields), a_row(2), OTHER))
    assert pupil_after(plan, PUPIL) == PUPIL
    assert (counts(plan).synced, counts(plan).desynced) == (1, 0)


def test_a_linked_pupil_whose_row_comes_again_returns() -> None:
    away = desynced(a_pupil(1, year_group="4", class_id=CLASS.id), "101")
    plan = plan_for(a_hub(YEAR, CLASS, away), a_reading(row_of(away, **NO_SIGN), OTHER))
    after = pupil_after(plan, away)
    assert (after.status, after.year_group, after.class_id) == (Status.SYNCED, "4", CLASS.id)


@pytest.mark.parametrize(
    ("applicants", "said"),
    [
        ([a_row(2, applicant=True)], "1 pupil has neither year group, form nor leaving date in Assembly"),
        ([a_row(n, applicant=True) for n in (2, 3, 4)], "3 pupils have neither year group, form nor"),
        ([a_row(2, applicant=True, starts_on=TOMORROW)], "1 pupil has neither year group"),
        ([InvalidRow(mis_id="102", problem="there is no name", applicant=True)], "1 pupil has neither"),
        ([a_row(1, "102", applicant=True)], "1 pupil has neither year group"),
    ],
)
def test_an_unlinked_applicant_is_left_out_and_counted(applicants: list[MisRow], said: str) -> None:
    rows = {Kind.PUPIL: [row for row in applicants if isinstance(row, InvalidRow)]}
    pupils = [row for row in applicants if not isinstance(row, InvalidRow)]
    classes = a_mis_class("4A", "c4", "101")
    plan = plan_for(HUB, a_reading(row_of(PUPIL), *pupils, classes, invalid_rows=rows))
    assert (plan.is_empty, counts(plan).read, counts(plan).invalid) == (True, 1, 0)
    (message,) = texts(plan)
    assert message.startswith(said)
    assert message.endswith(": left out as applicants.")


def test_a_new_pupil_without_a_year_is_added() -> None:
    plan = plan_for(HUB, a_reading(row_of(PUPIL), a_row(2), a_mis_class("4A", "c4", "101")))
    (created,) = [one for one in plan.after.pupils.values() if one.id != PUPIL.id]
    assert (created.status, created.year_group, created.class_id) == (Status.SYNCED, None, None)
    assert counts(plan).new == 1


@pytest.mark.parametrize(
    ("leaver", "reason"),
    [
        (MisLeaver(mis_id="101", left_on=TODAY - timedelta(3)), Reason.LEFT),
        (MisLeaver(mis_id="101"), Reason.LEFT),
        (MisLeaver(mis_id="101", left_on=TODAY - timedelta(300), is_back=True), None),
        (MisLeaver(mis_id="101", left_on=TOMORROW), None),
        (MisLeaver(mis_id="101", left_on=TODAY), Reason.LEFT),
    ],
)
def test_whoever_came_back_has_not_left(leaver: MisLeaver, reason: Reason | None) -> None:
    plan = plan_for(HUB, a_reading(a_row(2, year_code="4"), OTHER, leavers=[leaver]))
    after = pupil_after(plan, PUPIL).desync
    assert (after.reason if after else None) is reason
    told = [one for one in texts(plan) if "unclear in the MIS" in one]
    assert len(told) == leaver.is_back


def test_a_member_of_staff_who_came_back_has_not_left() -> None:
    robin = linked(a_teacher(1), "901")
    leaver = MisLeaver(mis_id="901", left_on=TODAY - timedelta(300), is_back=True)
    plan = plan_for(a_hub(robin), a_reading(a_staff_row(2), staff_leavers=[leaver]), Kind.TEACHER)
    assert teacher_after(plan, robin) == robin
    assert any(one.startswith("1 teacher is unclear in the MIS") for one in texts(plan))


RECORDS: list[Record] = [YEAR, CLASS, PUPIL]


@pytest.mark.parametrize(
    ("rows", "is_empty"),
    [
        ([row_of(PUPIL, **NO_SIGN)], False),
        ([row_of(PUPIL, starts_on=TOMORROW)], False),
        ([a_row(2, applicant=True)], True),
        ([a_row(2, starts_on=TOMORROW)], True),
        ([], True),
    ],
)
async def test_a_list_of_applicants_alone_is_empty(
    tmp_path: Path, rows: list[MisRow], is_empty: bool
) -> None:
    user = HubUser(tmp_path, FakeMis(a_reading(*rows, OTHER)))
    await user.open(*RECORDS)
    if not is_empty:
        assert (await user.run(PUPILS)).plan.is_empty
        return
    with pytest.raises(IncompleteError, match="empty list of pupils"):
        await user.run(PUPILS)


CLASSES = Scope((Kind.YEAR_GROUP, Kind.CLASS))
IN_CLASS = a_mis_class("4A", "c4", "101")
MANY = [linked(a_pupil(n, year_group="4", class_id=CLASS.id), str(100 + n)) for n in range(1, 7)]


async def _messages(user: HubUser, scope: Scope) -> tuple[str, ...]:
    """What a dry run says, a failure included."""
    try:
        return texts((await user.propose(scope)).plan)
    except IncompleteError as error:
        return (error.message,)


@pytest.mark.parametrize(
    ("rows", "scope", "asked"),
    [
        ([row_of(PUPIL), IN_CLASS], PUPILS, False),
        ([row_of(PUPIL), a_mis_class("4a", "c9", "101")], PUPILS, False),
        ([row_of(PUPIL)], PUPILS, True),
        ([row_of(PUPIL), a_mis_class("5A", "c5", "101")], PUPILS, True),
        ([IN_CLASS, a_mis_year("4")], CLASSES, False),
        ([IN_CLASS], CLASSES, True),
        ([a_mis_year("4")], CLASSES, True),
        ([*map(row_of, MANY), a_mis_class("4A", "c4")], PUPILS, True),
        ([*map(row_of, MANY), a_mis_class("4A", "c4", "101", "102")], PUPILS, False),
        ([*(row_of(one, year_code=None) for one in MANY[1:]), row_of(PUPIL), IN_CLASS], PUPILS, True),
    ],
)
@pytest.mark.parametrize("gap", [True, False])
async def test_the_school_year_is_asked_for_only_where_groups_are_missing(
    tmp_path: Path, rows: list[MisRow], scope: Scope, asked: bool, gap: bool
) -> None:
    user = HubUser(tmp_path, FakeMis(a_reading(*rows, gap=gap)))
    await user.open(YEAR, CLASS, *MANY)
    before = user.file()
    messages = await _messages(user, scope)
    said = "No academic year holds today in Assembly: year groups and classes stay as they are."
    assert (said in messages) is (asked and gap)
    assert not any("empty list" in one for one in messages) or not gap
    assert ("academic years" in user.mis.asked) is asked
    assert user.file() == before


async def test_between_two_school_years_groups_stay_and_people_go_on(tmp_path: Path) -> None:
    newcomer = a_row(9, year_code="4")
    user = HubUser(tmp_path, FakeMis(a_reading(row_of(PUPIL), newcomer, a_staff_row(7, "907"), gap=True)))
    await user.open(YEAR, CLASS, PUPIL)
    outcome = await user.run(EVERYTHING)
    hub = await user.store.load()
    assert {one.status for one in (*hub.classes.values(), *hub.year_groups.values())} == {Status.SYNCED}
    assert hub.pupils[PUPIL.id] == PUPIL
    assert len(hub.pupils) == 2
    assert any(one.startswith("No academic year holds today") for one in texts(outcome.plan))
