"""Who is on roll or on the staff at Arbor: levels, forms, dates that contradict each other, its own mark."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marktui.connectors.errors import NotPermittedError, NotThisServiceError
from marktui.connectors.mis import InvalidRow, MisPerson, MisPupil, MisRow
from marktui.hub.model.kind import Kind

from .arbor_school import FIELDS, ArborSchool, data, documents, refusing, says
from .scripted_service import Service

LEVEL = {"id": "31", "displayName": "Year 4"}
BARE = {"id": "1", "legalFirstName": "Amber", "legalLastName": "Okafor"}
PUPIL = BARE | {"academicLevel": LEVEL, "displayAcademicLevel": LEVEL, "registrationForm": {"id": "41"}}
ROBIN = {"id": "1", "legalFirstName": "Robin", "legalLastName": "Marlow", "isActiveInSchool": True}
PAST, LATER, TODAY, AHEAD = "2025-07-20", "2025-09-03", "2026-03-10", "2026-09-01"
ONE_LEVEL = " ".join(one for one in FIELDS["Student"].split() if not one.startswith("displayAcademicLevel"))
NO_LEVEL = " ".join(one for one in FIELDS["Student"].split() if "AcademicLevel" not in one)


async def _told(school: ArborSchool, service: Service, kind: Kind, row: dict[str, object]) -> str:
    """What the connector says about one person."""
    name = "Student" if kind is Kind.PUPIL else "Staff"
    says(service, data(**{name: [row]}), data(**{name: []}))
    rows, left = await school.rows(kind), await school.arbor.leavers(kind)
    assert len(rows) + len(left) == 1, "whoever is sent is on one side"
    return _word(rows[0]) if rows else f"left {left['1'].left_on}"


def _word(row: MisRow) -> str:
    if isinstance(row, MisPupil | InvalidRow) and row.applicant:
        return "applicant"
    if isinstance(row, InvalidRow):
        return "invalid"
    assert isinstance(row, MisPerson)
    return f"starts {row.starts_on}" if row.starts_on else "on roll"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "on roll"),
        ({"leavingDate": ""}, "on roll"),
        ({"leavingDate": "2026-03-11"}, "on roll"),
        ({"leavingDate": TODAY}, f"left {TODAY}"),
        ({"leavingDate": "2021-07-20 00:00:00", "legalFirstName": 3}, "left 2021-07-20"),
        ({"leavingDate": "soon"}, "invalid"),
        ({"leavingDate": PAST, "mostRecentEntryDate": "2019-09-01"}, f"left {PAST}"),
        ({"leavingDate": PAST, "mostRecentEntryDate": PAST}, f"left {PAST}"),
        ({"leavingDate": PAST, "mostRecentEntryDate": LATER}, "on roll"),
        ({"leavingDate": f"{PAST}T00:00:00Z", "mostRecentEntryDate": f"{LATER} 00:00:00"}, "on roll"),
        ({"leavingDate": "2025-09-02", "mostRecentEntryDate": LATER}, "on roll"),
        ({"leavingDate": "2026-03-09", "mostRecentEntryDate": TODAY}, "on roll"),
        ({"leavingDate": PAST, "mostRecentEntryDate": "2026-03-11"}, f"left {PAST}"),
        ({"leavingDate": PAST, "mostRecentEntryDate": AHEAD}, f"left {PAST}"),
        ({"leavingDate": PAST, "mostRecentEntryDate": "soon"}, f"left {PAST}"),
        ({"mostRecentEntryDate": AHEAD}, f"starts {AHEAD}"),
        ({"mostRecentEntryDate": "soon"}, "invalid"),
    ],
)
async def test_an_old_leaving_date_is_history(
    service: Service, scripted: ArborSchool, fields: dict[str, object], told: str
) -> None:
    assert await _told(scripted, service, Kind.PUPIL, PUPIL | fields) == told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "applicant"),
        ({"academicLevel": [], "displayAcademicLevel": None, "registrationForm": []}, "applicant"),
        ({"mostRecentEntryDate": None}, "applicant"),
        ({"mostRecentEntryDate": "2026-03-11"}, "applicant"),
        ({"mostRecentEntryDate": AHEAD, "upn": 12}, "applicant"),
        ({"legalLastName": None, "legalFirstName": None}, "applicant"),
        ({"mostRecentEntryDate": TODAY}, "on roll"),
        ({"mostRecentEntryDate": "2026-02-23 00:00:00"}, "on roll"),
        ({"mostRecentEntryDate": "soon"}, "invalid"),
        ({"academicLevel": LEVEL}, "on roll"),
        ({"academicLevel": {"id": "31"}}, "on roll"),
        ({"displayAcademicLevel": LEVEL}, "on roll"),
        ({"displayAcademicLevel": LEVEL, "mostRecentEntryDate": AHEAD}, f"starts {AHEAD}"),
        ({"registrationForm": {"id": "41"}}, "on roll"),
        ({"leavingDate": AHEAD}, "on roll"),
        ({"leavingDate": PAST}, f"left {PAST}"),
        ({"leavingDate": PAST, "mostRecentEntryDate": LATER}, "on roll"),
    ],
)
async def test_an_applicant_has_no_sign_of_being_on_roll(
    service: Service, scripted: ArborSchool, fields: dict[str, object], told: str
) -> None:
    assert await _told(scripted, service, Kind.PUPIL, BARE | fields) == told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "on roll"),
        ({"isActiveInSchool": True, "leavingDate": PAST}, "on roll"),
        ({"isActiveInSchool": True, "leavingDate": TODAY}, "on roll"),
        ({"isActiveInSchool": True, "leavingDate": PAST, "joiningDate": "2015-09-01"}, "on roll"),
        ({"isActiveInSchool": True, "joiningDate": AHEAD}, "on roll"),
        ({"isActiveInSchool": False}, "left None"),
        ({"isActiveInSchool": False, "leavingDate": PAST}, f"left {PAST}"),
        ({"isActiveInSchool": False, "leavingDate": AHEAD}, "left None"),
        ({"isActiveInSchool": False, "leavingDate": "soon"}, "left None"),
        ({"isActiveInSchool": False, "leavingDate": PAST, "joiningDate": LATER}, "left None"),
        ({"isActiveInSchool": False, "joiningDate": "2015-09-01"}, "left None"),
        ({"isActiveInSchool": False, "joiningDate": AHEAD}, f"starts {AHEAD}"),
        ({"isActiveInSchool": False, "joiningDate": AHEAD, "leavingDate": PAST}, f"left {PAST}"),
        ({"isActiveInSchool": None}, "on roll"),
        ({"isActiveInSchool": None, "leavingDate": PAST}, f"left {PAST}"),
        ({"isActiveInSchool": None, "leavingDate": PAST, "joiningDate": "2015-09-01"}, f"left {PAST}"),
        ({"isActiveInSchool": None, "leavingDate": PAST, "joiningDate": LATER}, "on roll"),
        ({"isActiveInSchool": None, "leavingDate": AHEAD}, "on roll"),
        ({"isActiveInSchool": None, "joiningDate": AHEAD}, f"starts {AHEAD}"),
        ({"isActiveInSchool": "yes"}, "invalid"),
        ({"isActiveInSchool": True, "leavingDate": "soon"}, "invalid"),
    ],
)
async def test_the_mark_of_who_is_active_goes_before_dates(
    service: Service, scripted: ArborSchool, fields: dict[str, object], told: str
) -> None:
    assert await _told(scripted, service, Kind.TEACHER, ROBIN | fields) == told


@pytest.mark.parametrize(
    ("own", "shown", "code"),
    [
        ({"displayName": "Year 5"}, {"displayName": "Year 4"}, "5"),
        (None, {"displayName": "Year 4"}, "4"),
        ([], {"displayName": "Reception"}, "R"),
        ({"displayName": None}, {"displayName": "Year 6", "shortName": "06"}, "6"),
        ({"shortName": "07"}, None, "7"),
        (None, [], None),
        ({}, None, None),
    ],
)
async def test_the_year_is_that_of_the_own_level_else_of_the_shown_one(
    service: Service, scripted: ArborSchool, own: object, shown: object, code: str | None
) -> None:
    row = PUPIL | {"academicLevel": own, "displayAcademicLevel": shown}
    says(service, data(Student=[row]), data(Student=[]))
    (pupil,) = await scripted.rows(Kind.PUPIL)
    assert isinstance(pupil, MisPupil)
    assert pupil.year_code == code


async def test_both_levels_are_asked_for(service: Service, scripted: ArborSchool) -> None:
    says(service, data(Student=[PUPIL]), data(Student=[]))
    await scripted.rows(Kind.PUPIL)
    for name in (" academicLevel { id displayName shortName }", " displayAcademicLevel { id displayName"):
        assert name in documents(service)[0]
    assert scripted.arbor.warnings == []


@pytest.mark.parametrize(
    ("refused", "other"),
    [
        ("Student.academicLevel", "displayAcademicLevel"),
        ("Student.displayAcademicLevel", " academicLevel"),
    ],
)
async def test_one_level_does_where_the_other_is_refused(
    service: Service, scripted: ArborSchool, refused: str, other: str
) -> None:
    says(service, refusing(refused, Student=[]), data(Student=[PUPIL]), data(Student=[]))
    (row,) = await scripted.rows(Kind.PUPIL)
    assert isinstance(row, MisPupil)
    assert row.year_code == "4"
    assert other in documents(service)[1]
    assert [refused in one for one in scripted.arbor.warnings] == [True]


async def test_one_level_does_where_the_other_is_not_there(service: Service, scripted: ArborSchool) -> None:
    says(service, data(Student=[PUPIL]), data(Student=[]), has={"Student": ONE_LEVEL})
    (row,) = await scripted.rows(Kind.PUPIL)
    assert isinstance(row, MisPupil)
    assert row.year_code == "4"


@pytest.mark.parametrize(
    "refused", [("Student.academicLevel", "Student.displayAcademicLevel"), ("AcademicLevel",)]
)
async def test_one_level_at_least_must_be_permitted(
    service: Service, scripted: ArborSchool, refused: tuple[str, ...]
) -> None:
    says(service, *(refusing(name, Student=[]) for name in refused))
    with pytest.raises(NotPermittedError, match=" and ".join(refused)):
        await scripted.rows(Kind.PUPIL)


async def test_one_level_at_least_must_be_there(service: Service, scripted: ArborSchool) -> None:
    says(service, data(Student=[]), has={"Student": NO_LEVEL})
    with pytest.raises(NotThisServiceError, match=r"no Student\.academicLevel and"):
        await scripted.rows(Kind.PUPIL)


DAYS = st.sampled_from([None, "", "soon", PAST, LATER, "2026-03-09", TODAY, "2026-03-11", AHEAD, 3])
GROUP: st.SearchStrategy[object] = st.sampled_from([None, [], {}, {"id": "31"}, LEVEL, "Year 4"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "leavingDate": DAYS,
                "mostRecentEntryDate": DAYS,
                "academicLevel": GROUP,
                "displayAcademicLevel": GROUP,
                "registrationForm": GROUP,
            }
        ),
        min_size=1,
        max_size=8,
    )
)
async def test_every_pupil_who_is_sent_comes_out_unless_a_date_says_that_they_left(
    service: Service, rows: list[dict[str, object]]
) -> None:
    sent = [BARE | fields | {"id": str(number)} for number, fields in enumerate(rows)]
    service.asked.clear()
    says(service, data(Student=sent), data(Student=[]))
    async with ArborSchool(service.address) as school:
        out = {row.mis_id for row in await school.rows(Kind.PUPIL)}
        left = await school.arbor.leavers(Kind.PUPIL)
    assert out | left.keys() == {str(number) for number in range(len(rows))}
    assert not out & left.keys()
    for mis_id, leaver in left.items():
        entry = str(rows[int(mis_id)]["mostRecentEntryDate"])
        assert leaver.left_on is not None
        assert leaver.left_on <= date.fromisoformat(TODAY)
        assert not str(leaver.left_on) < entry <= TODAY


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "leavingDate": DAYS,
                "joiningDate": DAYS,
                "isActiveInSchool": st.sampled_from([None, True, False, "yes"]),
            }
        ),
        min_size=1,
        max_size=8,
    )
)
async def test_every_member_of_staff_who_is_sent_comes_out_unless_they_left(
    service: Service, rows: list[dict[str, object]]
) -> None:
    sent = [ROBIN | fields | {"id": str(number)} for number, fields in enumerate(rows)]
    service.asked.clear()
    says(service, data(Staff=sent), data(Staff=[]))
    async with ArborSchool(service.address) as school:
        out = {row.mis_id for row in await school.rows(Kind.TEACHER)}
        left = await school.arbor.leavers(Kind.TEACHER)
    assert out | left.keys() == {str(number) for number in range(len(rows))}
    assert not out & left.keys()
    active = {str(number) for number, one in enumerate(rows) if one["isActiveInSchool"] is True}
    assert active <= out
