"""De-sync needs proof of absence: an incomplete read ends the run and changes nothing."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marktui.connectors.errors import ConnectorError, IncompleteError
from marktui.connectors.mis import MisLeaver, MisRow
from marktui.hub.model.errors import Exit
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record
from marktui.store.file.entry import What
from marktui.sync.model.scope import EVERYTHING, Scope
from marktui.sync.run.reader import lists_for, read_everything

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
    desynced,
    invalid,
    linked,
)
from .fake_mis import COORDINATOR, FakeMis, HubUser

RECORDS: list[Record] = [
    linked(a_teacher(1), "901"),
    linked(a_teacher(2), "gone"),
    a_year("4", "y4"),
    a_class("4A", "c4"),
    linked(a_pupil(1), "101"),
    linked(a_pupil(2), "gone"),
]
ROWS: dict[Kind, MisRow] = {
    Kind.TEACHER: a_staff_row(1),
    Kind.YEAR_GROUP: a_mis_year("4", "y4"),
    Kind.CLASS: a_mis_class("4A", "c4", "101"),
    Kind.PUPIL: a_row(1),
}
WHOLE = a_reading(*ROWS.values(), a_row(3), a_row(4))
REQUESTS = 10
"""The status, five pages, two lists of leavers, and two people who are asked for by id."""


async def test_whole_read_goes_through(tmp_path: Path) -> None:
    user = HubUser(tmp_path, FakeMis(WHOLE))
    await user.open(*RECORDS)
    assert (await user.run(EVERYTHING)).plan.part(Kind.PUPIL) is not None
    assert user.mis.requests == REQUESTS


@pytest.mark.parametrize("breaks_at", range(1, REQUESTS + 1))
async def test_failure_of_any_request_ends_the_run(tmp_path: Path, breaks_at: int) -> None:
    user = HubUser(tmp_path, FakeMis(WHOLE, breaks_at))
    await user.open(*RECORDS)
    before = user.file()
    with pytest.raises(ConnectorError) as no:
        await user.run(EVERYTHING)
    assert no.value.exit is Exit.MIS
    assert user.file() == before
    assert not user.mis.is_open
    (note, _) = await user.store.history()
    assert (note.what, note.text) == (What.FAILED, "A page of the list is missing.")
    assert (note.requests, note.connector, note.kinds) == (breaks_at, "assembly", tuple(Kind))


@pytest.mark.parametrize("kind", list(Kind))
async def test_empty_list_where_there_were_linked_records_is_incomplete(tmp_path: Path, kind: Kind) -> None:
    rows = [row for its_kind, row in ROWS.items() if its_kind is not kind]
    user = HubUser(tmp_path, FakeMis(a_reading(*rows)))
    await user.open(*RECORDS)
    before = user.file()
    name = kind.plural.replace("_", " ")
    with pytest.raises(IncompleteError, match=f"empty list of {name}"):
        await user.run(EVERYTHING)
    assert user.file() == before
    assert await user.notes() == [What.FAILED]


async def test_list_of_those_who_have_not_started_is_empty_too(tmp_path: Path) -> None:
    user = HubUser(tmp_path, FakeMis(a_reading(ROWS[Kind.CLASS], a_row(5, starts_on=TOMORROW))))
    await user.open(*RECORDS)
    with pytest.raises(IncompleteError):
        await user.run()


async def test_empty_class_list_stops_a_sync_of_pupils(tmp_path: Path) -> None:
    user = HubUser(tmp_path, FakeMis(a_reading(a_row(1))))
    await user.open(*RECORDS)
    with pytest.raises(IncompleteError, match="empty list of classes"):
        await user.run()


async def test_empty_list_of_another_connector_is_incomplete(tmp_path: Path) -> None:
    user = HubUser(tmp_path, FakeMis(a_reading()))
    await user.open(linked(a_pupil(1), "1", connector="arbor"))
    with pytest.raises(IncompleteError):
        await user.run()


async def test_invalid_rows_are_not_nothing(tmp_path: Path) -> None:
    rows = {Kind.PUPIL: [invalid("101"), invalid("gone")]}
    user = HubUser(tmp_path, FakeMis(a_reading(ROWS[Kind.CLASS], invalid_rows=rows)))
    hub = await user.open(*RECORDS)
    await user.run()
    assert (await user.store.load()).pupils == hub.pupils


@pytest.mark.parametrize("records", [[], [a_pupil(1)], [desynced(a_pupil(1), "1")]])
async def test_empty_list_is_fine_where_nobody_was_linked(tmp_path: Path, records: list[Record]) -> None:
    user = HubUser(tmp_path, FakeMis(a_reading()))
    hub = await user.open(*records)
    assert (await user.run()).applied
    assert (await user.store.load()).pupils == hub.pupils


async def test_leavers_are_asked_for_only_if_a_linked_person_is_missing() -> None:
    present = a_hub(COORDINATOR, linked(a_pupil(1), "101"), desynced(a_pupil(2), "2"), a_pupil(3))
    for hub, asks in ((present, False), (a_hub(*RECORDS), True)):
        mis = FakeMis(WHOLE)
        async with mis:
            await read_everything(mis, hub, Scope((Kind.PUPIL,)), TODAY, {}, lambda _: None)
        assert ("pupils who left" in mis.asked) is asks
        assert "teachers who left" not in mis.asked


async def test_leavers_are_in_the_reading() -> None:
    leaver = MisLeaver(mis_id="gone", left_on=TODAY)
    mis = FakeMis(a_reading(*ROWS.values(), leavers=[leaver]))
    async with mis:
        reading = await read_everything(mis, a_hub(*RECORDS), Scope((Kind.PUPIL,)), TODAY, {}, lambda _: None)
    assert reading.leavers == {Kind.PUPIL: {"gone": leaver}}
    assert (reading.rows[Kind.PUPIL], reading.today) == ((ROWS[Kind.PUPIL],), TODAY)


def test_classes_are_read_for_pupils_alone() -> None:
    assert {kind: lists_for(Scope((kind,))) for kind in Kind} == {
        Kind.TEACHER: [Kind.TEACHER],
        Kind.YEAR_GROUP: [Kind.YEAR_GROUP],
        Kind.CLASS: [Kind.CLASS],
        Kind.PUPIL: [Kind.PUPIL, Kind.CLASS],
    }
    assert lists_for(EVERYTHING) == [Kind.TEACHER, Kind.PUPIL, Kind.YEAR_GROUP, Kind.CLASS]


async def test_classes_are_synced_though_nobody_tells_who_is_in_which_year_group() -> None:
    mis = FakeMis(a_reading(*ROWS.values()))
    async with mis:
        scope = Scope((Kind.CLASS,))
        whole = await read_everything(mis, a_hub(*RECORDS), scope, TODAY, {}, lambda _: None)
        assert mis.asked == ["classes", "year-groups", "status"]
        mis.breaks_at = mis.requests + 2
        part = await read_everything(mis, a_hub(*RECORDS), scope, TODAY, {}, lambda _: None)
    assert (whole.warnings, set(whole.rows)) == ((), {Kind.CLASS, Kind.YEAR_GROUP})
    assert set(part.rows) == {Kind.CLASS}
    assert part.warnings == (
        "Which classes have pupils of several years is not known: A page of the list is missing.",
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    present=st.sets(st.integers(1, 30)),
    linked_ids=st.sets(st.integers(1, 30), min_size=1),
    breaks_at=st.integers(1, 20),
)
async def test_no_incomplete_read_yields_a_desync(
    tmp_path_factory: pytest.TempPathFactory, present: set[int], linked_ids: set[int], breaks_at: int
) -> None:
    pupils = [linked(a_pupil(n), str(n)) for n in linked_ids]
    mis = FakeMis(a_reading(*(a_row(n, str(n)) for n in present)), breaks_at)
    user = HubUser(tmp_path_factory.mktemp("hub"), mis)
    hub = await user.open(*pupils)
    try:
        outcome = await user.run()
    except ConnectorError:
        assert await user.store.load() == hub
    else:
        assert mis.requests < breaks_at
        lost = {
            change.before.link for change in outcome.plan.changes if change.before and change.after.desync
        }
        assert {int(link.mis_id) for link in lost if link} == linked_ids - present
