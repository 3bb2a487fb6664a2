"""One school speaks both dialects: the same people, years, classes and dates, under other ids."""

from collections.abc import Iterator
from datetime import date

import httpx
import pytest
from patience import PATIENCE

from marktui.sandbox.server import Sandbox

from .arbor_client import ArborClient
from .conftest import VERSION
from .reading import Row, read_all

STEPS = (0, 1, 2, 3, 4)


class Both:
    """The same school twice."""

    def __init__(self, assembly: Sandbox, arbor: Sandbox) -> None:
        token = assembly.environment["MARKTUI_ASSEMBLY_TOKEN"]
        headers = {"Accept": VERSION, "Authorization": f"Bearer {token}"}
        self.http = httpx.Client(base_url=assembly.address, headers=headers, timeout=PATIENCE)
        self.graph = ArborClient(arbor)
        self.sandboxes = assembly, arbor

    def move(self, step: int) -> None:
        """Take both to a step."""
        for sandbox in self.sandboxes:
            sandbox.move(step)

    def close(self) -> None:
        """Give the connections back."""
        self.http.close()
        self.graph.close()


@pytest.fixture(scope="module", params=[date(2026, 11, 23), date(2026, 9, 3)], ids=str)
def both(request: pytest.FixtureRequest) -> Iterator[Both]:
    schools = [
        Sandbox(240, 7, today=request.param, dialect=dialect, leaver_years=2)
        for dialect in ("assembly", "arbor")
    ]
    with schools[0].serve(), schools[1].serve():
        found = Both(schools[0], schools[1])
        yield found
        found.close()


def day(text: str | None) -> str | None:
    return text and text[:10]


def by_assembly(row: Row) -> tuple[object, ...]:
    dates = day(row["dob"]), day(row["start_date"]), day(row["end_date"])
    return row["first_name"], row["last_name"], row["upn"], row["pan"], row["legal_first_name"], *dates


def by_arbor(row: Row) -> tuple[object, ...]:
    first, last = (row[f"preferred{n}Name"] or row[f"legal{n}Name"] for n in ("First", "Last"))
    dates = row["dateOfBirth"], row["mostRecentEntryDate"], row["leavingDate"]
    return first, last, row["upn"], row["studentNumber"], row["legalFirstName"], *dates


FIELDS = """upn studentNumber legalFirstName legalLastName preferredFirstName preferredLastName dateOfBirth
mostRecentEntryDate leavingDate academicLevel { displayName academicYear { id } }
registrationForm { displayName academicYear { id } } emailAddresses { emailAddress }"""


@pytest.mark.parametrize("step", STEPS)
def test_pupils_leavers_and_their_dates(both: Both, step: int) -> None:
    both.move(step)
    starter = both.sandboxes[0].school.planned_starter(step).id
    listed = read_all(both.http, "/students") + read_all(both.http, "/students/left")
    listed.append(both.http.get(f"/students/{starter}").json())
    rows = both.graph.read_all("Student", FIELDS)
    assert sorted(map(by_assembly, listed), key=str) == sorted(map(by_arbor, rows), key=str)
    assert len(rows) > 300


@pytest.mark.parametrize("step", STEPS)
def test_years_and_classes_of_the_roll(both: Both, step: int) -> None:
    both.move(step)
    names = {row["code"]: row["name"] for row in read_all(both.http, "/year_groups")}
    classes = {
        pupil: group["name"]
        for group in read_all(both.http, "/registration_groups")
        for pupil in group["student_ids"]
    }
    expected = {
        row["pan"]: (names[row["year_code"]], classes.get(row["id"]))
        for row in read_all(both.http, "/students")
    }
    current = both.graph.rows("AcademicYear")[-1]["id"]
    seen = {}
    for row in both.graph.read_all("Student", FIELDS):
        level, form = row["academicLevel"], row["registrationForm"]
        if row["studentNumber"] in expected:
            seen[row["studentNumber"]] = level["displayName"], form and form["displayName"]
            assert {one["academicYear"]["id"] for one in (level, form) if one} == {current}
    assert seen == expected


@pytest.mark.parametrize("step", STEPS)
def test_groups_of_this_year(both: Both, step: int) -> None:
    both.move(step)
    current = both.graph.rows("AcademicYear", "displayName startDate endDate")[-1]
    year = read_all(both.http, "/academic_years")[-1]
    assert [year["name"], year["start_date"], year["end_date"]] == [
        current["displayName"],
        current["startDate"],
        current["endDate"],
    ]
    for path, entity in (("/year_groups", "AcademicLevel"), ("/registration_groups", "RegistrationForm")):
        names = [row["name"] for row in read_all(both.http, path)]
        mine = both.graph.rows(entity, "displayName", academicYear__id=current["id"])
        assert [row["displayName"] for row in mine] == names


@pytest.mark.parametrize("step", STEPS)
def test_members_on_the_day(both: Both, step: int) -> None:
    both.move(step)
    today = both.sandboxes[0].school.today.isoformat()
    pans = {row["id"]: row["pan"] for row in read_all(both.http, "/students")}
    expected = {
        group["name"]: {pans[pupil] for pupil in group["student_ids"]}
        for group in read_all(both.http, "/registration_groups")
    }
    seen: dict[str, set[str]] = {name: set() for name in expected}
    fields = "startDate endDate student { studentNumber } registrationForm { displayName }"
    for row in both.graph.read_all("RegistrationFormMembership", fields):
        assert row["startDate"] <= row["endDate"]
        if row["startDate"] <= today <= row["endDate"]:
            seen[row["registrationForm"]["displayName"]].add(row["student"]["studentNumber"])
    assert seen == expected


def test_staff(both: Both) -> None:
    both.move(0)
    listed = read_all(both.http, "/staff_members")
    gone = read_all(both.http, "/staff_members/left")
    fields = """legalFirstName legalLastName timetableAbbreviation isActiveInSchool isActiveTeachingInSchool
    joiningDate emailAddresses { emailAddress emailAddressType }"""
    rows = both.graph.read_all("Staff", fields)
    assert [
        (row["first_name"], row["last_name"], row["staff_code"], row["email"], day(row["start_date"]))
        for row in gone + listed
    ] == [
        (
            row["legalFirstName"],
            row["legalLastName"],
            row["timetableAbbreviation"],
            next((e["emailAddress"] for e in row["emailAddresses"] if e["emailAddressType"] == "Work"), None),
            row["joiningDate"],
        )
        for row in rows
    ]
    assert [row["isActiveInSchool"] for row in rows] == [False] * len(gone) + [True] * len(listed)
    assert [row["isActiveTeachingInSchool"] for row in rows[len(gone) :]] == [
        row["is_teaching_staff"] for row in listed
    ]


@pytest.mark.parametrize("step", STEPS)
def test_nobody_has_the_same_id_in_both(both: Both, step: int) -> None:
    both.move(step)
    assembly, arbor = both.sandboxes
    state, staff = assembly.truth, assembly.school.staff
    for pupil in (*state.roll, *state.left):
        assert assembly.pupil_id(pupil.id) == str(pupil.id) != arbor.pupil_id(pupil.id)
    for person in staff:
        assert assembly.staff_id(person.id) == str(person.id) != arbor.staff_id(person.id)
    upns = {row["id"]: row["upn"] for row in both.graph.read_all("Student", "upn")}
    assert upns == {arbor.pupil_id(p.id): p.upn for p in (*state.roll, *state.left, *state.ahead)}
