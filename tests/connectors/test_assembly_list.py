"""Whole lists: paging, leavers and everything that makes a list incomplete."""

import asyncio

import pytest
from patience import PATIENCE

from marktui.connectors.errors import (
    ConnectorError,
    IncompleteError,
    NotPermittedError,
    NotThisServiceError,
    RefusedError,
    UnreachableError,
)
from marktui.connectors.http.side_by_side import side_by_side
from marktui.connectors.mis import MisClass, MisPupil, MisTeacher, MisYearGroup, Page
from marktui.hub.model.kind import Kind
from marktui.sandbox.server import Sandbox

from .assembly_school import AssemblySchool
from .scripted_service import Reply, Service, listed, refused

FAILING: dict[str, type[ConnectorError]] = {
    "page-500": UnreachableError,
    "empty-error": UnreachableError,
    "drop": UnreachableError,
    "malformed-json": IncompleteError,
    "html-page": NotThisServiceError,
    "not-modified": IncompleteError,
    "redirect": NotThisServiceError,
    "short-page": IncompleteError,
    "page-loop": IncompleteError,
    "shifted-page": IncompleteError,
    "token-revoked": RefusedError,
    "wrong-version": NotThisServiceError,
    "students-refused": NotPermittedError,
    "row-without-id": IncompleteError,
}
HARMLESS = (
    "few-502",
    "drop-once",
    "small-pages",
    "duplicate-row",
    "no-next-page",
    "token-expired",
    "sentinel-dates",
    "bare-dates",
    "extra-fields",
    "odd-status",
)


def _pupils(*ids: int) -> list[dict[str, object]]:
    return [{"id": one, "first_name": "Amber", "last_name": "Okafor"} for one in ids]


async def test_the_whole_school(ashgrove: AssemblySchool, sandbox: Sandbox) -> None:
    sandbox.move(faults=["starters-listed"])
    pupils = await ashgrove.rows(Kind.PUPIL)
    truth = {str(one.id): one for one in (*sandbox.truth.roll, *sandbox.truth.ahead)}
    assert {row.mis_id for row in pupils} == set(truth)
    for row in pupils:
        assert isinstance(row, MisPupil)
        one = truth[row.mis_id]
        assert (row.upn, row.year_code, row.date_of_birth) == (one.upn, one.year_code, one.date_of_birth)
    ahead = {row.mis_id for row in pupils if isinstance(row, MisPupil) and row.starts_on}
    assert ahead == {str(one.id) for one in sandbox.truth.ahead}
    assert all(isinstance(row, MisTeacher) for row in await ashgrove.rows(Kind.TEACHER))
    assert {row.code for row in await ashgrove.rows(Kind.YEAR_GROUP) if isinstance(row, MisYearGroup)} >= {
        "R",
        "1",
    }
    members = [row.member_ids for row in await ashgrove.rows(Kind.CLASS) if isinstance(row, MisClass)]
    assert {one for ids in members for one in ids} == {str(one.id) for one in sandbox.truth.roll}
    assert ashgrove.assembly.requests == len(sandbox.requests) == 4
    assert ashgrove.assembly.warnings == []


async def test_pages_count_up(ashgrove: AssemblySchool, sandbox: Sandbox) -> None:
    sandbox.move(faults=["small-pages"])
    pages: list[Page] = [page async for page in ashgrove.assembly.read(Kind.PUPIL)]
    assert [(page.kind, page.done, page.total) for page in pages] == [
        (Kind.PUPIL, 100, 120),
        (Kind.PUPIL, 120, 120),
    ]
    assert [len(page.rows) for page in pages] == [100, 20]


@pytest.mark.parametrize("fault", FAILING)
async def test_a_fault_that_spoils_the_list(ashgrove: AssemblySchool, sandbox: Sandbox, fault: str) -> None:
    sandbox.move(faults=[fault])
    with pytest.raises(FAILING[fault]) as failed:
        await ashgrove.rows(Kind.PUPIL)
    assert type(failed.value) is FAILING[fault]
    assert "\n" not in failed.value.message
    assert failed.value.message.endswith(".")
    assert failed.value.hint or failed.value.next
    assert sandbox.leaks == []
    assert ashgrove.assembly.requests == len(sandbox.requests)


@pytest.mark.parametrize("fault", HARMLESS)
async def test_a_fault_that_is_harmless(ashgrove: AssemblySchool, sandbox: Sandbox, fault: str) -> None:
    before = await ashgrove.rows(Kind.PUPIL)
    sandbox.move(faults=[fault])
    assert await ashgrove.rows(Kind.PUPIL) == before
    assert ashgrove.assembly.requests == len(sandbox.requests)


@pytest.mark.parametrize("fault", ["groups-without-members", "groups-null-members"])
async def test_a_class_without_its_members_spoils_the_list(
    ashgrove: AssemblySchool, sandbox: Sandbox, fault: str
) -> None:
    sandbox.move(faults=[fault])
    with pytest.raises(IncompleteError, match="membership list of a class"):
        await ashgrove.rows(Kind.CLASS)


async def test_missing_permission_is_named(ashgrove: AssemblySchool, sandbox: Sandbox) -> None:
    sandbox.move(faults=["groups-refused"])
    with pytest.raises(NotPermittedError, match="registration_groups"):
        await ashgrove.rows(Kind.CLASS)


@pytest.mark.parametrize(
    ("fault", "kind", "scope"),
    [
        ("upn-scope-missing", Kind.PUPIL, "students.upn"),
        ("dob-scope-missing", Kind.PUPIL, "students.dob"),
        ("staff-email-scope-missing", Kind.TEACHER, "staff_members.emails"),
    ],
)
async def test_a_field_that_nobody_has_is_told(
    ashgrove: AssemblySchool, sandbox: Sandbox, fault: str, kind: Kind, scope: str
) -> None:
    sandbox.move(faults=[fault])
    await ashgrove.rows(kind)
    await ashgrove.rows(kind)
    assert len(ashgrove.assembly.warnings) == 1
    assert scope in ashgrove.assembly.warnings[0]


async def test_lists_side_by_side_are_what_they_are_one_by_one(
    ashgrove: AssemblySchool, sandbox: Sandbox
) -> None:
    sandbox.move(faults=["upn-scope-missing", "staff-email-scope-missing", "small-pages"])
    one_by_one = [await ashgrove.rows(kind) for kind in Kind]
    told, asked = ashgrove.assembly.warnings, sorted(sandbox.requests)
    sandbox.reset()
    sandbox.move(faults=["upn-scope-missing", "staff-email-scope-missing", "small-pages"])
    async with AssemblySchool(sandbox.address, ashgrove.secrets, today=sandbox.school.today) as again:
        assert await side_by_side(again.rows(kind) for kind in reversed(Kind)) == one_by_one[::-1]
        assert again.assembly.warnings == told
        assert sorted(sandbox.requests) == asked
    assert ["staff_members.emails" in one for one in told] == [True, False], "whichever list came first"


async def test_an_empty_list_can_be_whole(school: AssemblySchool, service: Service) -> None:
    service.says("/students", listed([]))
    assert [(page.rows, page.done, page.total) async for page in school.assembly.read(Kind.PUPIL)] == [
        ((), 0, 0)
    ]
    assert school.assembly.warnings == []


async def test_only_what_is_needed_is_asked_for(school: AssemblySchool, service: Service) -> None:
    service.says("/students", listed(_pupils(1)))
    await school.rows(Kind.PUPIL)
    asked = service.asked[0]
    assert asked.query == {"page": "1", "per_page": "1500"}
    assert asked.headers["accept"] == "application/vnd.assembly+json; version=1.1"
    assert asked.headers["authorization"] == "Bearer secret-token-1"
    assert not {"if-none-match", "if-modified-since"} & set(asked.headers)


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (listed(_pupils(1), total=2), IncompleteError),
        (Reply(_pupils(1)), IncompleteError),
        (listed(_pupils(1), following="1"), IncompleteError),
        (Reply(b"", headers={"Total": "0"}), IncompleteError),
        (Reply(b"null", headers={"Total": "0"}), IncompleteError),
        (Reply(b"", 204), IncompleteError),
        (Reply(b'[{"id": 1}', headers={"Total": "1"}), IncompleteError),
        (Reply(b'[{"id": 1, "first_name": "\xff"}]', headers={"Total": "1"}), IncompleteError),
        (Reply(b"[" * 100_000, headers={"Total": "1"}), IncompleteError),
        (listed(["Amber"]), IncompleteError),
        (listed([{"id": 1.5}]), IncompleteError),
        (listed([{"id": True}]), IncompleteError),
        (listed([{"id": "x1"}]), IncompleteError),
        (listed([{"id": None, "first_name": 3}]), IncompleteError),
        (Reply({"object": "list", "data": []}, headers={"Total": "0"}), NotThisServiceError),
        (Reply("Amber", headers={"Total": "0"}), NotThisServiceError),
        (Reply({"error": "bad_request", "message": "no"}, 400), NotThisServiceError),
        (Reply({"error": "not_found"}, 404), NotThisServiceError),
        (Reply({"error": "unsupported_version"}, 406), NotThisServiceError),
        (Reply(b"<html>", 403), NotPermittedError),
        (refused("insufficient_scope"), NotPermittedError),
        (refused("invalid_request"), RefusedError),
        (refused("invalid_token"), RefusedError),
        (Reply(b"<html>", 401), RefusedError),
    ],
)
async def test_an_odd_page(
    school: AssemblySchool, service: Service, reply: Reply, failure: type[ConnectorError]
) -> None:
    service.says("/students", reply)
    with pytest.raises(failure) as failed:
        await school.rows(Kind.PUPIL)
    assert type(failed.value) is failure


async def test_a_later_page_that_fails_spoils_the_list(school: AssemblySchool, service: Service) -> None:
    service.says(
        "/students",
        listed(_pupils(1), "2", 3),
        listed(_pupils(2), "3", 3),
        Reply({"error": "not_found"}, 404),
    )
    with pytest.raises(NotThisServiceError):
        await school.rows(Kind.PUPIL)


async def test_reading_ahead_keeps_the_order_and_asks_for_each_page_once(
    school: AssemblySchool, service: Service
) -> None:
    # A later page is answered sooner.
    service.says_pages(
        "/students",
        *(
            listed(_pupils(n), str(n + 1) if n < 9 else "", 9, after=0.01 * (9 - n), Total_Pages="9")
            for n in range(1, 10)
        ),
    )
    assert [row.mis_id for row in await school.rows(Kind.PUPIL)] == [str(n) for n in range(1, 10)]
    assert sorted(int(one.query["page"]) for one in service.asked) == list(range(1, 10))


async def test_stopping_early_stops_reading_ahead(school: AssemblySchool, service: Service) -> None:
    slow = listed(_pupils(2), "3", 9, after=10 * PATIENCE, Total_Pages="9")
    service.says("/students", listed(_pupils(1), "2", 9, Total_Pages="9"), slow)
    pages = school.assembly.read(Kind.PUPIL)
    assert (await anext(pages)).done == 1
    await asyncio.wait_for(pages.aclose(), PATIENCE)
    assert len(asyncio.all_tasks()) == 1


async def test_who_has_left(ashgrove: AssemblySchool, sandbox: Sandbox) -> None:
    left = await ashgrove.assembly.leavers(Kind.PUPIL)
    assert {one.mis_id: one.left_on for one in left.values()} == {
        str(one.id): one.end_date for one in sandbox.truth.left
    }
    assert set(await ashgrove.assembly.leavers(Kind.TEACHER)) == {
        str(one.id) for one in sandbox.school.staff_left
    }


async def test_only_id_and_date_of_a_leaver_matter(school: AssemblySchool, service: Service) -> None:
    rows = [
        {"id": 1, "first_name": 3, "end_date": "2026-01-31T23:59:00.000Z"},
        {"id": 2, "end_date": "2079-06-06T23:59:00.000Z"},
        {"id": "3", "end_date": "soon"},
        {"id": 4, "end_date": 20260131},
        {"id": 5},
    ]
    service.says("/staff_members/left", listed(rows))
    left = await school.assembly.leavers(Kind.TEACHER)
    assert [(one.mis_id, str(one.left_on)) for one in left.values()] == [
        ("1", "2026-01-31"),
        ("2", "None"),
        ("3", "None"),
        ("4", "None"),
        ("5", "None"),
    ]


@pytest.mark.parametrize(
    ("fault", "failure"), [("left-refused", NotPermittedError), ("left-500", UnreachableError)]
)
async def test_a_list_of_leavers_that_cannot_be_read(
    ashgrove: AssemblySchool, sandbox: Sandbox, fault: str, failure: type[ConnectorError]
) -> None:
    sandbox.move(faults=[fault])
    with pytest.raises(failure):
        await ashgrove.assembly.leavers(Kind.PUPIL)


async def test_a_short_list_of_leavers_is_incomplete(school: AssemblySchool, service: Service) -> None:
    service.says("/students/left", listed([{"id": 1}], total=2))
    with pytest.raises(IncompleteError):
        await school.assembly.leavers(Kind.PUPIL)
