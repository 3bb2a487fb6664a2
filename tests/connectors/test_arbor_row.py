"""Arbor's objects as rows: who is on roll, what people are called, and rows that cannot be used."""

from collections.abc import Mapping
from datetime import date

import pytest

from marktui.connectors.mis import InvalidRow, MisClass, MisPupil, MisRow, MisTeacher, MisYearGroup
from marktui.hub.model.kind import Kind

from .arbor_school import ENDS, GROUPS, ArborSchool, data, documents, refusing, says
from .scripted_service import Service

FORM = {"id": "41"}
AMBER = {"id": "1", "legalFirstName": "Amber", "legalLastName": "Okafor", "registrationForm": FORM}
ROBIN = {"id": "1", "legalFirstName": "Robin", "legalLastName": "Marlow", "isActiveInSchool": True}


async def _pupils(school: ArborSchool, service: Service, *rows: Mapping[str, object]) -> list[MisRow]:
    says(service, data(Student=list(rows)), data(Student=[]))
    return await school.rows(Kind.PUPIL)


async def _staff(school: ArborSchool, service: Service, *rows: Mapping[str, object]) -> list[MisRow]:
    says(service, data(Staff=list(rows)), data(Staff=[]))
    return await school.rows(Kind.TEACHER)


async def test_a_pupil(service: Service, scripted: ArborSchool) -> None:
    full = AMBER | {
        "id": 101,
        "preferredFirstName": " Am\u200bber-Jo ",
        "preferredLastName": None,
        "upn": " h801200001001 ",
        "dateOfBirth": "2014-11-02 00:00:00",
        "mostRecentEntryDate": "2020-09-01",
        "academicLevel": {"id": "31", "shortName": "04", "displayName": "Year 4", "entityType": "x"},
        "entityType": "Student",
    }
    assert await _pupils(scripted, service, full) == [
        MisPupil(
            mis_id="101",
            first_name="Amber-Jo",
            last_name="Okafor",
            date_of_birth=date(2014, 11, 2),
            upn="H801200001001",
            year_code="4",
        )
    ]


async def test_a_start_ahead(service: Service, scripted: ArborSchool) -> None:
    later = AMBER | {"mostRecentEntryDate": "2026-03-11"}
    (row,) = await _pupils(scripted, service, later)
    assert isinstance(row, MisPupil)
    assert row.starts_on == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, ("Amber", "Okafor")),
        ({"preferredFirstName": "Am"}, ("Am", "Okafor")),
        ({"preferredLastName": "O'Neill"}, ("Amber", "O'Neill")),
        ({"legalFirstName": None}, (None, "Okafor")),
        ({"preferredFirstName": "  ", "legalFirstName": "Zoë"}, ("Zoë", "Okafor")),
    ],
)
async def test_names(
    service: Service, scripted: ArborSchool, fields: dict[str, object], names: tuple[str | None, str]
) -> None:
    (row,) = await _pupils(scripted, service, AMBER | fields)
    assert isinstance(row, MisPupil)
    assert (row.first_name, row.last_name) == names


@pytest.mark.parametrize(
    ("whole", "names"),
    [("Mr A Example", ("A", "Example")), ("Ann Jo Example", ("Ann Jo", "Example")), ("Cher", (None, "Cher"))],
)
async def test_the_whole_name_does_where_legal_names_are_refused(
    service: Service, scripted: ArborSchool, whole: str, names: tuple[str | None, str]
) -> None:
    refused = refusing("Staff.legalFirstName", "Staff.legalLastName", Staff=[])
    named = {"id": "1", "displayName": whole, "isActiveInSchool": True}
    says(service, refused, data(Staff=[named]), data(Staff=[]))
    (row,) = await scripted.rows(Kind.TEACHER)
    assert isinstance(row, MisTeacher)
    assert (row.first_name, row.last_name) == names
    assert "displayName" not in documents(service)[0].partition("emailAddresses")[0]
    assert "displayName" in documents(service)[1].partition("emailAddresses")[0]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"legalFirstName": None, "legalLastName": " "}, "there is no name"),
        ({"legalFirstName": 3}, "the legal first name is a number"),
        ({"dateOfBirth": "yesterday"}, "the birth date is not a date"),
        ({"dateOfBirth": ["x"]}, "the birth date holds something of the wrong type"),
        ({"upn": 12}, "the UPN is a number"),
        ({"leavingDate": "soon"}, "the leaving date is not a date"),
        ({"mostRecentEntryDate": "soon"}, "the start date is not a date"),
        ({"academicLevel": "Year 4"}, "the academic level is text"),
    ],
)
async def test_a_row_that_cannot_be_used_is_present(
    service: Service, scripted: ArborSchool, fields: dict[str, object], problem: str
) -> None:
    rows = await _pupils(scripted, service, AMBER | fields)
    names = [(AMBER | fields)[part] for part in ("legalFirstName", "legalLastName")]
    label = " ".join(name for name in names if isinstance(name, str)).strip()
    assert rows == [InvalidRow(mis_id="1", problem=problem, label=label)]


@pytest.mark.parametrize(
    ("level", "code"),
    [
        ({"displayName": "Year 7", "shortName": "07"}, "7"),
        ({"displayName": "Year 07"}, "7"),
        ({"displayName": "2025/26 Year 11"}, "11"),
        ({"displayName": "Reception"}, "R"),
        ({"displayName": "Year R"}, "R"),
        ({"displayName": "Nursery Y1"}, "N1"),
        ({"displayName": "Nursery 2"}, "N2"),
        ({"displayName": "Nursery"}, "N2"),
        ({"displayName": "N1"}, "N1"),
        ({"displayName": "Sixth Form", "shortName": "Year 12"}, "12"),
        ({"displayName": "Foundation Stage 2"}, "R"),
        ({"displayName": "FS1"}, "N2"),
        ({"displayName": "Year 8 (KS3)", "shortName": "Year 8 (KS3)"}, "8"),
        ({"displayName": "Kestrels", "shortName": 3}, "3"),
        ({"displayName": "Kindergarten", "shortName": "k"}, None),
        ({"displayName": "Year 14"}, None),
        ({"displayName": "Key Stage 3", "shortName": "KS3"}, None),
        ({"displayName": "Year 7/8"}, None),
        ({"displayName": None}, None),
        ([], None),
        (None, None),
    ],
)
async def test_year_codes(
    service: Service, scripted: ArborSchool, level: dict[str, object], code: str | None
) -> None:
    (row,) = await _pupils(scripted, service, AMBER | {"academicLevel": level})
    assert isinstance(row, MisPupil)
    assert row.year_code == code


@pytest.mark.parametrize(
    ("emails", "email"),
    [
        (None, None),
        ([], None),
        ([{"emailAddress": None}], None),
        ([{"emailAddress": "a@home.example"}, {"emailAddress": "b@home.example"}], "a@home.example"),
        (
            [
                {"emailAddress": "a@home.example", "emailAddressType": "Personal", "dataOrder": 0},
                {"emailAddress": " b@work.example ", "emailAddressType": "WORK", "dataOrder": 9},
            ],
            "b@work.example",
        ),
        (
            [
                {"emailAddress": "a@home.example"},
                {"emailAddress": "b@home.example", "dataOrder": 2},
                {"emailAddress": "c@home.example", "dataOrder": 1},
            ],
            "c@home.example",
        ),
    ],
)
async def test_the_address_at_work_comes_first(
    service: Service, scripted: ArborSchool, emails: object, email: str | None
) -> None:
    (row,) = await _staff(scripted, service, ROBIN | {"emailAddresses": emails})
    assert isinstance(row, MisTeacher)
    assert row.email == email


async def test_the_shown_address_does_where_the_other_is_not_there(
    service: Service, scripted: ArborSchool
) -> None:
    staff = ROBIN | {"emailAddresses": [{"id": "9", "displayName": "r@work.example"}]}
    fields = "id displayName emailAddressType"
    says(service, data(Staff=[staff]), data(Staff=[]), has={"EmailAddress": fields})
    (row,) = await scripted.rows(Kind.TEACHER)
    assert isinstance(row, MisTeacher)
    assert row.email == "r@work.example"


async def test_groups_without_a_year_count_if_a_pupil_on_roll_is_in_them(
    service: Service, scripted: ArborSchool
) -> None:
    levels = [{"id": "1", "displayName": "Year 4"}, {"id": "2", "displayName": "Year 5"}]
    forms = [{"id": "41", "displayName": "4A"}, {"id": "42", "displayName": "4B", "academicYear": None}]
    years = GROUPS["AcademicYear_0"]
    groups = ENDS | {"AcademicYear_0": years, "AcademicLevel_0": levels, "RegistrationForm_0": forms}
    amber = AMBER | {"academicLevel": {"id": 1, "displayName": "Year 4"}}
    says(service, data(**groups), data(Student=[amber]), data(Student=[]))
    assert await scripted.rows(Kind.YEAR_GROUP) == [
        MisYearGroup(mis_id="1", code="4", name="Year 4", member_ids=("1",))
    ]
    assert await scripted.rows(Kind.CLASS) == [MisClass(mis_id="41", name="4A", member_ids=("1",))]


async def test_groups_that_cannot_be_used_are_present(service: Service, scripted: ArborSchool) -> None:
    year = {"id": "6"}
    levels = [
        {"id": "1", "displayName": None, "academicYear": year},
        {"id": "2", "displayName": 3, "academicYear": year},
    ]
    forms = [
        {"id": "41", "displayName": " ", "academicYear": year},
        {"id": "42", "displayName": ["x"], "academicYear": year},
        {"id": "43", "displayName": "Empty", "academicYear": year},
    ]
    groups = GROUPS | {"AcademicLevel_0": levels, "RegistrationForm_0": forms}
    says(service, data(**groups), data(Student=[AMBER]), data(Student=[]))
    assert await scripted.rows(Kind.YEAR_GROUP) == [
        InvalidRow(mis_id="1", problem="the year group has no name"),
        InvalidRow(mis_id="2", problem="the display name is a number"),
    ]
    assert await scripted.rows(Kind.CLASS) == [
        InvalidRow(mis_id="41", problem="the class has no name", member_ids=("1",)),
        InvalidRow(mis_id="42", problem="the display name holds something of the wrong type"),
        MisClass(mis_id="43", name="Empty", member_ids=()),
    ]
