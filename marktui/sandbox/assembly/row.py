"""The school's people and groups as rows of the wire (docs/wire-assembly.md, Rows)."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from marktui.sandbox.layout import year_name
from marktui.sandbox.new_staff import DOMAIN
from marktui.sandbox.person import Pupil, Staff
from marktui.sandbox.school import School
from marktui.sandbox.term import CYCLE, AcademicYear, first_september

Row = dict[str, Any]
Tables = dict[str, list[Row]]
"""The rows of every list, by path and by id."""

AHEAD = "students/ahead"
"""Who is to start; no list has them unless it is asked about a later day."""

CHANGED = "_changed"
"""A key that never reaches the wire: the moment at which the row changed last."""


def build_tables(school: School, step: int) -> Tables:
    """All lists of one step."""
    state = school.state(step)
    moments = [school.moment(past) for past in range(step + 1)]
    return {
        "students": [student(p, moments) for p in state.roll],
        AHEAD: [student(p, moments) for p in state.ahead],
        "students/left": [student(p, moments) for p in state.left],
        "staff_members": [staff_member(person, moments[0]) for person in school.staff],
        "staff_members/left": [staff_member(person, moments[0]) for person in school.staff_left],
        "year_groups": _year_groups(school, step, moments),
        "registration_groups": _registration_groups(school, step, moments),
        "academic_years": [_academic_year(year, moments[0]) for year in school.academic_years(step)],
    }


def date_time(day: date | None, *, ends: bool = False) -> str | None:
    """A day as the service writes it; the last minute of it if something ends then."""
    return f"{day.isoformat()}T{'23:59' if ends else '00:00'}:00.000Z" if day else None


def student(pupil: Pupil, moments: list[datetime]) -> Row:
    """A `student` object, every scope granted."""
    return {
        "object": "student",
        "id": pupil.id,
        "year_code": pupil.year_code,
        "upn": pupil.upn,
        "former_upn": None,
        "uln": None,
        "mis_id": pupil.mis_id,
        "pan": pupil.pan,
        "first_name": pupil.first_name,
        "legal_first_name": pupil.legal_first_name,
        "middle_name": pupil.middle_name,
        "last_name": pupil.last_name,
        "legal_last_name": pupil.legal_last_name,
        "former_last_name": None,
        "dob": date_time(pupil.date_of_birth),
        "start_date": date_time(pupil.start_date),
        "end_date": date_time(pupil.end_date, ends=True),
        "enrolment_status": pupil.enrolment_status,
        "emails": [_email(pupil.id, f"{pupil.pan}@pupil.{DOMAIN}")],
        CHANGED: moments[pupil.changed],
    }


def staff_member(person: Staff, changed: datetime) -> Row:
    """A `staff_member` object, every scope granted."""
    return {
        "object": "staff_member",
        "id": person.id,
        "mis_id": person.mis_id,
        "staff_code": person.staff_code,
        "title": person.title,
        "salutation": f"{person.title} {person.last_name}",
        "first_name": person.first_name,
        "legal_first_name": person.first_name,
        "middle_name": None,
        "last_name": person.last_name,
        "legal_last_name": person.last_name,
        "former_last_name": None,
        "email": person.email,
        "emails": [_email(100_000 + person.id, person.email)] if person.email else [],
        "telephone_numbers": [],
        "is_teaching_staff": person.teaching,
        "included_in_census": person.teaching,
        "start_date": date_time(person.start_date),
        "end_date": date_time(person.end_date, ends=True),
        CHANGED: changed,
    }


def _email(number: int, address: str) -> Row:
    return {"object": "email", "id": number, "email": address, "type": "Work", "is_primary": True}


def _year_groups(school: School, step: int, moments: list[datetime]) -> list[Row]:
    members = _members(school, step, "year_code")
    touched = max(school.state(step).regrouped.values())
    heads = [person.id for person in school.staff if person.teaching]
    return [
        {
            "object": "year_group",
            "id": 601 + 100 * (step // CYCLE) + place,
            "code": code,
            "name": year_name(code),
            **_span(school, step),
            "supervisor_ids": [heads[place % len(heads)]],
            "student_ids": members[code],
            CHANGED: moments[touched],
        }
        for place, code in enumerate(school.layout.years)
    ]


def _registration_groups(school: School, step: int, moments: list[datetime]) -> list[Row]:
    members = _members(school, step, "class_name")
    regrouped = school.state(step).regrouped
    tutors = [person.id for person in school.staff if person.teaching]
    return [
        {
            "object": "registration_group",
            "id": 41 + 10_000 * (step // CYCLE) + place,
            "name": name,
            **_span(school, step),
            "supervisor_ids": [tutors[place % len(tutors)]],
            "student_ids": members[name],
            CHANGED: moments[regrouped[name]],
        }
        for place, name in enumerate(school.layout.class_names)
    ]


def _academic_year(year: AcademicYear, changed: datetime) -> Row:
    return {
        "object": "academic_year",
        "id": year.id,
        "name": year.name,
        "start_date": year.start.isoformat(),
        "end_date": year.end.isoformat(),
        CHANGED: changed,
    }


def _span(school: School, step: int) -> Row:
    """The days of a group, which outlives its academic year (docs/wire-assembly.md, Groups)."""
    start = school.academic_years(step)[1].start
    end = date(first_september(start).year + 1, 8, 31)
    return {"start_date": date_time(start), "end_date": date_time(end, ends=True)}


def _members(school: School, step: int, by: str) -> defaultdict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for pupil in school.on_roll(step):
        found[getattr(pupil, by)].append(pupil.id)
    return found
