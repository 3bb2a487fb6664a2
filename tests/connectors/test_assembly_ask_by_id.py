"""Asking Assembly for people by id: who is on roll, who has left, and answers that say neither."""

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

from .assembly_school import AssemblySchool
from .scripted_service import Reply, Service, refused

ON_ROLL = PresenceAnswer(Presence.ON_ROLL)
UNKNOWN = PresenceAnswer(Presence.UNKNOWN)


def _left(day: int, month: int = 3) -> PresenceAnswer:
    return PresenceAnswer(Presence.LEFT, date(2026, month, day))


@pytest.mark.parametrize("kind", [Kind.PUPIL, Kind.TEACHER])
@pytest.mark.parametrize(
    ("dates", "standing"),
    [
        ({}, ON_ROLL),
        ({"end_date": None}, ON_ROLL),
        ({"end_date": ""}, ON_ROLL),
        ({"end_date": "2079-06-06T23:59:00.000Z"}, ON_ROLL),
        ({"end_date": "2026-03-11T23:59:00.000Z"}, ON_ROLL),
        ({"end_date": "2026-03-10T23:59:00.000Z"}, _left(10)),
        ({"end_date": "2026-03-09"}, _left(9)),
        ({"end_date": "2026-02-27", "start_date": None}, _left(27, 2)),
        ({"end_date": "2026-02-27", "start_date": "2025-09-01"}, _left(27, 2)),
        ({"end_date": "2026-02-27", "start_date": "2026-02-27"}, _left(27, 2)),
        ({"end_date": "2026-02-27", "start_date": "2026-03-02"}, ON_ROLL),
        ({"end_date": "2026-02-27", "start_date": "2026-03-10T00:00:00.000Z"}, ON_ROLL),
        ({"end_date": "2026-02-27", "start_date": "2026-04-01"}, _left(27, 2)),
    ],
)
async def test_what_an_answer_means(
    service: Service, school: AssemblySchool, kind: Kind, dates: dict[str, object], standing: PresenceAnswer
) -> None:
    path = "/students/5" if kind is Kind.PUPIL else "/staff_members/5"
    service.says(path, {"id": 5, "first_name": "Amber", **dates})
    assert await school.assembly.ask(kind, ["5"]) == {"5": standing}
    assert service.paths() == [path]


@pytest.mark.parametrize(
    "body", [{"error": "not_found", "message": "not found"}, {"message": "not found"}, {}, b"", b" \n"]
)
async def test_nobody_has_the_id(service: Service, school: AssemblySchool, body: object) -> None:
    service.says("/students/5", Reply(body, 404))
    assert await school.assembly.ask(Kind.PUPIL, ["5"]) == {"5": UNKNOWN}


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        ({"id": 6}, IncompleteError),
        ({"id": None}, IncompleteError),
        ({}, IncompleteError),
        ([{"id": 5}], NotThisServiceError),
        ({"id": 5, "end_date": 20260227}, NotThisServiceError),
        ({"id": 5, "end_date": "soon"}, NotThisServiceError),
        ({"id": 5, "start_date": ["2026-02-27"]}, NotThisServiceError),
        (Reply(b'{"id": 5,'), IncompleteError),
        (Reply(b""), IncompleteError),
        (Reply(b"null"), IncompleteError),
        (Reply(b"<html>Log in"), NotThisServiceError),
        (Reply(b"<html>Not found", 404), NotThisServiceError),
        (Reply(b'["not found"]', 404), NotThisServiceError),
        (Reply(b"", 204), IncompleteError),
        (Reply(b"", 304), IncompleteError),
        (Reply({}, 400), NotThisServiceError),
        (Reply({}, 410), NotThisServiceError),
        (Reply({}, 403), NotPermittedError),
        (refused("insufficient_scope"), NotPermittedError),
        (refused("invalid_token"), RefusedError),
        (Reply(b"", 500), UnreachableError),
        (Reply(b"", 302, {"location": "/students/6"}), NotThisServiceError),
    ],
)
async def test_an_answer_that_is_none(
    service: Service, school: AssemblySchool, reply: object, failure: type[ConnectorError]
) -> None:
    service.says("/students/5", reply)
    with pytest.raises(failure):
        await school.assembly.ask(Kind.PUPIL, ["5"])


@pytest.mark.parametrize("odd", ["", "5a", "../school", "5/6", "٥", "-5", "5?page=1"])
async def test_an_id_that_is_none_of_assembly(service: Service, school: AssemblySchool, odd: str) -> None:
    with pytest.raises(IncompleteError, match="ids are numbers"):
        await school.assembly.ask(Kind.PUPIL, [odd])
    assert service.asked == []


async def test_nobody_is_asked_for(service: Service, school: AssemblySchool) -> None:
    assert await school.assembly.ask(Kind.PUPIL, []) == {}
    assert service.asked == []


async def test_a_failure_after_answers_is_a_failure(service: Service, school: AssemblySchool) -> None:
    service.says("/students/5", {"id": 5})
    service.says("/students/6", Reply({}, 403))
    with pytest.raises(NotPermittedError, match="the pupil with the id 6"):
        await school.assembly.ask(Kind.PUPIL, ["5", "6"])


async def test_the_stand_in_answers_by_id(ashgrove: AssemblySchool, sandbox: Sandbox) -> None:
    sandbox.move(1, [])
    here = str(sandbox.truth.roll[0].id)
    left = {str(one.id) for one in sandbox.truth.left}
    told = await ashgrove.assembly.ask(Kind.PUPIL, [here, *left, "999999"])
    assert told.pop(here) == ON_ROLL
    assert told.pop("999999") == UNKNOWN
    assert {one.presence for one in told.values()} == {Presence.LEFT}
    leavers = await ashgrove.assembly.leavers(Kind.PUPIL)
    assert {mis_id: one.left_on for mis_id, one in told.items()} == {
        mis_id: leavers[mis_id].left_on for mis_id in told
    }
