"""Rows one by one: what is mapped, cleaned, refused, and what makes a row invalid."""

from datetime import date
from typing import Any

import pytest

from marktui.connectors.errors import IncompleteError
from marktui.connectors.mis import InvalidRow, MisClass, MisPupil, MisRow, MisTeacher, MisYearGroup
from marktui.hub.model.kind import Kind

from .assembly_school import AssemblySchool
from .scripted_service import Service, listed

PATHS = {
    Kind.TEACHER: "/staff_members",
    Kind.YEAR_GROUP: "/year_groups",
    Kind.CLASS: "/registration_groups",
    Kind.PUPIL: "/students",
}
SOUND: dict[Kind, dict[str, Any]] = {
    Kind.TEACHER: {"id": 73, "first_name": "Jon", "last_name": "Bell"},
    Kind.YEAR_GROUP: {"id": 612, "code": "7", "name": "Year 7", "student_ids": [1]},
    Kind.CLASS: {"id": 41, "name": "7A", "student_ids": [1, 2]},
    Kind.PUPIL: {"id": 5112, "first_name": "Amber", "last_name": "Okafor"},
}


async def _one(school: AssemblySchool, service: Service, kind: Kind, **fields: object) -> MisRow:
    """The row that one object becomes; a sound one stands beside it."""
    beside = {**SOUND[kind], "id": 999_999}
    service.says(PATHS[kind], listed([{**SOUND[kind], **fields}, beside]))
    row, other = await school.rows(kind)
    assert not isinstance(other, InvalidRow)
    return row


async def test_a_pupil(school: AssemblySchool, service: Service) -> None:
    fields = {
        "upn": " a123456789012\t",
        "year_code": "r",
        "dob": "2014-03-02T00:00:00.000Z",
        "first_name": " Zoe\u0308 ",
        "last_name": "O\u200bkafor",
        "start_date": "2026-04-13",
        "demographics": {"gender": "F"},
    }
    row = await _one(school, service, Kind.PUPIL, **fields)
    assert row == MisPupil(
        mis_id="5112",
        first_name="Zoë",
        last_name="Okafor",
        date_of_birth=date(2014, 3, 2),
        starts_on=date(2026, 4, 13),
        upn="A123456789012",
        year_code="R",
    )


@pytest.mark.parametrize("nothing", [None, "", "  "])
async def test_missing_null_and_empty_are_alike(
    school: AssemblySchool, service: Service, nothing: str | None
) -> None:
    empty = dict.fromkeys(("upn", "dob", "year_code", "start_date", "first_name"), nothing)
    row = await _one(school, service, Kind.PUPIL, **empty)
    assert row == MisPupil(mis_id="5112", first_name=None, last_name="Okafor")


async def test_an_id_may_be_digits_and_an_end_date_does_not_matter(
    school: AssemblySchool, service: Service
) -> None:
    row = await _one(school, service, Kind.PUPIL, id="7", end_date="2020-01-01", year_code=4)
    assert row == MisPupil(mis_id="7", first_name="Amber", last_name="Okafor", year_code="4")


@pytest.mark.parametrize(
    ("start", "ahead"), [("2026-03-09", None), ("2026-03-10", None), ("2026-03-11", date(2026, 3, 11))]
)
async def test_a_start_ahead_of_today(
    school: AssemblySchool, service: Service, start: str, ahead: date | None
) -> None:
    row = await _one(school, service, Kind.PUPIL, start_date=f"{start}T00:00:00.000Z")
    assert isinstance(row, MisPupil)
    assert row.starts_on == ahead


@pytest.mark.parametrize(
    ("kind", "field", "value", "problem"),
    [
        (Kind.PUPIL, "first_name", 12345, "the first name is a number"),
        (Kind.PUPIL, "last_name", ["Okafor"], "the last name holds something of the wrong type"),
        (Kind.PUPIL, "upn", {"v": 1}, "the UPN is an object"),
        (Kind.PUPIL, "year_code", True, "the year code is true or false"),
        (Kind.PUPIL, "year_code", 4.5, "the year code is a number"),
        (Kind.PUPIL, "dob", 20140302, "the birth date is a number"),
        (Kind.PUPIL, "dob", "soon", "the birth date is not a date"),
        (Kind.PUPIL, "start_date", "2026-13-01", "the start date is not a date"),
        (Kind.TEACHER, "email", 7, "the email is a number"),
        (Kind.TEACHER, "emails", "a@b", "the list of emails is text"),
        (Kind.TEACHER, "emails", [{"email": 7}], "the list of emails holds something of the wrong type"),
        (Kind.YEAR_GROUP, "code", {"v": 7}, "the code is an object"),
        (Kind.CLASS, "name", None, "the class has no name"),
        (Kind.CLASS, "name", 7, "the name is a number"),
    ],
)
async def test_an_invalid_row_says_what_is_wrong_without_a_value(
    school: AssemblySchool, service: Service, kind: Kind, field: str, value: object, problem: str
) -> None:
    row = await _one(school, service, kind, **{field: value})
    members = tuple(map(str, SOUND[kind].get("student_ids", ())))
    known = {**SOUND[kind], field: value}
    names = [known.get(part) for part in ("first_name", "last_name", "name")]
    label = " ".join(name for name in names if isinstance(name, str))
    assert row == InvalidRow(
        mis_id=str(SOUND[kind]["id"]), problem=problem, label=label.strip(), member_ids=members
    )


@pytest.mark.parametrize("kind", [Kind.PUPIL, Kind.TEACHER])
async def test_nobody_is_without_a_name(school: AssemblySchool, service: Service, kind: Kind) -> None:
    row = await _one(school, service, kind, first_name="\u202e", last_name=None)
    assert isinstance(row, InvalidRow)
    assert row.problem == "there is no name"


@pytest.mark.parametrize(
    ("fields", "email"),
    [
        ({"email": " J.Bell@school.example "}, "J.Bell@school.example"),
        ({"emails": [], "email": "old@school.example"}, "old@school.example"),
        ({"emails": [{"email": ""}, {}], "email": ""}, None),
        ({"emails": [{"email": "a@x.example", "type": "Home", "is_primary": True}]}, "a@x.example"),
        (
            {
                "email": "old@school.example",
                "emails": [
                    {"email": "home@x.example", "type": "Home", "is_primary": True},
                    {"email": "first@school.example", "type": "Work", "is_primary": False},
                    {"email": "work@school.example", "type": "Work", "is_primary": True},
                ],
            },
            "work@school.example",
        ),
        (
            {
                "emails": [
                    {"email": "a@x.example", "type": None},
                    {"email": "b@x.example", "is_primary": True},
                ]
            },
            "b@x.example",
        ),
    ],
)
async def test_the_address_at_work_comes_first(
    school: AssemblySchool, service: Service, fields: dict[str, object], email: str | None
) -> None:
    row = await _one(school, service, Kind.TEACHER, **fields)
    assert isinstance(row, MisTeacher)
    assert row.email == email


@pytest.mark.parametrize(
    ("code", "name", "kept", "named"),
    [
        ("7", "Seven", "7", "Seven"),
        ("r", None, "R", "Reception"),
        (4, "", "4", "Year 4"),
        ("N2", None, "N2", "Nursery 2"),
        ("04", "Year 4", "4", "Year 4"),
        ("Y4", None, "4", "Year 4"),
        (None, "FS2", "R", "FS2"),
        ("?", "Year 8 (KS3)", "8", "Year 8 (KS3)"),
        ("4", "Kestrels of 2031", "4", "Kestrels of 2031"),
        ("SF1", None, None, "SF1"),
        ("4/5", "Oaks", None, "Oaks"),
        (None, "Class of 2031", None, "Class of 2031"),
    ],
)
async def test_year_groups(
    school: AssemblySchool, service: Service, code: object, name: str | None, kept: str | None, named: str
) -> None:
    row = await _one(school, service, Kind.YEAR_GROUP, code=code, name=name)
    assert row == MisYearGroup(mis_id="612", code=kept, name=named, member_ids=("1",))


@pytest.mark.parametrize("nothing", [None, " \u200b"])
async def test_a_year_group_needs_a_code_or_a_name(
    school: AssemblySchool, service: Service, nothing: str | None
) -> None:
    row = await _one(school, service, Kind.YEAR_GROUP, code=nothing, name=nothing)
    problem = "the year group has neither code nor name"
    assert row == InvalidRow(mis_id="612", problem=problem, label="", member_ids=("1",))


@pytest.mark.parametrize(
    ("code", "read"),
    [
        *(("04", "4"), ("Y4", "4"), ("yr 4", "4"), ("Year 4", "4"), ("4.0", "4"), (4, "4"), ("fs2", "R")),
        *(("4/5", None), ("?", None), ("0", None), (0, None), ("14", None), (-1, None), ("-1", None)),
        *(("KS2", None), ("X", None), ("3 and 4", None), ("2031", None), ("Class of 2031", None)),
    ],
)
async def test_the_year_of_a_pupil_is_read_where_it_is_certain(
    school: AssemblySchool, service: Service, code: object, read: str | None
) -> None:
    row = await _one(school, service, Kind.PUPIL, year_code=code)
    assert isinstance(row, MisPupil)
    assert row.year_code == read


async def test_a_class_has_each_member_once(school: AssemblySchool, service: Service) -> None:
    row = await _one(school, service, Kind.CLASS, name=" 7A ", student_ids=[2, "3", 2])
    assert row == MisClass(mis_id="41", name="7A", member_ids=("2", "3"))
    row = await _one(school, service, Kind.CLASS, student_ids=[])
    assert row == MisClass(mis_id="41", name="7A", member_ids=())


@pytest.mark.parametrize("kind", [Kind.CLASS, Kind.YEAR_GROUP])
@pytest.mark.parametrize("members", [None, "1 2", {"1": 2}, [None], [1.5], [{"id": 1}]])
async def test_members_that_cannot_be_read_spoil_the_list(
    school: AssemblySchool, service: Service, kind: Kind, members: object
) -> None:
    with pytest.raises(IncompleteError):
        await _one(school, service, kind, student_ids=members)


async def test_members_that_cannot_be_read_spoil_even_a_list_with_an_invalid_row(
    school: AssemblySchool, service: Service
) -> None:
    rows = [{"id": 1, "name": 5, "student_ids": [1]}, {"id": 2, "name": "7B"}]
    service.says("/registration_groups", listed(rows))
    with pytest.raises(IncompleteError, match="left out the membership list"):
        await school.rows(Kind.CLASS)


async def test_an_invalid_row_counts_as_present(school: AssemblySchool, service: Service) -> None:
    service.says("/students", listed([{"id": 1, "first_name": 3}, SOUND[Kind.PUPIL]]))
    pages = [page async for page in school.assembly.read(Kind.PUPIL)]
    assert [(page.done, page.total, len(page.rows)) for page in pages] == [(2, 2, 2)]
