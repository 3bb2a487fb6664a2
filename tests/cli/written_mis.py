"""A small MIS whose people a test writes down, by either service's own contract, over real HTTP."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from .process import set_environment
from .result import Said
from .school import run_here
from .small_mis import FIRST_NAMES, LAST_NAMES, LETTERS, SECRETS, Rows, SmallMis


@dataclass(frozen=True)
class Child:
    """A pupil of the MIS, written as the MIS would; `%d83d` in a name stands for half a character."""

    id: int
    first: str
    last: str
    born: str | None
    upn: str | None
    left: date | None = None

    def but(self, **facts: Any) -> "Child":
        return replace(self, **facts)


@dataclass(frozen=True)
class Colleague:
    """A member of staff of the MIS."""

    id: int
    first: str
    last: str
    email: str | None
    left: date | None = None

    def but(self, **facts: Any) -> "Colleague":
        return replace(self, **facts)


def upn(number: int) -> str:
    """A UPN with the right check letter."""
    digits = f"8012000{number:05}"
    return LETTERS[sum(place * int(one) for place, one in enumerate(digits, 2)) % 23] + digits


def child(number: int, **facts: Any) -> Child:
    """A pupil who shares neither name with birth date nor UPN with any other number."""
    born = date(2016, 9, 1) + timedelta(days=number % 360)
    made = Child(
        5000 + number, FIRST_NAMES[number % 13], LAST_NAMES[number // 13 % 11], str(born), upn(number)
    )
    return made.but(**facts)


def colleague(number: int, **facts: Any) -> Colleague:
    """A member of staff with an address of their own."""
    first, last = FIRST_NAMES[number % 13], LAST_NAMES[-1 - number % 11]
    return Colleague(70 + number, first, last, f"{first}.{last}@ash.example".lower()).but(**facts)


class WrittenMis(SmallMis):
    """The MIS, and the hub beside it.

    Args:
        dialect: `assembly` or `arbor`.
        folder: Where the hub is.
    """

    def __init__(self, dialect: str, folder: Path) -> None:
        super().__init__(dialect)
        self.collected["last_sync_at"] = "2026-11-20T02:05:00.000Z"
        self.folder = folder
        self.pupils: list[Child] = []
        self.staff: list[Colleague] = []
        self.reset(folder)

    def reset(self, folder: Path) -> None:
        """Go back to 24 pupils and 6 staff, with a hub in another folder."""
        self.folder = folder
        self.pupils = [child(number) for number in range(24)]
        self.staff = [colleague(number) for number in range(6)]

    def run(self, *words: str) -> Said:
        """Call the program."""
        with set_environment(SECRETS):
            return run_here("--hub", str(self.folder), *words)

    def start(self, *words: str) -> "WrittenMis":
        """Make the hub, connect it, and sync everybody there is."""
        given = ("--school", "Ashgrove", "--coordinator", "Robin Marlow", "--email", "r.marlow@ash.example")
        self.run("init", *given).ended(0)
        self.connect()
        self.sync("all", "--import-teachers", "all", *words)
        return self

    def connect(self) -> Said:
        """Connect the hub."""
        return self.run(*self.connect_line.split()[1:]).ended(0)

    def sync(self, *words: str) -> Said:
        """Sync, which has to succeed."""
        return self.run("sync", *(words or ("pupils",)), "--json").ended(0)

    def people(self, kind: str = "pupils") -> dict[str, dict[str, Any]]:
        """The records by MIS id, else by their own."""
        rows = self.run("list", kind, "--json").ended(0).document
        return {one["mis_id"] or one["id"]: one for one in rows}

    def named(self, first: str, last: str, kind: str = "pupils") -> list[dict[str, Any]]:
        """The records of a name."""
        rows = self.run("list", kind, "--json").ended(0).document
        return [one for one in rows if (one["first_name"], one["last_name"]) == (first, last)]

    def change(self, mis_id: int, **facts: Any) -> None:
        """Change somebody in the MIS."""
        self.pupils = [one.but(**facts) if one.id == mis_id else one for one in self.pupils]
        self.staff = [one.but(**facts) if one.id == mis_id else one for one in self.staff]

    def leave(self, mis_id: int) -> None:
        """Let somebody leave."""
        self.change(mis_id, left=date(2020, 7, 20))

    def remove(self, mis_id: int) -> None:
        """Let the MIS forget somebody altogether."""
        self.pupils = [one for one in self.pupils if one.id != mis_id]
        self.staff = [one for one in self.staff if one.id != mis_id]

    def assembly_rows(self, path: str) -> Rows | None:
        is_left = path.endswith("/left")
        pupils = [one for one in self.pupils if bool(one.left) is is_left]
        if path.startswith("/students"):
            return [_student(one) for one in pupils]
        if path.startswith("/staff_members"):
            return [_member(one) for one in self.staff if bool(one.left) is is_left]
        group = {"id": 41, "name": "1A", "student_ids": [one.id for one in pupils]}
        rows = {
            "/registration_groups": [group],
            "/year_groups": [group | {"id": 601, "code": "1", "name": "Year 1"}],
            "/academic_years": [{"id": 1, "start_date": "2000-09-01", "end_date": "2078-08-31"}],
        }
        return rows.get(path)

    def arbor_rows(self, name: str) -> Rows:
        now, year = {"id": "6"}, {"id": "601", "displayName": "Year 1", "shortName": "1"}
        match name:
            case "AcademicYear":
                return [now | {"displayName": "now", "startDate": "2000-09-01", "endDate": "2078-08-31"}]
            case "AcademicLevel":
                return [year | {"academicYear": now}]
            case "RegistrationForm":
                return [{"id": "41", "displayName": "1A", "academicYear": now}]
            case "Student":
                return [_arbor_student(one, year | {"academicYear": now}) for one in self.pupils]
        return [_arbor_staff(one) for one in self.staff]


def _student(one: Child) -> dict[str, Any]:
    dates = {"start_date": "2018-09-01", "end_date": one.left and str(one.left)}
    names = {"first_name": one.first, "last_name": one.last}
    return {"id": one.id, "dob": one.born, "upn": one.upn, "year_code": "1"} | names | dates


def _member(one: Colleague) -> dict[str, Any]:
    emails = [{"email": one.email, "is_primary": True}] if one.email else []
    names = {"first_name": one.first, "last_name": one.last}
    return {"id": one.id, "emails": emails, "end_date": one.left and str(one.left)} | names


def _arbor_student(one: Child, level: dict[str, Any]) -> dict[str, Any]:
    names = {"legalFirstName": one.first, "legalLastName": one.last}
    dates = {"mostRecentEntryDate": "2018-09-01", "leavingDate": one.left and str(one.left)}
    groups = {"academicLevel": level, "registrationForm": {"id": "41"}}
    return {"id": str(one.id), "upn": one.upn, "dateOfBirth": one.born} | names | dates | groups


def _arbor_staff(one: Colleague) -> dict[str, Any]:
    emails = [{"id": f"{one.id}1", "emailAddress": one.email}] if one.email else []
    names = {
        "legalFirstName": one.first,
        "legalLastName": one.last,
        "leavingDate": one.left and str(one.left),
    }
    return {"id": str(one.id), "isActiveInSchool": one.left is None, "emailAddresses": emails} | names
