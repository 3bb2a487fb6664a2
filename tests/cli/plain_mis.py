"""A small MIS of either dialect, whose lists and answers by id a test can set against each other."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import orjson
import pytest
from connectors import arbor_school
from connectors import school as assembly_school
from connectors.service import Reply
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from marktui.connectors.arbor.connector import Arbor
from marktui.connectors.assembly.connector import Assembly
from marktui.sandbox.serving import listen, serving

TODAY = datetime.now().astimezone().date()
"""The program has a clock of its own."""
_FIRST_DAY, _LAST_DAY = "2000-09-01", "2078-08-31"
"""One school year for all of them, so that a test may move the clock."""
_FIRST = ("Ana", "Ben", "Cora", "Dan", "Ella")
_ROOT = re.compile(r"(?:(\w+): )?([A-Z]\w+)\(([^)]*)\)")
_PAGE = 1_000


class PlainMis:
    """One school.

    Args:
        dialect: `assembly` or `arbor`.
        pupils: How many there are; their ids are 5000, 5001 and so on. Staff have 70, 71 and so on.
    """

    def __init__(self, dialect: str, pupils: int = 60) -> None:
        self.dialect = dialect
        self.pupils = set(range(5000, 5000 + pupils))
        self.staff = set(range(70, 80))
        self.hidden: set[int] = set()
        """Whom no list of people has."""
        self.named: set[int] = set()
        """Whom group lists name although they are hidden; in Arbor the pupils' own rows name the class."""
        self.naming = {"A", ""}
        """Which lists name them: those of classes (`A`), of year groups (nothing), or both."""
        self.left: dict[int, date | None] = {}
        """Who is in the list of leavers."""
        self.left_by_id: dict[int, str | None] = {}
        """Who has left, if asked for by id."""
        self.by_id: dict[int, Reply] = {}
        """What is answered about somebody in the place of all this."""
        self.status: object = "success"
        """How Assembly's last collection went."""
        self.repeats = False
        """Whether Assembly's list of pupils comes in two pages of which the second repeats a row."""
        self.asked: list[str] = []
        """What was asked for: a path of Assembly, an entity of Arbor, with the ids where there are any."""
        self.address = ""

    @property
    def environment(self) -> Mapping[str, str]:
        """The secrets."""
        if self.dialect == "assembly":
            return {"MARKTUI_ASSEMBLY_TOKEN": "school-token-of-a-test"}
        return {"MARKTUI_ARBOR_USERNAME": "app", "MARKTUI_ARBOR_PASSWORD": "password-of-a-test"}

    @property
    def connect_line(self) -> str:
        """The command that connects a hub."""
        if self.dialect == "assembly":
            return f"marktui connect assembly --api-url {self.address} --auth-url {self.address} --yes"
        return f"marktui connect arbor --url {self.address} --yes"

    @property
    def by_id_questions(self) -> list[str]:
        """The requests that asked for people by id."""
        return [one for one in self.asked if re.search(r"/\d+$| \[", one)]

    @contextmanager
    def serve(self) -> Iterator["PlainMis"]:
        """Serve on loopback while the block runs; it need not be asked as slowly as a real one."""
        route = Route("/{path:path}", self._answer, methods=["GET", "POST"])
        with listen(0) as listener, serving(Starlette(routes=[route]), listener):
            self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(Assembly.__init__, "__kwdefaults__", {"pace": assembly_school.QUICK})
                patch.setattr(Arbor.__init__, "__kwdefaults__", {"pace": arbor_school.QUICK})
                yield self

    def vanish(self, *ids: int) -> None:
        """Take people out of the MIS."""
        self.pupils -= set(ids)
        self.staff -= set(ids)

    async def _answer(self, request: Request) -> Response:
        if self.dialect == "assembly":
            reply = self._get(request.url.path, dict(request.query_params))
        else:
            reply = self._query(orjson.loads(await request.body())["query"])
        return Response(reply.body, reply.status, {"Content-Type": "application/json", **reply.headers})

    # Assembly

    def _get(self, path: str, query: dict[str, str]) -> Reply:
        self.asked.append(path)
        single = re.fullmatch(r"/(students|staff_members)/(\d+)", path)
        if single:
            return self._single(int(single[2]), self.pupils if single[1] == "students" else self.staff)
        objects: dict[str, object] = {
            "/me": {"object": "application", "token": {"access_level": "school"}},
            "/school": {"object": "school", "name": "Ashgrove"},
            "/school/status": {"last_sync_at": f"{TODAY}T02:00:00.000Z", "last_sync_status": self.status},
        }
        if path in objects:
            return Reply(objects[path])
        rows = self._lists().get(path)
        if rows is None:
            return Reply({"error": "not_found"}, 404)
        if path == "/students" and self.repeats:
            return self._two_pages(rows, int(query["page"]))
        return Reply(rows, headers={"Total": str(len(rows)), "Next-Page": "", "Total-Pages": "1"})

    def _single(self, one: int, known: set[int]) -> Reply:
        if one in self.by_id:
            return self.by_id[one]
        if one in self.left_by_id:
            return Reply(self._assembly_row(one, self.left_by_id[one]))
        if one in known:
            return Reply(self._assembly_row(one))
        return Reply({"error": "not_found", "message": "not found"}, 404)

    def _two_pages(self, rows: list[dict[str, object]], number: int) -> Reply:
        half = len(rows) // 2
        page = rows[:half] if number == 1 else [rows[0], *rows[half:]]
        return Reply(page, headers={"Total": str(len(rows)), "Next-Page": "2" if number == 1 else ""})

    def _lists(self) -> dict[str, list[dict[str, object]]]:
        year = {"id": 1, "start_date": _FIRST_DAY, "end_date": _LAST_DAY}
        pupils, staff = self._shown(self.pupils), self._shown(self.staff)
        left = {one: None if day is None else str(day) for one, day in self.left.items()}
        return {
            "/academic_years": [year],
            "/students": [self._assembly_row(one) for one in pupils],
            "/staff_members": [self._assembly_row(one) for one in staff],
            "/students/left": [self._assembly_row(one, day) for one, day in left.items() if one >= 5000],
            "/staff_members/left": [self._assembly_row(one, day) for one, day in left.items() if one < 5000],
            "/registration_groups": self._groups("A", 40),
            "/year_groups": self._groups("", 600),
        }

    def _groups(self, letter: str, first_id: int) -> list[dict[str, object]]:
        members = sorted({*self._shown(self.pupils), *(self.named if letter in self.naming else ())})
        groups = []
        for number, code in enumerate("123456"):
            ids = [one for one in members if _code(one) == code]
            name = f"{code}{letter}" if letter else f"Year {code}"
            groups.append({"id": first_id + number, "code": code, "name": name, "student_ids": ids})
        return groups

    def _assembly_row(self, one: int, left_on: str | None = None) -> dict[str, object]:
        first, last = _name(one)
        row: dict[str, object] = {"id": one, "first_name": first, "last_name": last, "end_date": left_on}
        if one >= 5000:
            return row | {"dob": str(_born(one)), "year_code": _code(one)}
        return row | {"emails": [{"email": f"t{one}@ashgrove.example"}]}

    # Arbor

    def _query(self, document: str) -> Reply:
        if "__schema" in document:
            return Reply(arbor_school.schema())
        data: dict[str, object] = {}
        for alias, entity, arguments in _ROOT.findall(document):
            wanted = re.search(r"id_in: (\[[^\]]*\])", arguments)
            ids = None if wanted is None else [int(one) for one in orjson.loads(wanted[1])]
            self.asked.append(entity if ids is None else f"{entity} {ids}")
            rows = self._arbor_rows(entity) if ids is None else self._found(ids)
            if isinstance(rows, Reply):
                return rows
            number = int(arguments.split("page_num: ")[1].split(",")[0])
            data[alias or entity] = rows[number * _PAGE : (number + 1) * _PAGE]
        return Reply({"data": data})

    def _found(self, ids: list[int]) -> list[Any] | Reply:
        """The answer by id: whatever was set for one of them goes for all."""
        rows: list[Any] = []
        for one in ids:
            if one in self.by_id:
                return self.by_id[one]
            if one in self.left_by_id:
                rows.append(self._arbor_row(one, self.left_by_id[one], has_left=True))
            elif one in self.pupils | self.staff:
                rows.append(self._arbor_row(one))
        return rows

    def _arbor_rows(self, entity: str) -> list[Any]:
        left = {one: None if day is None else str(day) for one, day in self.left.items()}
        gone = [self._arbor_row(one, day, has_left=True) for one, day in left.items()]
        now = {"id": "6"}
        lists: dict[str, list[Any]] = {
            "AcademicYear": [{"id": "6", "startDate": _FIRST_DAY, "endDate": _LAST_DAY}],
            "AcademicLevel": [
                {"id": f"L{code}", "displayName": f"Year {code}", "academicYear": now} for code in "123456"
            ],
            "RegistrationForm": [
                {"id": f"F{code}", "displayName": f"{code}A", "academicYear": now} for code in "123456"
            ],
            "Student": [
                *(self._arbor_row(one) for one in self._shown(self.pupils)),
                *(row for row in gone if int(row["id"]) >= 5000),
            ],
            "Staff": [
                *(self._arbor_row(one) for one in self._shown(self.staff)),
                *(row for row in gone if int(row["id"]) < 5000),
            ],
        }
        return lists[entity]

    def _arbor_row(self, one: int, left_on: str | None = None, *, has_left: bool = False) -> dict[str, Any]:
        first, last = _name(one)
        row: dict[str, Any] = {
            "id": str(one),
            "legalFirstName": first,
            "legalLastName": last,
            "leavingDate": left_on,
        }
        if one < 5000:
            mail = [{"id": f"{one}1", "emailAddress": f"t{one}@ashgrove.example", "emailAddressType": "Work"}]
            return row | {"isActiveInSchool": not has_left, "emailAddresses": mail}
        code = _code(one)
        return row | {
            "dateOfBirth": str(_born(one)),
            "mostRecentEntryDate": _FIRST_DAY,
            "academicLevel": {"id": f"L{code}", "displayName": f"Year {code}"},
            "registrationForm": {"id": f"F{code}"},
        }

    def _shown(self, people: set[int]) -> list[int]:
        return sorted(people - self.hidden - self.left.keys())


def _code(one: int) -> str:
    return "123456"[one % 6]


def _born(one: int) -> date:
    return date(2020 - int(_code(one)), 9, 1) + timedelta(days=one % 365)


def _name(one: int) -> tuple[str, str]:
    return _FIRST[one % 5], f"Reis-{one}"
