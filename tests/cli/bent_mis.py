"""The small MIS with rows and lists as a test bends them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from marktui.sandbox.server import Sandbox

from .plain_mis import PlainMis
from .school import School

Rows = list[dict[str, Any]]
Bend = Callable[[Rows], Rows]
CLASSES = ("/registration_groups", "RegistrationForm")
YEARS = ("/year_groups", "AcademicLevel")
SCHOOL_YEARS = ("/academic_years", "AcademicYear")
"""The lists of both dialects."""


class BentMis(PlainMis):
    """One school whose rows say what they are told to.

    Args:
        dialect: `assembly` or `arbor`.
        pupils: How many there are.
    """

    def __init__(self, dialect: str, pupils: int = 60) -> None:
        super().__init__(dialect, pupils)
        self.raw: dict[int, dict[str, object]] = {}
        """What the row of somebody says instead of the usual, in the words of the dialect."""
        self.bent: dict[str, Bend] = {}
        """What becomes of a list, by path or entity."""

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
        self.bent["/registration_groups"] = lambda rows: [
            row | {"student_ids": [one for one in row["student_ids"] if one not in gone]} for row in rows
        ]
        if self.dialect == "arbor":
            for one in gone:
                self.raw[one] = self.raw.get(one, {}) | {"registrationForm": None}

    def out_of_year(self, ids: Iterable[int]) -> None:
        """Take pupils out of their year groups, in their rows and in the lists."""
        gone = set(ids)
        self.say(gone, assembly={"year_code": None}, arbor={"academicLevel": None})
        self.bent["/year_groups"] = lambda rows: [
            row | {"student_ids": [one for one in row["student_ids"] if one not in gone]} for row in rows
        ]

    def _lists(self) -> dict[str, Rows]:
        return {path: self._bent(path, rows) for path, rows in super()._lists().items()}

    def _arbor_rows(self, entity: str) -> Rows:
        return self._bent(entity, super()._arbor_rows(entity))

    def _bent(self, name: str, rows: Rows) -> Rows:
        how = self.bent.get(name)
        return how(rows) if how else rows

    def _assembly_row(self, one: int, left_on: str | None = None) -> dict[str, Any]:
        return super()._assembly_row(one, left_on) | self.raw.get(one, {})

    def _arbor_row(self, one: int, left_on: str | None = None, *, has_left: bool = False) -> dict[str, Any]:
        return super()._arbor_row(one, left_on, has_left=has_left) | self.raw.get(one, {})


@contextmanager
def a_school(folder: Path, dialect: str) -> Iterator[tuple[School, BentMis]]:
    """A hub that has the whole of a small school, and the MIS behind it."""
    with BentMis(dialect).serve() as mis:
        school = School(folder / "hub", cast("Sandbox", mis))
        school.init().ended(0)
        school.connect().ended(0)
        school.sync("all", "--import-teachers", "all", "--yes").ended(0)
        mis.asked.clear()
        yield school, cast("BentMis", mis)
