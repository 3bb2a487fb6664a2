"""Arbor's pages: what is asked, how a list ends, and answers that are none."""

import asyncio
import base64
from contextlib import aclosing
from datetime import date
from itertools import pairwise

import orjson
import pytest
from patience import PATIENCE

from marktui import __version__
from marktui.connectors.errors import (
    ConnectorError,
    IncompleteError,
    NotPermittedError,
    NotThisServiceError,
    RefusedError,
    UnreachableError,
)
from marktui.connectors.http.wait_times import Pace
from marktui.connectors.mis import MisClass, MisYearGroup
from marktui.hub.model.errors import UsageError
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import GiveSecrets
from marktui.sandbox.pace import Pace as SandboxPace
from marktui.sandbox.server import Sandbox

from .arbor_school import GROUPS, PATH, SECRETS, ArborSchool, data, documents, says
from .scripted_service import Reply, Service


def _pupils(*ids: int) -> list[dict[str, object]]:
    form = {"id": "41"}
    return [{"id": str(one), "legalFirstName": "Amber", "registrationForm": form} for one in ids]


async def test_leavers_alone_are_read_once(service: Service, scripted: ArborSchool) -> None:
    says(service, data(Student=[{"id": 1, "leavingDate": "2026-01-31"}, *_pupils(2)]), data(Student=[]))
    left = await scripted.arbor.leavers(Kind.PUPIL)
    assert [(one.mis_id, one.left_on) for one in left.values()] == [("1", date(2026, 1, 31))]
    assert await scripted.arbor.leavers(Kind.PUPIL) == left
    assert len(service.asked) == 3


async def test_what_a_request_looks_like(service: Service, scripted: ArborSchool) -> None:
    says(service, data(Student=_pupils(1)), data(Student=[]))
    await scripted.rows(Kind.PUPIL)
    for one in service.asked:
        assert (one.method, one.path, one.query) == ("POST", PATH, {})
        assert orjson.loads(one.body).keys() == {"query"}
        assert one.headers["accept"] == one.headers["content-type"] == "application/json"
        assert one.headers["user-agent"] == f"Mozilla/5.0 (compatible; marktui/{__version__})"
        kind, _, coded = one.headers["authorization"].partition(" ")
        assert (kind, base64.b64decode(coded).decode()) == ("Basic", ":".join(SECRETS.values()))
    assert [one[:40] for one in documents(service)] == [
        "{ Student(page_size: 1000, page_num: 0) ",
        "{ Student(page_size: 1000, page_num: 1) ",
    ]


async def test_only_mapped_fields_are_asked_for(service: Service, scripted: ArborSchool) -> None:
    says(service, data())
    for kind in Kind:
        await scripted.rows(kind) if kind in (Kind.PUPIL, Kind.TEACHER) else None
    for word in ("ethnicity", "religion", "tutors", "displayName", "staffNumber", "gender", "person"):
        assert word not in documents(service)[0].replace("{ id displayName shortName", "")


async def test_another_user_agent(service: Service) -> None:
    says(service, data())
    async with ArborSchool(service.address, user_agent="Browser/9") as school:
        await school.rows(Kind.TEACHER)
    assert {one.headers["user-agent"] for one in service.asked} == {"Browser/9"}
    with pytest.raises(UsageError, match="user agent"):
        ArborSchool(service.address, user_agent="Brow\nser")


async def test_the_groups_come_in_one_document(service: Service, scripted: ArborSchool) -> None:
    says(service, data(**GROUPS), data(Student=_pupils(1)), data(Student=[]))
    (year,) = await scripted.rows(Kind.YEAR_GROUP)
    assert year == MisYearGroup(mis_id="31", code="4", name="Year 4", member_ids=())
    assert len(service.asked) == 4
    (form,) = await scripted.rows(Kind.CLASS)
    assert form == MisClass(mis_id="41", name="4A", member_ids=("1",))
    assert len(service.asked) == 4


async def test_a_service_that_takes_one_list_at_a_time(service: Service, scripted: ArborSchool) -> None:
    names = ("AcademicYear", "AcademicLevel", "RegistrationForm")
    alone = [reply for name in names for reply in (data(**{name: GROUPS[f"{name}_0"]}), data(**{name: []}))]
    refusal = {"errors": [{"message": "One list at a time, please."}]}
    says(service, Reply(refusal, 400), *alone, data(Student=_pupils(1)), data(Student=[]))
    assert [row.mis_id for row in await scripted.rows(Kind.YEAR_GROUP)] == ["31"]
    assert len(service.asked) == 10


async def test_long_lists_of_groups_go_on(service: Service, scripted: ArborSchool) -> None:
    more = [{"id": 50, "displayName": "4B", "academicYear": {"id": "6"}}]
    groups = {**GROUPS, "RegistrationForm_1": more}
    says(service, data(**groups), data(RegistrationForm_2=[]), data(Student=_pupils(1)), data(Student=[]))
    assert [row.mis_id for row in await scripted.rows(Kind.CLASS)] == ["41", "50"]
    assert "AcademicYear(" not in documents(service)[1]
    assert "RegistrationForm_3: RegistrationForm(page_size: 1000, page_num: 3)" in documents(service)[1]


@pytest.mark.parametrize("end", [data(Student=[]), data(Student=None), data(), {"data": []}, {"data": None}])
async def test_how_a_list_may_end(service: Service, scripted: ArborSchool, end: object) -> None:
    says(service, data(Student=_pupils(1, 2)), data(Student=_pupils(2, 3)), end)
    assert [row.mis_id for row in await scripted.rows(Kind.PUPIL)] == ["1", "2", "3"]


async def test_a_page_that_is_left_out_spoils_the_list(service: Service, scripted: ArborSchool) -> None:
    says(service, data(Student=_pupils(1)), data(Student=None), data(Student=_pupils(2)), data(Student=[]))
    with pytest.raises(IncompleteError, match="left out a page"):
        await scripted.rows(Kind.PUPIL)


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (Reply({"data": {"Student": {}}}), NotThisServiceError),
        (Reply({"data": "Student"}), NotThisServiceError),
        (Reply([1]), NotThisServiceError),
        (Reply(b""), IncompleteError),
        (Reply(b"null"), IncompleteError),
        (Reply(b'{"data": {'), IncompleteError),
        (Reply(b'{"data": {"Student": [{"id": "\xff"}]}}'), IncompleteError),
        (Reply(b"<html>login</html>"), NotThisServiceError),
        (Reply(b"<html>", 403), NotPermittedError),
        (Reply({"data": {"Student": []}}, 403), NotPermittedError),
        (Reply({"data": {"Student": []}}, 401), RefusedError),
        (Reply(b"", 204), IncompleteError),
        (Reply(b"", 404), NotThisServiceError),
        (Reply({"errors": [{"message": "Ann Example has no upn"}]}, 400), NotThisServiceError),
        (Reply({"data": {"Student": _pupils(1)}, "errors": ["Ann Example"]}), IncompleteError),
        (Reply({"data": {"Student": ["Ann"]}}), IncompleteError),
        (Reply({"data": {"Student": [{"id": None}]}}), IncompleteError),
        (Reply({"data": {"Student": [{"id": True}]}}), IncompleteError),
        (Reply({"data": {"Student": [{"id": " "}]}}), IncompleteError),
        (Reply({"data": {"Student": [{"id": "\x1b]52"}]}}), IncompleteError),
        (Reply({"response": {"code": 500}}, 500), UnreachableError),
    ],
)
async def test_an_odd_answer(
    service: Service, scripted: ArborSchool, reply: Reply, failure: type[ConnectorError]
) -> None:
    says(service, reply)
    with pytest.raises(failure) as failed:
        await scripted.rows(Kind.PUPIL)
    assert type(failed.value) is failure
    assert "Ann" not in failed.value.message + failed.value.hint


async def test_a_slow_page_is_halved_and_no_row_is_passed_over(
    service: Service, scripted: ArborSchool
) -> None:
    first = _pupils(*range(1000))
    slow = (Reply(status=504), Reply(status=500))
    says(service, data(Student=first), *slow, data(Student=_pupils(1000)), data(Student=[]))
    assert len(await scripted.rows(Kind.PUPIL)) == 1001
    assert [one.partition(")")[0] for one in documents(service)] == [
        "{ Student(page_size: 1000, page_num: 0",
        "{ Student(page_size: 1000, page_num: 1",
        "{ Student(page_size: 500, page_num: 2",
        "{ Student(page_size: 250, page_num: 4",
        "{ Student(page_size: 250, page_num: 5",
    ]


async def test_a_page_that_does_not_come_is_halved(service: Service) -> None:
    # A busy machine may not answer in time either, unless there is much of it.
    for seconds in (0.3, 3, 30):
        service.asked.clear()
        says(service, Reply(after=10 * PATIENCE), data(Student=_pupils(1)), data(Student=[]))
        async with ArborSchool(service.address, pace=Pace(first_try=seconds, first_wait=0.01)) as school:
            assert len(await school.rows(Kind.PUPIL)) == 1
        if len(documents(service)) == 3:
            break
    assert ["page_size: 500" in one for one in documents(service)] == [False, True, True]


async def test_without_a_year_that_has_begun_there_are_no_groups(
    service: Service, scripted: ArborSchool
) -> None:
    years = [{"id": "7", "startDate": "2026-09-01"}, {"id": "8"}, {"id": "9", "startDate": "soon"}]
    says(service, data(AcademicYear_0=years))
    with pytest.raises(IncompleteError, match="no academic year"):
        await scripted.rows(Kind.YEAR_GROUP)


async def test_a_missing_secret_is_named_by_its_variable(service: Service) -> None:
    async with ArborSchool(service.address, {"username": "someone"}) as school:
        with pytest.raises(RefusedError) as failed:
            await school.rows(Kind.PUPIL)
    assert failed.value.next == (GiveSecrets("arbor", ("password",)),)
    assert service.asked == []


@pytest.mark.parametrize(
    "parts",
    [
        [range(1000), [], range(1000, 1010)],
        [range(999), [], range(1000, 1010)],
        [range(1000), range(1000, 2000), [], range(2000, 2010)],
        [range(100), range(100, 200), [], range(200, 210)],
        [range(100), range(100, 199), [], range(200, 210)],
        [range(1000), None, range(1000, 1010)],
    ],
)
async def test_a_page_without_rows_in_the_middle_spoils_the_list(
    service: Service, scripted: ArborSchool, parts: list[range | None]
) -> None:
    pages = [data(Student=None if ids is None else _pupils(*ids)) for ids in parts]
    says(service, *pages, data(Student=[]))
    with pytest.raises(IncompleteError, match="list of pupils left out a page"):
        await scripted.rows(Kind.PUPIL)


@pytest.mark.parametrize(
    ("lengths", "requests"),
    [
        ([], 1),
        ([40], 2),
        ([1000], 3),
        ([1000, 210], 3),
        ([1000, 999], 4),
        ([100, 100, 21], 4),
        ([100, 100], 4),
    ],
)
async def test_only_after_a_full_page_one_more_is_asked_for(
    service: Service, scripted: ArborSchool, lengths: list[int], requests: int
) -> None:
    ends = [sum(lengths[:place]) for place in range(len(lengths) + 1)]
    pages = [_pupils(*range(first, last)) for first, last in pairwise(ends)]
    says(service, *(data(Student=page) for page in pages), data(Student=[]))
    assert len(await scripted.rows(Kind.PUPIL)) == ends[-1]
    assert len(documents(service)) == requests


@pytest.mark.parametrize("kind", [Kind.YEAR_GROUP, Kind.CLASS])
async def test_a_first_page_without_rows_does_not_hide_the_second(
    service: Service, scripted: ArborSchool, kind: Kind
) -> None:
    name = "AcademicLevel" if kind is Kind.YEAR_GROUP else "RegistrationForm"
    hidden = GROUPS | {f"{name}_0": [], f"{name}_1": GROUPS[f"{name}_0"]}
    alone: dict[str, object] = {one: GROUPS[f"{one}_0"] for one in ("AcademicYear", "AcademicLevel")}
    again = [data(**{one: rows}) for one in alone for rows in (alone[one], [])]
    rest = [data(RegistrationForm=GROUPS["RegistrationForm_0"]), data(RegistrationForm=[])]
    says(service, data(**hidden), *again, *rest, data(Student=_pupils(1)), data(Student=[]))
    assert [row.mis_id for row in await scripted.rows(kind)] == ["31" if kind is Kind.YEAR_GROUP else "41"]


@pytest.mark.parametrize(
    ("parts", "moved"),
    [
        ([[1, 2], [3]], False),
        ([[1, 2], [2, 3]], True),
        ([[1, 2, 2], [3]], False),
        ([[1, 2], [3, 4], [1, 5]], True),
        ([[1, 2], [3, 4], [4, 5], [6]], True),
        ([], False),
    ],
)
@pytest.mark.parametrize(("kind", "name"), [(Kind.PUPIL, "Student"), (Kind.TEACHER, "Staff")])
async def test_an_id_on_two_pages_shows_that_the_list_moved(
    service: Service, scripted: ArborSchool, parts: list[list[int]], moved: bool, kind: Kind, name: str
) -> None:
    pages = [data(**{name: _pupils(*ids)}) for ids in parts]
    says(service, *pages, data(**{name: []}))
    await scripted.rows(kind)
    assert scripted.arbor.moved is moved


async def test_rows_that_come_again_in_smaller_pages_do_not_show_that_the_list_moved(
    service: Service, scripted: ArborSchool
) -> None:
    slow = (Reply(status=504), Reply(status=504))
    says(service, data(Student=_pupils(*range(900))), *slow, data(Student=_pupils(*range(750, 901))), data())
    assert len(await scripted.rows(Kind.PUPIL)) == 901
    assert not scripted.arbor.moved


async def test_the_next_page_is_under_way_while_one_is_worked_on_and_no_other(
    arbor_sandbox: Sandbox, oakwell: ArborSchool
) -> None:
    everybody = await oakwell.rows(Kind.PUPIL)
    arbor_sandbox.move(faults=["small-pages"])
    arbor_sandbox.slow_down(SandboxPace.far_away(0.01))
    arbor_sandbox.reset()
    async with aclosing(oakwell.arbor.read(Kind.PUPIL)) as pages:
        found = list((await anext(pages)).rows)
        async with asyncio.timeout(PATIENCE):
            while len(arbor_sandbox.requests) < 2:  # noqa: ASYNC110 - the stand-in runs in a thread of its own
                await asyncio.sleep(0.005)
        found += [row async for page in pages for row in page.rows]
    assert found == everybody
    assert arbor_sandbox.most_at_once == 1


async def test_stopping_early_stops_the_next_page(service: Service, scripted: ArborSchool) -> None:
    says(service, data(Student=_pupils(1)), Reply({"data": {}}, after=10 * PATIENCE))
    pages = scripted.arbor.read(Kind.PUPIL)
    assert (await anext(pages)).done == 1
    await asyncio.wait_for(pages.aclose(), PATIENCE)
    assert len(asyncio.all_tasks()) == 1
