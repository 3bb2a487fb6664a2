"""What a reading shows of a service, without anything about people."""

from datetime import date

import pytest

from marktui.connectors.http.observations import Observations
from marktui.hub.model.kind import Kind

from .arbor_school import GROUPS, ArborSchool, data, refusing, says
from .assembly_school import AssemblySchool
from .scripted_service import Reply, Service, listed

TODAY = date(2026, 3, 2)
NAMES = (
    "Ana", "Reis", "ana.reis", "shgrove", "H8012", "Kay", "Grant", "Zoë", "Müller", "Page", "Field",
    "May", "Will",
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (b'{"error": "invalid_token", "message": "The token has expired"}', "invalid_token"),
        (b'{"message": "Ana Reis (ana.reis@ashgrove.example) is not found"}', "not found"),
        (b'{"message": "Pupil H801200001001 may not be read by Kay Grant"}', "not be read by"),
        ("{'message': 'Zoë Müller: unknown scope'}".encode(), "unknown scope"),
        (b"\xff\xfe Page Field Read May Will", ""),
        (b"<html><title>Ashgrove Primary</title>Forbidden</html>", "Forbidden"),
    ],
)
def test_a_refusal_keeps_the_words_of_the_service_and_no_name(body: bytes, kept: str) -> None:
    observations = Observations()
    observations.answer(401, {}, body)
    (said,) = observations.report()["refusals"]
    assert kept in said
    assert [name for name in NAMES if name in said] == []


def test_headers_of_rate_limits_are_named_and_others_are_not() -> None:
    observations = Observations()
    headers = {
        "X-RateLimit-Limit": "600",
        "RateLimit-Remaining": "3",
        "Retry-After": "9",
        "X-School": "Ashgrove",
    }
    observations.answer(200, headers, b"[]")
    assert observations.report()["limit_headers"] == [
        "ratelimit-remaining",
        "retry-after",
        "x-ratelimit-limit",
    ]
    assert observations.report()["refusals"] == {}


async def test_an_assembly(service: Service, school: AssemblySchool) -> None:
    groups = [
        {"id": 1, "name": "4A", "student_ids": [], "start_date": "2020-09-01", "end_date": "2021-08-31"},
        {"id": 2, "name": "4B", "student_ids": [1], "start_date": "2070-09-01"},
        {"id": 3, "name": "4C", "student_ids": [1], "end_date": "2079-06-06"},
    ]
    one = {"id": 1, "first_name": "Ana", "last_name": "Reis", "dob": "2014-03-01T23:00:00Z"}
    two = {"id": 2, "first_name": "Ben", "last_name": "Reis", "dob": "2014-03-01T00:00:00Z"}
    service.says("/registration_groups", listed(groups))
    service.says_pages("/students", listed([one, two], "2", 3), listed([two, one | {"id": 3}], total=3))
    for kind in (Kind.CLASS, Kind.PUPIL):
        async for _ in school.assembly.read(kind):
            pass
    seen = school.assembly.observations
    assert seen["counts"] == {
        "dob with a time": 2, "groups ended": 1, "groups not begun": 1, "rows seen twice": 1,
    }  # fmt: skip
    assert seen["largest_page"] == 3
    assert "Ana" not in str(seen)


async def test_an_arbor(service: Service) -> None:
    level, name = {"id": "31"}, {"legalFirstName": "Ana", "legalLastName": "Reis"}
    pupils = [
        {"id": "1", **name, "displayAcademicLevel": level, "dateOfBirth": "2014-03-01 23:00:00"},
        {"id": "2", **name, "academicLevel": level, "displayAcademicLevel": level},
        {"id": "2", **name, "academicLevel": level},
    ]
    says(service, refusing("Student.upn"), data(Student=pupils), data(Student=[]), data(**GROUPS))
    async with ArborSchool(service.address) as school:
        await school.rows(Kind.PUPIL)
        await school.rows(Kind.CLASS)
        seen = school.arbor.observations
    assert seen["counts"] == {
        "dateOfBirth with a time": 1, "groups of another academic year": 2,
        "level null beside a display level": 1, "rows seen twice": 1,
    }  # fmt: skip
    assert "Ana" not in str(seen)


async def test_a_refusal_of_arbor_names_its_field(service: Service) -> None:
    service.wants_secrets = True
    body = {"errors": [{"message": "You do not have access to `Student.upn` of Ana Reis."}]}
    observations = Observations({"Student", "upn"})
    observations.answer(400, {}, Reply(body).body)
    (said,) = observations.report()["refusals"]
    assert "You do not have access to ` Student.upn `" in said
    assert "Ana" not in said
