"""What the rows of the GraphQL service say, and the awkward ones among them."""

from collections import Counter

import pytest

from marktui.sandbox.names import PLANNED_LEAVER, PLANNED_STARTER
from marktui.sandbox.server import Sandbox

from .arbor_client import ArborClient, texts
from .reading import Row


def named(rows: list[Row], name: tuple[str, str]) -> Row:
    (row,) = (row for row in rows if row["displayName"] == " ".join(name))
    return row


def test_pupils_worth_a_test_are_there(graph: ArborClient, arbor: Sandbox) -> None:
    rows = graph.pupils()
    today = arbor.school.today.isoformat()
    assert named(rows, PLANNED_LEAVER)["leavingDate"] > today
    starter = named(rows, PLANNED_STARTER)
    assert starter["mostRecentEntryDate"] > today
    assert (starter["registrationForm"], starter["leavingDate"]) == (None, None)
    assert any(row["upn"] is None for row in rows)
    assert any(row["upn"] and row["upn"][-1].isalpha() for row in rows)
    preferred = [row["preferredFirstName"] for row in rows]
    assert preferred.count(None) == len(rows) - 1
    names = "".join(row["displayName"] for row in rows)
    assert all(sign in names for sign in "'-[ëŁ明’")


def test_leavers_stay_listed(graph: ArborClient, arbor: Sandbox) -> None:
    left = {arbor.pupil_id(pupil.id): pupil for pupil in arbor.truth.left}
    rows = {row["id"]: row for row in graph.pupils() if row["id"] in left}
    assert rows.keys() == left.keys()
    for who, row in rows.items():
        assert row["leavingDate"] == left[who].end_date.isoformat()  # type: ignore[union-attr]
        assert row["registrationForm"] is None
        assert row["displayAcademicLevel"]
    assert {bool(row["academicLevel"]) for row in rows.values()} == {True, False}


@pytest.mark.parametrize("years", [1, 5])
def test_leavers_of_former_years_stay_listed_when_asked_for(years: int) -> None:
    sandbox = Sandbox(240, 7, dialect="arbor", leaver_years=years)
    with sandbox.serve():
        client = ArborClient(sandbox)
        ends = Counter(row["leavingDate"] for row in client.pupils() if row["leavingDate"])
        client.close()
    label = int(sandbox.school.academic_years(0)[1].name[:4])
    top = sandbox.school.layout.sizes[sandbox.school.layout.years[-1]]
    assert [ends[f"{label - back}-07-21"] >= top for back in range(years + 1)] == [True] * years + [False]


def test_two_academic_years_have_groups_of_their_own(graph: ArborClient, arbor: Sandbox) -> None:
    for entity in ("AcademicLevel", "RegistrationForm"):
        past, present = (
            graph.rows(entity, "displayName", academicYear__id=year)
            for year in texts(graph.rows("AcademicYear"))
        )
        assert [row["displayName"] for row in past] == [row["displayName"] for row in present]
        assert not set(texts(past)) & set(texts(present))
        arbor.move(2)
        before = graph.rows(entity)
        arbor.move(3)
        after = graph.rows(entity)
        assert before != after
        assert set(texts(before)) & set(texts(after)) == set(texts(present))
        arbor.move(0)


def test_levels(graph: ArborClient) -> None:
    rows = graph.rows("AcademicLevel", "displayName shortName displayOrder promotedToAcademicLevel { id }")
    past, present = rows[: len(rows) // 2], rows[len(rows) // 2 :]
    assert [row["shortName"] for row in present] == ["N2", "R", "01", "2", "Year 3", "04", "5", "Year 6"]
    assert [row["displayName"] for row in present][:3] == ["Nursery 2", "Reception", "Year 1"]
    assert [row["displayOrder"] for row in present] == sorted(row["displayOrder"] for row in present)
    above = [row["promotedToAcademicLevel"] for row in past]
    assert [one and one["id"] for one in above] == [*texts(present[1:]), None]


def test_forms_have_tutors_who_are_staff(graph: ArborClient, arbor: Sandbox) -> None:
    teachers = {arbor.staff_id(person.id) for person in arbor.school.staff if person.teaching}
    for form in graph.rows("RegistrationForm", "shortName displayName tutors { displayName }"):
        assert form["shortName"] == form["displayName"]
        assert set(texts(form["tutors"])) <= teachers
        assert form["tutors"]


def test_staff_worth_a_test_are_there(graph: ArborClient) -> None:
    rows = graph.read_all(
        "Staff",
        """displayName displayJobTitle isActiveInSchool isActiveTeachingInSchool leavingDate
        emailAddresses { emailAddress emailAddressType dataOrder } staffContracts { displayName }
        person { legalLastName } legalLastName""",
    )
    gone = [row["leavingDate"] for row in rows if not row["isActiveInSchool"]]
    assert gone.count(None) == 1
    assert len(gone) == 3
    assert any(row["displayJobTitle"] == "Teaching Assistant" for row in rows if row["isActiveInSchool"])
    assert all(row["staffContracts"][0]["displayName"] == row["displayJobTitle"] for row in rows)
    assert all(row["person"]["legalLastName"] == row["legalLastName"] for row in rows)
    assert {len(row["emailAddresses"]) for row in rows} == {0, 1, 2}
    (twice,) = (row["emailAddresses"] for row in rows if len(row["emailAddresses"]) == 2)
    assert [one["emailAddressType"] for one in twice] == ["Personal", "Work"]
    assert [one["dataOrder"] for one in twice] == [2, 1]


def test_ids_are_unique_within_a_kind_only(graph: ArborClient) -> None:
    everybody = graph.rows("Student", "person { id }") + graph.rows("Staff", "person { id }")
    people = [row["person"]["id"] for row in everybody]
    assert len(set(people)) == len(people)
    assert set(texts(graph.rows("Student"))) & set(texts(graph.rows("AcademicLevel")))


def test_a_move_ends_one_membership_and_begins_another(graph: ArborClient, arbor: Sandbox) -> None:
    arbor.move(1)
    events = arbor.school.events(1)
    begin = graph.rows("AcademicYear", "startDate")[1]["startDate"]
    fields = "startDate endDate student { id } registrationForm { displayName academicYear { startDate } }"
    rows = [
        row
        for row in graph.read_all("RegistrationFormMembership", fields)
        if row["registrationForm"]["academicYear"]["startDate"] == begin
    ]
    count = Counter(row["student"]["id"] for row in rows)
    assert {who for who, times in count.items() if times == 2} == {
        arbor.pupil_id(pupil) for pupil in events.moved_class
    }
    day = arbor.school.dates(1).isoformat()
    ends = {row["student"]["id"]: row["endDate"] for row in rows}
    assert {ends[arbor.pupil_id(pupil)] for pupil in events.left} == {day}


def test_who_vanished_is_nowhere(graph: ArborClient, arbor: Sandbox) -> None:
    arbor.move(1)
    (gone,) = map(arbor.pupil_id, arbor.school.events(1).vanished)
    assert gone not in texts(graph.rows("Student"))
    for entity in ("RegistrationFormMembership", "AcademicLevelMembership", "UkDfe_UpnAssignment"):
        assert gone not in [row["student"]["id"] for row in graph.read_all(entity, "student { id }")]


@pytest.mark.parametrize("step", [0, 3])
def test_last_years_members_were_a_year_below(graph: ArborClient, arbor: Sandbox, step: int) -> None:
    arbor.move(step)
    past = graph.rows("AcademicYear", "startDate endDate")[0]
    fields = "startDate endDate student { id } academicLevel { displayOrder academicYear { id } }"
    below = {
        row["student"]["id"]: row
        for row in graph.read_all("AcademicLevelMembership", fields)
        if row["academicLevel"]["academicYear"]["id"] == past["id"]
    }
    assert below
    enrolled = graph.rows("Student", "academicLevel { displayOrder }", currentlyEnrolled="true")
    orders = {row["id"]: row["academicLevel"]["displayOrder"] for row in enrolled}
    assert len(below.keys() & orders.keys()) > 150
    for who, row in below.items():
        assert past["startDate"] <= row["startDate"] <= row["endDate"] == past["endDate"]
        if who in orders:
            assert row["academicLevel"]["displayOrder"] == orders[who] - 1


def test_teaching_classes(graph: ArborClient, arbor: Sandbox) -> None:
    units = graph.read_all(
        "AcademicUnit",
        "academicUnitName subject { displayName } registrationForm { id } parentAcademicUnit { id }",
    )
    assert {(unit["subject"] is None) is (unit["registrationForm"] is not None) for unit in units} == {True}
    enrolments = graph.read_all(
        "AcademicUnitEnrolment", "endDate student { id } academicUnit { id subject { displayName } }", 1000
    )
    today = arbor.school.today.isoformat()
    assert {row["endDate"] < today for row in enrolments} == {True, False}
    assert sum(row["student"] is None for row in enrolments) == 1
    assert {row["academicUnit"]["id"] for row in enrolments} <= set(texts(units))
    leads = graph.read_all("AcademicUnitLead", "academicUnit { id } staff { id }")
    assert {row["academicUnit"]["id"] for row in leads} == set(texts(units))
    assert not any("_form" in unit for unit in units)


def test_upns_are_assigned(graph: ArborClient) -> None:
    assigned = graph.read_all("UkDfe_UpnAssignment", "upn isTemporary student { upn }")
    assert {row["upn"] for row in assigned} == {row["upn"] for row in graph.pupils() if row["upn"]}
    assert all(row["upn"] == row["student"]["upn"] for row in assigned)
    assert all(row["isTemporary"] is row["upn"][-1].isalpha() for row in assigned)
