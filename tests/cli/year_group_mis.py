"""A small MIS whose year groups and classes a test writes down, in both dialects, and a hub beside it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from marktui.sandbox.server import Sandbox

from .school import School
from .small_mis import FIRST_NAMES, LAST_NAMES, Rows, SmallMis

TODAY = datetime.now(UTC).date()
START = TODAY.year - (TODAY.month < 9)
DIALECTS = ("assembly", "arbor")


@dataclass(frozen=True)
class Year:
    """A year group, and what the rows of its pupils say."""

    id: int
    name: str | None
    code: object = None
    """What the service gives as the code: Assembly's `code`, Arbor's `shortName`."""
    own: object = None
    """What the row of its pupils gives as their year, in Assembly."""


@dataclass(frozen=True)
class Form:
    """A class."""

    id: int
    name: str


@dataclass(frozen=True)
class Child:
    """A pupil."""

    id: int
    year: int | None
    """The id of the year group whose list has them."""
    form: int | None
    own: object = ...
    """What their own row gives as their year, in Assembly; what their year group says unless it is named."""
    level: Year | None = None
    """The level of their own row, in Arbor; their year group unless it is named."""


class YearGroupMis(SmallMis):
    """What the stand-in has; a test changes it as it goes.

    Args:
        dialect: `assembly` or `arbor`.
        years: The year groups.
        each: How many pupils each of them has, in one class each.
    """

    def __init__(self, dialect: str, *years: Year, each: int = 10) -> None:
        super().__init__(dialect)
        self.years = list(years)
        self.forms = [Form(900 + number, f"Form {number}") for number in range(len(years))]
        self.children = [
            Child(5000 + place * each + number, year.id, self.forms[place].id)
            for place, year in enumerate(years)
            for number in range(each)
        ]

    def replace_children(self, ids: set[int], **values: Any) -> None:
        """Change some of the pupils."""
        self.children = [replace(one, **values) if one.id in ids else one for one in self.children]

    def in_year(self, year_id: int) -> list[Child]:
        """The pupils of a year group."""
        return [one for one in self.children if one.year == year_id]

    def assembly_rows(self, path: str) -> Rows | None:
        rows: dict[str, Rows] = {
            "/academic_years": [
                {"id": 1, "start_date": f"{START}-09-01", "end_date": f"{START + 1}-08-31"},
            ],
            "/students": [self._student(child) for child in self.children],
            "/students/left": [],
            "/staff_members": [{"id": 70, "first_name": "Sam", "last_name": "Bell", "emails": []}],
            "/staff_members/left": [],
            "/year_groups": [
                {"id": one.id, "code": one.code, "name": one.name, "student_ids": self._ids("year", one.id)}
                for one in self.years
            ],
            "/registration_groups": [
                {"id": one.id, "name": one.name, "student_ids": self._ids("form", one.id)}
                for one in self.forms
            ],
        }
        return rows.get(path)

    def _student(self, child: Child) -> dict[str, object]:
        year = next((one for one in self.years if one.id == child.year), None)
        own = (year.own if year else None) if child.own is ... else child.own
        return _named(child.id) | {
            "id": child.id,
            "first_name": FIRST_NAMES[child.id % 12],
            "last_name": LAST_NAMES[child.id // 12 % 10],
            "dob": f"{_born(child.id)}T00:00:00.000Z",
            "year_code": own,
        }

    def _ids(self, what: str, group_id: int) -> list[int]:
        return [one.id for one in self.children if getattr(one, what) == group_id]

    def arbor_rows(self, name: str) -> Rows:
        levels = {one.id: _level(one) for one in self.years}
        match name:
            case "AcademicYear":
                return [{"id": "6", "startDate": f"{START}-09-01", "endDate": f"{START + 1}-08-31"}]
            case "AcademicLevel":
                return list(levels.values())
            case "RegistrationForm":
                return [
                    {"id": str(one.id), "displayName": one.name, "academicYear": {"id": "6"}}
                    for one in self.forms
                ]
            case "Staff":
                return [
                    {"id": "70", "legalFirstName": "Sam", "legalLastName": "Bell", "isActiveInSchool": True}
                ]
        return [self._pupil(child, levels) for child in self.children]

    def _pupil(self, child: Child, levels: dict[int, dict[str, Any]]) -> dict[str, Any]:
        level = _level(child.level) if child.level else levels.get(child.year or 0)
        return {
            "id": str(child.id),
            "legalFirstName": FIRST_NAMES[child.id % 12],
            "legalLastName": LAST_NAMES[child.id // 12 % 10],
            "dateOfBirth": str(_born(child.id)),
            "mostRecentEntryDate": f"{START}-09-01",
            "academicLevel": level,
            "registrationForm": {"id": str(child.form)} if child.form else None,
        }


class YearGroupSchool(School):
    """A hub that is connected to the stand-in."""

    def __init__(self, folder: Path, mis: YearGroupMis) -> None:
        super().__init__(folder, cast("Sandbox", mis))
        self.mis = mis
        self.init().ended(0)
        self.connect().ended(0)

    def sync_document(self, *words: str) -> Any:
        """Sync and give the document; what was said besides is under `said`."""
        done = self.sync(*(words or ("all",)), "--json")
        return {**done.document, "exit": done.exit, "said": done.err}

    def pupils(self) -> dict[int, dict[str, Any]]:
        """The pupils by MIS id."""
        return {int(one["mis_id"]): one for one in self.records("pupils")}

    def years_of(self) -> dict[int, str | None]:
        """The year of each pupil, by MIS id."""
        return {mis_id: one["year_group"] for mis_id, one in self.pupils().items()}

    def classes_of(self) -> dict[int, str | None]:
        """The class of each pupil, by MIS id."""
        return {mis_id: one["class"] for mis_id, one in self.pupils().items()}

    def desynced(self) -> set[int]:
        """The MIS ids of the pupils who are de-synced."""
        return {mis_id for mis_id, one in self.pupils().items() if one["status"] != "synced"}

    def codes(self) -> dict[str, str]:
        """The names of the year groups by code, in the order of the list."""
        return {one["code"]: one["name"] for one in self.records("year-groups")}


def a_year(dialect: str, mis_id: int, name: str, code: object = None, own: object = None) -> Year:
    """A year group as the dialect has it: Arbor's short name is its name unless a code is named."""
    return Year(mis_id, name, name if dialect == "arbor" and code is None else code, own)


def _named(number: int) -> dict[str, object]:
    return {"start_date": f"{START}-09-01T00:00:00.000Z", "end_date": None}


def _born(number: int) -> date:
    return date(START - 9, 9, 1) + timedelta(days=number - 5000)


def _level(year: Year) -> dict[str, Any]:
    return {
        "id": str(year.id),
        "displayName": year.name,
        "shortName": year.code,
        "academicYear": {"id": "6"},
    }
