"""Asking Arbor for people by id: who is on roll, who has left, and answers that say neither."""

from datetime import date

import pytest

from marktui.connectors.errors import (
    ConnectorError,
    IncompleteError,
    NotPermittedError,
    NotThisServiceError,
    RefusedError,
    UnreachableError,
)
from marktui.connectors.mis import Presence, PresenceAnswer
from marktui.hub.model.kind import Kind
from marktui.sandbox.server import Sandbox

from .arbor_school import ArborSchool, data, documents, refusing, says
from .scripted_service import Reply, Service

ON_ROLL = PresenceAnswer(Presence.ON_ROLL)
UNKNOWN = PresenceAnswer(Presence.UNKNOWN)
LEFT = PresenceAnswer(Presence.LEFT, date(2026, 2, 27))
NAME = {Kind.PUPIL: "Student", Kind.TEACHER: "Staff"}


@pytest.mark.parametrize(
    ("kind", "row", "standing"),
    [
        (Kind.PUPIL, {}, ON_ROLL),
        (Kind.PUPIL, {"leavingDate": None}, ON_ROLL),
        (Kind.PUPIL, {"leavingDate": "2026-02-27"}, LEFT),
        (Kind.PUPIL, {"leavingDate": "2026-02-27 00:00:00"}, LEFT),
        (Kind.PUPIL, {"leavingDate": "2026-03-10"}, PresenceAnswer(Presence.LEFT, date(2026, 3, 10))),
        (Kind.PUPIL, {"leavingDate": "2026-03-11"}, ON_ROLL),
        (Kind.PUPIL, {"leavingDate": "soon"}, ON_ROLL),
        (Kind.PUPIL, {"leavingDate": 20260227}, ON_ROLL),
        (Kind.PUPIL, {"leavingDate": "2026-02-27", "mostRecentEntryDate": "2025-09-01"}, LEFT),
        (Kind.PUPIL, {"mostRecentEntryDate": "2026-04-01"}, ON_ROLL),
        (Kind.TEACHER, {"isActiveInSchool": True}, ON_ROLL),
        (Kind.TEACHER, {}, ON_ROLL),
        (Kind.TEACHER, {"isActiveInSchool": None}, ON_ROLL),
        (Kind.TEACHER, {"isActiveInSchool": False}, PresenceAnswer(Presence.LEFT)),
        (Kind.TEACHER, {"isActiveInSchool": False, "leavingDate": "2026-02-27"}, LEFT),
        (Kind.TEACHER, {"isActiveInSchool": False, "joiningDate": "2026-04-01"}, ON_ROLL),
    ],
)
async def test_what_an_answer_means(
    service: Service, scripted: ArborSchool, kind: Kind, row: dict[str, object], standing: PresenceAnswer
) -> None:
    says(service, data(**{NAME[kind]: [{"id": 5, **row}]}))
    assert await scripted.arbor.ask(kind, ["5"]) == {"5": standing}


@pytest.mark.parametrize("answer", [data(Student=[]), data(Student=None), data(), {"data": []}])
async def test_nobody_has_the_id(service: Service, scripted: ArborSchool, answer: object) -> None:
    says(service, answer)
    assert await scripted.arbor.ask(Kind.PUPIL, ["5"]) == {"5": UNKNOWN}


async def test_what_is_asked(service: Service, scripted: ArborSchool) -> None:
    says(service, data(Student=[{"id": "5"}]), data(Staff=[]))
    told = await scripted.arbor.ask(Kind.PUPIL, ["5", "6"])
    assert told == {"5": ON_ROLL, "6": UNKNOWN}
    await scripted.arbor.ask(Kind.TEACHER, ["7"])
    assert documents(service) == [
        '{ Student(id_in: ["5", "6"], page_size: 1000, page_num: 0) { id mostRecentEntryDate leavingDate } }',
        '{ Staff(id_in: ["7"], page_size: 1000, page_num: 0)'
        " { id isActiveInSchool joiningDate leavingDate } }",
    ]


async def test_an_opaque_id_is_written_as_text(service: Service, scripted: ArborSchool) -> None:
    odd = 'a"] } b\\'
    says(service, data(Student=[{"id": odd}]))
    assert await scripted.arbor.ask(Kind.PUPIL, [odd]) == {odd: ON_ROLL}
    assert '(id_in: ["a\\"] } b\\\\"], page_size' in documents(service)[0]


async def test_many_are_asked_for_in_a_few_documents(service: Service, scripted: ArborSchool) -> None:
    says(service, data(Student=[]))
    told = await scripted.arbor.ask(Kind.PUPIL, [str(one) for one in range(450)])
    assert set(told.values()) == {UNKNOWN}
    assert len(told) == 450
    assert [one.count('"') // 2 for one in documents(service)] == [200, 200, 50]


async def test_an_answer_that_is_cut_into_pages(service: Service, scripted: ArborSchool) -> None:
    rows = [{"id": str(one)} for one in range(60)]
    says(service, *(data(Student=rows[at : at + 25]) for at in (0, 25, 50)))
    told = await scripted.arbor.ask(Kind.PUPIL, [str(one) for one in range(61)])
    assert [one for one, standing in told.items() if standing == UNKNOWN] == ["60"]
    assert [one.split("page_num: ")[1][0] for one in documents(service)] == ["0", "1", "2"]


async def test_a_service_that_knows_one_page_only(service: Service, scripted: ArborSchool) -> None:
    says(service, data(Student=[{"id": str(one)} for one in range(30)]))
    told = await scripted.arbor.ask(Kind.PUPIL, [str(one) for one in range(31)])
    assert [one for one, standing in told.items() if standing == UNKNOWN] == ["30"]
    assert len(documents(service)) == 2


async def test_on_roll_goes_before_left(service: Service, scripted: ArborSchool) -> None:
    gone = {"id": "5", "leavingDate": "2026-02-27"}
    says(service, data(Student=[gone, {"id": "5"}]), data(Student=[{"id": "5"}, gone]))
    for _ in range(2):
        assert await scripted.arbor.ask(Kind.PUPIL, ["5"]) == {"5": ON_ROLL}


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (data(Student=[{"id": "6"}]), IncompleteError),
        (data(Student=[{"id": "5"}, {"id": "6"}]), IncompleteError),
        (data(Student=[{}]), IncompleteError),
        (data(Student=[{"id": None}]), IncompleteError),
        (data(Student=[None]), IncompleteError),
        (data(Student={"id": "5"}), NotThisServiceError),
        (data(Student="5"), NotThisServiceError),
        ({"errors": [{"message": "No such id."}]}, IncompleteError),
        ({"data": {"Student": []}, "errors": [{"message": "No such id."}]}, IncompleteError),
        (refusing("Student.leavingDate"), NotPermittedError),
        (refusing("Student"), NotPermittedError),
        (Reply(b"<html>"), NotThisServiceError),
        (Reply(b""), IncompleteError),
        (Reply(b'{"data": {"Stu'), IncompleteError),
        (Reply({}, 401), RefusedError),
        (Reply({}, 403), NotPermittedError),
        (Reply({}, 404), NotThisServiceError),
        (Reply(b"", 500), UnreachableError),
    ],
)
async def test_an_answer_that_is_none(
    service: Service, scripted: ArborSchool, reply: object, failure: type[ConnectorError]
) -> None:
    says(service, reply)
    with pytest.raises(failure):
        await scripted.arbor.ask(Kind.PUPIL, ["5"])


@pytest.mark.parametrize("odd", ["", " 5", "5\n", "\u0665", "9" * 65])
async def test_an_id_that_is_none_of_arbor(service: Service, scripted: ArborSchool, odd: str) -> None:
    with pytest.raises(IncompleteError, match="cannot be asked for the id"):
        await scripted.arbor.ask(Kind.PUPIL, ["5", odd])
    assert service.asked == []


@pytest.mark.parametrize("answer", [data(Student=[]), data(Student=None), data(Student=[{"id": "5"}])])
async def test_who_was_listed_has_to_be_found_by_id(
    service: Service, scripted: ArborSchool, answer: object
) -> None:
    here = {"id": 1, "registrationForm": {"id": "41"}, "displayName": "Amber Okafor"}
    says(service, data(Student=[here]), data(Student=[]), answer)
    await scripted.rows(Kind.PUPIL)
    with pytest.raises(IncompleteError, match="does not find a person by id that it has just listed"):
        await scripted.arbor.ask(Kind.PUPIL, ["5"])
    assert 'id_in: ["5", "1"]' in documents(service)[-1]


async def test_nobody_is_asked_for(service: Service, scripted: ArborSchool) -> None:
    assert await scripted.arbor.ask(Kind.PUPIL, []) == {}
    assert service.asked == []


async def test_the_stand_in_answers_by_id(oakwell: ArborSchool, arbor_sandbox: Sandbox) -> None:
    arbor_sandbox.move(1, [])
    here = arbor_sandbox.pupil_id(arbor_sandbox.truth.roll[0].id)
    left = [arbor_sandbox.pupil_id(one.id) for one in arbor_sandbox.truth.left]
    await oakwell.rows(Kind.PUPIL)
    before = oakwell.arbor.requests
    told = await oakwell.arbor.ask(Kind.PUPIL, [here, *left, "999999"])
    assert oakwell.arbor.requests == before + 1
    assert told.pop(here) == ON_ROLL
    assert told.pop("999999") == UNKNOWN
    known = await oakwell.arbor.leavers(Kind.PUPIL)
    assert told == {mis_id: PresenceAnswer(Presence.LEFT, known[mis_id].left_on) for mis_id in left}
