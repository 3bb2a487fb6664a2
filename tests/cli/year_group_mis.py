"""A small MIS whose year groups and classes a test writes down, in both dialects, and a hub beside it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from marktui.sandbox.serving import listen, serving

from .process import set_environment
from .result import Said
from .school import run_here

TODAY = datetime.now(UTC).date()
START = TODAY.year - (TODAY.month < 9)
SECRETS = {
    "assembly": {"MARKTUI_ASSEMBLY_TOKEN": "school-token-of-a-test"},
    "arbor": {"MARKTUI_ARBOR_USERNAME": "app", "MARKTUI_ARBOR_PASSWORD": "password-of-a-test"},
}
DIALECTS = tuple(SECRETS)
_FIRST = ("Ana", "Ben", "Cora", "Dan", "Ella", "Finn", "Gina", "Hal", "Ida", "Jon", "Kit", "Lea")
_LAST = ("Reis", "Fox", "Quayle", "Harwood", "Marlow", "Tully", "Vance", "Wyre", "Yorke", "Ashby")


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


@dataclass
class YearGroupMis:
    """What the stand-in has; a test changes it as it goes."""

    dialect: str
    years: list[Year]
    forms: list[Form]
    children: list[Child]
    address: str = ""
    asked: list[str] = field(default_factory=list)

    def replace_children(self, ids: set[int], **values: Any) -> None:
        """Change some of the pupils."""
        self.children = [replace(one, **values) if one.id in ids else one for one in self.children]

    def in_year(self, year_id: int) -> list[Child]:
        """The pupils of a year group."""
        return [one for one in self.children if one.year == year_id]

    async def answer(self, request: Request) -> Response:
        """The answer in the school's dialect."""
        self.asked.append(request.url.path)
        if self.dialect == "arbor":
            return JSONResponse({"data": self._arbor(orjson.loads(await request.body())["query"])})
        return self._assembly(request.url.path, request.query_params)

    @contextmanager
    def serve(self) -> Iterator["YearGroupMis"]:
        """Serve on loopback while the block runs."""
        route = Route("/{path:path}", self.answer, methods=["GET", "POST"])
        with listen(0) as listener, serving(Starlette(routes=[route]), listener):
            self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            yield self

    def _assembly(self, path: str, query: Any) -> Response:
        one: dict[str, object] = {
            "/me": {"object": "application", "token": {"access_level": "school"}},
            "/school": {"object": "school", "name": "Ashgrove"},
            "/school/status": {"last_sync_status": "success"},
        }
        rows = {
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
        if path in one:
            return JSONResponse(one[path])
        if path not in rows:
            return JSONResponse({"error": "not_found"}, 404)
        page, size = int(query.get("page", 1)), int(query.get("per_page", 100))
        part = rows[path][(page - 1) * size : page * size]
        following = str(page + 1) if page * size < len(rows[path]) else ""
        return JSONResponse(part, headers={"Total": str(len(rows[path])), "Next-Page": following})

    def _student(self, child: Child) -> dict[str, object]:
        year = next((one for one in self.years if one.id == child.year), None)
        own = (year.own if year else None) if child.own is ... else child.own
        return _named(child.id) | {
            "id": child.id,
            "first_name": _FIRST[child.id % len(_FIRST)],
            "last_name": _LAST[child.id // len(_FIRST) % len(_LAST)],
            "dob": f"{_born(child.id)}T00:00:00.000Z",
            "year_code": own,
        }

    def _ids(self, what: str, group_id: int) -> list[int]:
        return [one.id for one in self.children if getattr(one, what) == group_id]

    def _arbor(self, query: str) -> dict[str, object]:
        if "__schema" in query:
            return _SCHEMA
        found: dict[str, object] = {}
        for alias, name, size, page in _ASKED.findall(query):
            rows = self._rows(name)
            found[alias or name] = rows[int(page) * int(size) : (int(page) + 1) * int(size)]
        return found

    def _rows(self, name: str) -> list[dict[str, Any]]:
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
            "legalFirstName": _FIRST[child.id % len(_FIRST)],
            "legalLastName": _LAST[child.id // len(_FIRST) % len(_LAST)],
            "dateOfBirth": str(_born(child.id)),
            "mostRecentEntryDate": f"{START}-09-01",
            "academicLevel": level,
            "registrationForm": {"id": str(child.form)} if child.form else None,
        }


class YearGroupSchool:
    """A hub that is connected to the stand-in."""

    def __init__(self, folder: Path, mis: YearGroupMis) -> None:
        self.folder = folder
        self.mis = mis
        given = ("--school", "Ashgrove", "--coordinator", "Robin Marlow", "--email", "robin@hub.example")
        self.run("init", *given).ended(0)
        url = ("--api-url", mis.address, "--auth-url", mis.address)
        self.run(
            "connect", mis.dialect, *(url if mis.dialect == "assembly" else ("--url", mis.address))
        ).ended(0)

    def run(self, *words: str) -> Said:
        """Call the program."""
        with set_environment(SECRETS[self.mis.dialect]):
            return run_here("--hub", str(self.folder), *words)

    def sync(self, *words: str) -> Any:
        """Sync and give the document; what was said besides is under `said`."""
        done = self.run("sync", *(words or ("all",)), "--json")
        return {**done.document, "exit": done.exit, "said": done.err}

    def records(self, kind: str) -> list[dict[str, Any]]:
        """The records of a kind."""
        rows: list[dict[str, Any]] = self.run("list", kind, "--json").ended(0).document
        return rows

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


def a_mis(dialect: str, *years: Year, each: int = 10) -> YearGroupMis:
    """A school with as many pupils in each year group, one class each.

    Args:
        dialect: `assembly` or `arbor`.
        years: The year groups.
        each: How many pupils each of them has.
    """
    forms = [Form(900 + number, f"Form {number}") for number in range(len(years))]
    children = [
        Child(5000 + place * each + number, year.id, forms[place].id)
        for place, year in enumerate(years)
        for number in range(each)
    ]
    return YearGroupMis(dialect, list(years), forms, children)


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


_ASKED = re.compile(r"(?:(\w+)\s*:\s*)?\b([A-Z]\w+)\s*\(page_size:\s*(\d+),\s*page_num:\s*(\d+)\)")
_FIELDS = {
    "AcademicYear": "displayName startDate endDate",
    "AcademicLevel": "displayName shortName academicYear:AcademicYear",
    "RegistrationForm": "displayName academicYear:AcademicYear",
    "Student": "legalFirstName legalLastName leavingDate dateOfBirth mostRecentEntryDate "
    "academicLevel:AcademicLevel registrationForm:RegistrationForm",
    "Staff": "legalFirstName legalLastName leavingDate isActiveInSchool",
}


def _field(text: str) -> dict[str, object]:
    name, _, of = text.partition(":")
    return {"name": name, "type": {"kind": "OBJECT" if of else "SCALAR", "name": of or "String"}}


_SCHEMA: dict[str, object] = {
    "__schema": {"queryType": {"fields": [{"name": name} for name in _FIELDS]}},
    **{
        name: {"fields": [_field(one) for one in ("id", *fields.split())]} for name, fields in _FIELDS.items()
    },
}
