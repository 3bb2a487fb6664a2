"""OneRoster CSV, versions 1.1 and 1.2: everybody on roll and on the staff, the forms as homerooms.

Headings stand in the order of the specification, `status` and `dateLastModified` are blank as in any bulk
file (docs/files.md, OneRoster).
"""

from collections.abc import Iterator, Mapping
from datetime import date

from marktui.sandbox.files.oneroster_headings import FILES, HEADINGS, USER_HEADINGS
from marktui.sandbox.files.scene import ESTABLISHMENT, URN, Scene, iso_date
from marktui.sandbox.files.table import Table, or_nothing
from marktui.sandbox.layout import year_name
from marktui.sandbox.person import Pupil, Staff

_ORG, _YEAR, _COURSE = f"org-{ESTABLISHMENT}", "session-year", "course-form"
_BLANK = "", ""
"""Status and when a row was changed: a bulk file has neither."""


def oneroster(scene: Scene, version: str) -> Mapping[str, Table]:
    """The files of a package by name, the manifest first."""
    tables = {name: Table(HEADINGS[name], rows) for name, rows in _rows(scene, version).items()}
    people = USER_HEADINGS[version]
    tables["users"] = Table(
        people, tuple(tuple(row.get(name, "") for name in people) for row in _users(scene))
    )
    manifest = Table(("propertyName", "value"), tuple(_manifest(tables, version)))
    return {"manifest.csv": manifest} | {f"{name}.csv": table for name, table in tables.items()}


def _manifest(tables: Mapping[str, Table], version: str) -> Iterator[tuple[str, str]]:
    yield "manifest.version", "1.0"
    yield "oneroster.version", version
    for name in FILES[version]:
        yield f"file.{name}", "bulk" if name in tables else "absent"
    yield "source.systemName", "Stand-in MIS"
    yield "source.systemCode", "sandbox"


def _rows(scene: Scene, version: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    year = scene.school.academic_years(scene.step)[1]
    rows: dict[str, tuple[tuple[str, ...], ...]] = {
        "academicSessions": (
            (_YEAR, *_BLANK, year.name, "schoolYear", *_days(year.start, year.end), "", str(year.end.year)),
        ),
        "orgs": ((_ORG, *_BLANK, scene.school.name, "school", URN, ""),),
        "courses": ((_COURSE, *_BLANK, _YEAR, "Registration", "REG", "", _ORG, "", ""),),
        "classes": tuple(
            (_class_id(name), *_BLANK, name, "", _COURSE, name, "homeroom", "", _ORG, _YEAR, "", "", "")
            for name, _ in scene.class_members()
        ),
        "enrollments": tuple(
            (f"e{pupil.id}", *_BLANK, _class_id(name), _ORG, _pupil_id(pupil), "student", "false", "", "")
            for name, members in scene.class_members()
            for pupil in members
        ),
        "demographics": tuple(
            (_pupil_id(pupil), *_BLANK, iso_date(pupil.date_of_birth), *[""] * 12) for pupil in scene.pupils
        ),
    }
    if version != "1.1":
        rows["roles"] = tuple(
            (f"r-{user['sourcedId']}", *_BLANK, user["sourcedId"], "primary", user["role"], "", "", _ORG, "")
            for user in _users(scene)
        )
    return rows


def _users(scene: Scene) -> Iterator[dict[str, str]]:
    for pupil in scene.pupils:
        yield {
            **_user(_pupil_id(pupil), "student", pupil.first_name, pupil.last_name),
            "middleName": or_nothing(pupil.middle_name),
            "identifier": or_nothing(pupil.upn),
            # A UK year in words: as a bare number it could be a grade of the USA.
            "grades": year_name(pupil.year_code),
        }
    for person in scene.staff:
        yield {
            **_user(_staff_id(person), "teacher", person.first_name, person.last_name),
            "identifier": person.staff_code,
            "email": or_nothing(person.email),
        }


def _user(sourced_id: str, role: str, first_name: str, last_name: str) -> dict[str, str]:
    return {
        "sourcedId": sourced_id,
        "enabledUser": "true",
        "orgSourcedIds": _ORG,
        "role": role,
        "username": sourced_id,
        "givenName": first_name,
        "familyName": last_name,
        "primaryOrgSourcedId": _ORG,
    }


def _pupil_id(pupil: Pupil) -> str:
    return f"p{pupil.id}"


def _staff_id(person: Staff) -> str:
    return f"s{person.id}"


def _class_id(name: str) -> str:
    return f"c-{name.replace(' ', '-')}"


def _days(start: date, end: date) -> tuple[str, str]:
    return iso_date(start), iso_date(end)
