"""Academic years, year groups and forms as rows; each academic year has its own, with ids of its own."""

from itertools import pairwise

from marktui.sandbox.arbor.rows.row import Row, record, written
from marktui.sandbox.layout import age_step, year_name
from marktui.sandbox.school import School
from marktui.sandbox.term import CYCLE

PAST, PRESENT = 0, 1
"""Places in everything that is kept once per academic year."""

_YEAR_SHIFT = 16
"""Academic years have smaller ids here than in the school."""
_FIRST_LEVEL, _LEVELS_A_YEAR = 131, 20
_FIRST_FORM, _FORMS_A_YEAR = 10_041, 10_000


def year_rows(school: School, step: int) -> list[Row]:
    """`AcademicYear`, the past one and the present one."""
    return [
        record(
            "AcademicYear",
            year.id - _YEAR_SHIFT,
            year.name,
            academicYearName=year.name,
            code=year.name.replace("/", "-"),
            startDate=written(year.start),
            endDate=written(year.end),
        )
        for year in school.academic_years(step)
    ]


def level_rows(school: School, step: int, years: list[Row]) -> list[dict[str, Row]]:
    """`AcademicLevel` by year code, for each academic year."""
    turn = step // CYCLE
    past, present = (
        {
            code: _level(code, _FIRST_LEVEL + _LEVELS_A_YEAR * (turn - 1 + when) + place, years[when])
            for place, code in enumerate(school.layout.years)
        }
        for when in (PAST, PRESENT)
    )
    codes = school.layout.years
    for code, above in pairwise(codes):
        past[code]["promotedToAcademicLevel"] = present[above]
    return [past, present]


def form_rows(school: School, step: int, years: list[Row], staff: dict[int, Row]) -> list[dict[str, Row]]:
    """`RegistrationForm` by class name, for each academic year; members are filled in later."""
    turn = step // CYCLE
    tutors = [staff[person.id] for person in school.staff if person.teaching]
    return [
        {
            name: record(
                "RegistrationForm",
                _FIRST_FORM + _FORMS_A_YEAR * (turn - 1 + when) + place,
                name,
                code=name,
                registrationFormName=name,
                shortName=name,
                displayOrder=place + 1,
                academicYear=years[when],
                promotedToRegistrationForm=None,
                tutors=[tutors[place % len(tutors)]],
                studentMemberships=[],
            )
            for place, name in enumerate(school.layout.class_names)
        }
        for when in (PAST, PRESENT)
    ]


def _short(code: str) -> str:
    """A short name in one of the ways seen (docs/wire-arbor.md, Groups): `01`, `2`, `Year 3`, `R`, `N2`."""
    return (f"{int(code):02}", code, year_name(code))[(int(code) - 1) % 3] if code.isdigit() else code


def _level(code: str, number: int, year: Row) -> Row:
    name = year_name(code)
    return record(
        "AcademicLevel",
        number,
        name,
        academicLevelName=name,
        shortName=_short(code),
        displayOrder=age_step(code) + 2,
        academicYear=year,
        promotedToAcademicLevel=None,
    )
