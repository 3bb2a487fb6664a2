"""A small MIS of either dialect, whose rows, lists and answers by id a test can set against each other."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from connectors import arbor_school, assembly_school
from connectors.scripted_service import Reply

from marktui.connectors.arbor.connector import Arbor
from marktui.connectors.assembly.connector import Assembly
from marktui.sandbox.server import Sandbox

from .school import School
from .small_mis import Row, Rows, SmallMis

TODAY = datetime.now().astimezone().date()
"""The program has a clock of its own."""
_FIRST_DAY, _LAST_DAY = "2000-09-01", "2078-08-31"
"""One school year for all of them, so that a test may move the clock."""
_FIRST = ("Ana", "Ben", "Cora", "Dan", "Ella")

Bend = Callable[[Rows], Rows]
CLASSES = ("/registration_groups", "RegistrationForm")
YEARS = ("/year_groups", "AcademicLevel")
SCHOOL_YEARS = ("/academic_years", "AcademicYear")
"""The lists of both dialects."""


@contextmanager
def asked_quickly() -> Iterator[None]:
    """Let no service be asked as slowly as a real one has to be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Assembly.__init__, "__kwdefaults__", {"pace": assembly_school.QUICK})
        patch.setattr(Arbor.__init__, "__kwdefaults__", {"pace": arbor_school.QUICK})
        yield


class NumberedMis(SmallMis):
    """One school.

    Args:
        dialect: `assembly` or `arbor`.
        pupils: How many there are; their ids are 5000, 5001 and so on. Staff have 70, 71 and so on.
        folder: Where the hub is made that all others are copies of.
    """

    def __init__(self, dialect: str, pupils: int, folder: Path) -> None:
        super().__init__(dialect)
        self.number = pupils
        self.folder = folder
        self._template: School | None = None
        self.reset()

    def reset(self) -> None:
        """Go back to what there was at the start."""
        self.pupils = set(range(5000, 5000 + self.number))
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
        self.collected = {"last_sync_at": f"{TODAY}T02:00:00.000Z", "last_sync_status": "success"}
        self.repeats = False
        """Whether Assembly's list of pupils comes in two pages of which the second repeats a row."""
        self.asked.clear()
        self.raw: dict[int, dict[str, object]] = {}
        """What the row of somebody says instead of the usual, in the words of the dialect."""
        self.bent: dict[str, Bend] = {}
        """What becomes of a list, by path or entity."""

    @property
    def by_id_questions(self) -> list[str]:
        """The requests that asked for people by id."""
        return [one for one in self.asked if re.search(r"/\d+$| \[", one)]

    def synced(self, folder: Path) -> School:
        """A hub that has everybody there was at the start: a copy of one that was synced for all tests."""
        if self._template is None:
            made = School(self.folder / "hub", cast("Sandbox", self))
            made.init().ended(0)
            made.connect().ended(0)
            made.sync("all", "--import-teachers", "all", "--yes").ended(0)
            self._template = made
            self.asked.clear()
        return self._template.copy(folder / "hub")

    def vanish(self, *ids: int) -> None:
        """Take people out of the MIS."""
        self.pupils -= set(ids)
        self.staff -= set(ids)

    def say(self, ids: Iterable[int], *, assembly: object = None, arbor: object = None) -> None:
        """Let rows say something else, each dialect in its own words."""
        for one in ids:
            self.raw[one] = cast("dict[str, object]", assembly if self.dialect == "assembly" else arbor) or {}

    def bend(self, lists: tuple[str, ...], how: Bend) -> None:
        """Bend a list of both dialects."""
        self.bent |= dict.fromkeys(lists, how)

    def out_of_class(self, ids: Iterable[int]) -> None:
        """Take pupils out of their classes."""
        gone = set(ids)
        self.bent["/registration_groups"] = lambda rows: [_without(row, gone) for row in rows]
        if self.dialect == "arbor":
            for one in gone:
                self.raw[one] = self.raw.get(one, {}) | {"registrationForm": None}

    def out_of_year(self, ids: Iterable[int]) -> None:
        """Take pupils out of their year groups, in their rows and in the lists."""
        gone = set(ids)
        self.say(gone, assembly={"year_code": None}, arbor={"academicLevel": None})
        self.bent["/year_groups"] = lambda rows: [_without(row, gone) for row in rows]

    def found(self, mis_id: int) -> Row | Reply | None:
        """What was set for them goes before what the lists have."""
        if mis_id in self.by_id:
            return self.by_id[mis_id]
        if mis_id in self.left_by_id:
            return self._row(mis_id, self.left_by_id[mis_id], has_left=True)
        return self._row(mis_id) if mis_id in self.pupils | self.staff else None

    def page(self, name: str, rows: Rows, number: int, size: int) -> tuple[Rows, int]:
        if name == "/students" and self.repeats:
            half = len(rows) // 2
            return ([rows[0], *rows[half:]] if number else rows[:half]), 2
        return super().page(name, rows, number, size)

    def rows(self, name: str) -> Rows | None:
        rows = super().rows(name)
        return self.bent[name](rows) if rows is not None and name in self.bent else rows

    # Assembly

    def assembly_rows(self, path: str) -> Rows | None:
        return self._lists[path]() if path in self._lists else None

    @property
    def _lists(self) -> dict[str, Callable[[], Rows]]:
        """How each list is made."""
        return {
            "/academic_years": lambda: [{"id": 1, "start_date": _FIRST_DAY, "end_date": _LAST_DAY}],
            "/students": lambda: [self._assembly_row(one) for one in self._shown(self.pupils)],
            "/staff_members": lambda: [self._assembly_row(one) for one in self._shown(self.staff)],
            "/students/left": lambda: [self._assembly_row(*one) for one in self._left() if one[0] >= 5000],
            "/staff_members/left": lambda: [
                self._assembly_row(*one) for one in self._left() if one[0] < 5000
            ],
            "/registration_groups": lambda: self._groups("A", 40),
            "/year_groups": lambda: self._groups("", 600),
        }

    def _groups(self, letter: str, first_id: int) -> Rows:
        members = sorted({*self._shown(self.pupils), *(self.named if letter in self.naming else ())})
        groups: Rows = []
        for number, code in enumerate("123456"):
            ids = [one for one in members if _code(one) == code]
            name = f"{code}{letter}" if letter else f"Year {code}"
            groups.append({"id": first_id + number, "code": code, "name": name, "student_ids": ids})
        return groups

    def _assembly_row(self, one: int, left_on: str | None = None) -> dict[str, Any]:
        first, last = _name(one)
        row: dict[str, Any] = {"id": one, "first_name": first, "last_name": last, "end_date": left_on}
        if one >= 5000:
            row |= {"dob": str(_born(one)), "year_code": _code(one)}
        else:
            row |= {"emails": [{"email": f"t{one}@ashgrove.example"}]}
        return row | self.raw.get(one, {})

    # Arbor

    def arbor_rows(self, name: str) -> Rows:
        now = {"id": "6"}
        if name == "AcademicYear":
            return [{"id": "6", "startDate": _FIRST_DAY, "endDate": _LAST_DAY}]
        if name == "AcademicLevel":
            return [
                {"id": f"L{code}", "displayName": f"Year {code}", "academicYear": now} for code in "123456"
            ]
        if name == "RegistrationForm":
            return [{"id": f"F{code}", "displayName": f"{code}A", "academicYear": now} for code in "123456"]
        is_pupil = {"Student": True, "Staff": False}[name]
        here = self._shown(self.pupils if is_pupil else self.staff)
        left = [one for one in self._left() if (one[0] >= 5000) == is_pupil]
        return [
            *(self._arbor_row(one) for one in here),
            *(self._arbor_row(*one, has_left=True) for one in left),
        ]

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
            row |= {"isActiveInSchool": not has_left, "emailAddresses": mail}
            return row | self.raw.get(one, {})
        code = _code(one)
        return (
            row
            | {
                "dateOfBirth": str(_born(one)),
                "mostRecentEntryDate": _FIRST_DAY,
                "academicLevel": {"id": f"L{code}", "displayName": f"Year {code}"},
                "registrationForm": {"id": f"F{code}"},
            }
            | self.raw.get(one, {})
        )

    # Both

    def _row(self, one: int, left_on: str | None = None, *, has_left: bool = False) -> Row:
        """Somebody's row, in the words of the dialect."""
        if self.dialect == "assembly":
            return self._assembly_row(one, left_on)
        return self._arbor_row(one, left_on, has_left=has_left)

    def _left(self) -> list[tuple[int, str | None]]:
        """Who is in the list of leavers, and since when."""
        return [(one, None if day is None else str(day)) for one, day in self.left.items()]

    def _shown(self, people: set[int]) -> list[int]:
        return sorted(people - self.hidden - self.left.keys())


def _without(row: dict[str, Any], gone: set[int]) -> dict[str, Any]:
    """A row of a group that does not name some pupils."""
    return row | {"student_ids": [one for one in row["student_ids"] if one not in gone]}


def _code(one: int) -> str:
    return "123456"[one % 6]


def _born(one: int) -> date:
    return date(2020 - int(_code(one)), 9, 1) + timedelta(days=one % 365)


def _name(one: int) -> tuple[str, str]:
    return _FIRST[one % 5], f"Reis-{one}"
