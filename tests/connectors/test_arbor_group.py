"""Arbor's forms and levels by school year: those of last year, the gap in summer, lists that move."""

from collections.abc import Sequence

import pytest

from marktui.connectors.errors import IncompleteError
from marktui.connectors.mis import MisClass, MisYearGroup
from marktui.hub.model.kind import Kind

from .arbor_school import ENDS, GROUPS, ArborSchool, data, says
from .scripted_service import Service

Groups = dict[str, object]
LAST = {"id": "5", "startDate": "2024-09-01", "endDate": "2025-08-31"}
THIS = {"id": "6", "startDate": "2025-09-01", "endDate": "2026-08-31"}
NEXT = {"id": "7", "startDate": "2026-09-01", "endDate": "2027-08-31"}
FORMS = [
    {"id": "40", "displayName": "3A", "academicYear": {"id": "5"}},
    {"id": "41", "displayName": "4A", "academicYear": {"id": "6"}},
    {"id": "42", "displayName": "5A", "academicYear": {"id": "7"}},
    {"id": "43", "displayName": "Owls", "academicYear": None},
]
LEVELS = [
    {"id": "20", "displayName": "Year 3", "academicYear": {"id": "5"}},
    {"id": "21", "displayName": "Year 4", "academicYear": {"id": "6"}},
    {"id": "22", "displayName": "Year 5", "academicYear": {"id": "7"}},
]


def _groups(*years: object, forms: Sequence[object] = FORMS) -> Groups:
    lists: Groups = {
        "AcademicYear_0": list(years),
        "AcademicLevel_0": LEVELS,
        "RegistrationForm_0": list(forms),
    }
    return ENDS | lists


def _pupil(number: int, form: str | None) -> dict[str, object]:
    named = {"id": str(number), "legalFirstName": "Amber", "academicLevel": {"id": "21"}}
    return named | {"registrationForm": {"id": form} if form else None}


async def _past(school: ArborSchool, service: Service, groups: Groups, *forms: str | None) -> list[str]:
    """The pupils whose form is none of the classes, the first pupil's id being 1."""
    pupils = [_pupil(number, form) for number, form in enumerate(forms, 1)]
    says(service, data(Student=pupils), data(Student=[]), data(**groups))
    await school.rows(Kind.PUPIL)
    await school.rows(Kind.CLASS)
    return sorted(school.arbor.past_members)


@pytest.mark.parametrize(
    ("forms", "past"),
    [
        (("41", "41"), []),
        (("41", "40"), ["2"]),
        (("41", "42"), ["2"]),
        (("40", "42", "40"), ["1", "2", "3"]),
        (("41", "99"), ["2"]),
        (("43", "40", None), ["2"]),
        ((None, None), []),
    ],
)
async def test_a_pupil_in_a_form_of_another_year_is_in_no_class(
    service: Service, scripted: ArborSchool, forms: tuple[str | None, ...], past: list[str]
) -> None:
    assert await _past(scripted, service, _groups(LAST, THIS, NEXT), *forms) == past
    assert not await scripted.arbor.is_between_years()


@pytest.mark.parametrize(
    ("years", "gap", "names"),
    [
        ((LAST, THIS), False, ["4A"]),
        ((LAST, THIS | {"endDate": "2026-03-10"}), False, ["4A"]),
        ((LAST, THIS | {"startDate": "2026-03-10"}), False, ["4A"]),
        ((LAST, THIS | {"endDate": None}), False, ["4A"]),
        ((LAST, THIS | {"endDate": "soon"}), False, ["4A"]),
        ((LAST, THIS | {"endDate": "2079-06-06"}), False, ["4A"]),
        ((LAST, THIS | {"endDate": "2026-03-09"}), True, ["4A"]),
        ((LAST, NEXT), True, ["3A"]),
        ((LAST,), True, ["3A"]),
        ((NEXT,), True, []),
        ((LAST, THIS | {"startDate": "2026-03-11"}), True, ["3A"]),
        ((LAST, {"id": "6"}), False, ["3A"]),
    ],
)
async def test_between_two_years_the_forms_of_the_last_one_stay(
    service: Service, scripted: ArborSchool, years: tuple[object, ...], gap: bool, names: list[str]
) -> None:
    says(service, data(**_groups(*years)), data(Student=[_pupil(1, None)]), data(Student=[]))
    classes = [row for row in await scripted.rows(Kind.CLASS) if isinstance(row, MisClass)]
    before = scripted.arbor.requests
    assert (await scripted.arbor.is_between_years(), [one.name for one in classes]) == (gap, names)
    assert scripted.arbor.requests == before
    said = "No academic year holds today in Arbor: year groups and classes stay as they are."
    assert scripted.arbor.warnings == [said] * gap


@pytest.mark.parametrize(
    "years",
    [
        [],
        [{"id": "6"}],
        [{"id": "6", "startDate": "soon"}, NEXT],
        [{"id": "6", "startDate": 2025}],
        [NEXT, {"id": "8", "startDate": "", "endDate": "2026-08-31"}],
    ],
)
async def test_years_without_dates_are_no_gap(
    service: Service, scripted: ArborSchool, years: list[object]
) -> None:
    says(service, data(**_groups(*years)), data(Student=[]))
    with pytest.raises(IncompleteError, match="no academic year"):
        await scripted.rows(Kind.CLASS)


async def test_in_the_gap_lists_may_be_empty(service: Service, scripted: ArborSchool) -> None:
    says(service, data(**ENDS, AcademicYear_0=[LAST]), data(Student=[_pupil(1, "41")]), data(Student=[]))
    assert await scripted.rows(Kind.CLASS) == await scripted.rows(Kind.YEAR_GROUP) == []
    assert await scripted.arbor.is_between_years()
    assert scripted.arbor.past_members == {"1"}


async def test_a_list_of_groups_that_moves_is_read_once_more(service: Service, scripted: ArborSchool) -> None:
    form = {"id": "50", "displayName": "4B", "academicYear": {"id": "6"}}
    moving = GROUPS | {"RegistrationForm_1": [FORMS[1], form]}
    whole = GROUPS | {"RegistrationForm_1": [form]}
    says(
        service,
        data(**moving),
        data(RegistrationForm_2=[], RegistrationForm_3=[]),
        data(**whole),
        data(RegistrationForm_2=[], RegistrationForm_3=[]),
        data(Student=[_pupil(1, None)]),
        data(Student=[]),
    )
    assert [row.mis_id for row in await scripted.rows(Kind.CLASS)] == ["41", "50"]
    assert len(service.asked) == 7


async def test_a_list_of_groups_that_goes_on_moving_is_incomplete(
    service: Service, scripted: ArborSchool
) -> None:
    moving = GROUPS | {"RegistrationForm_1": [FORMS[1], FORMS[2]]}
    ends = data(RegistrationForm_2=[], RegistrationForm_3=[])
    alone = [
        data(AcademicYear=GROUPS["AcademicYear_0"]),
        data(AcademicYear=[]),
        data(AcademicLevel=LEVELS),
        data(AcademicLevel=[]),
        data(RegistrationForm=FORMS[:2]),
        data(RegistrationForm=FORMS[1:]),
        data(RegistrationForm=[]),
        data(RegistrationForm=[]),
    ]
    says(service, data(**moving), ends, data(**moving), ends, *alone, *alone[4:])
    with pytest.raises(IncompleteError, match=r"list of classes changed while it was read\.$"):
        await scripted.rows(Kind.CLASS)


async def test_a_level_that_tells_no_year_counts_if_a_pupil_on_roll_is_in_it(
    service: Service, scripted: ArborSchool
) -> None:
    levels = [{"id": "21", "displayName": "Year 4"}, {"id": "22", "displayName": "Year 5"}]
    groups = _groups(LAST, THIS) | {"AcademicLevel_0": levels}
    says(service, data(**groups), data(Student=[_pupil(1, "41")]), data(Student=[]))
    assert await scripted.rows(Kind.YEAR_GROUP) == [
        MisYearGroup(mis_id="21", code="4", name="Year 4", member_ids=("1",))
    ]
