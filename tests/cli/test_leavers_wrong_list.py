"""Lists that are about other people than their ids: refused line by line, and nobody is changed."""

import csv
import io
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from marktui.hub.model.record import Desync, Link, Person, Pupil, Reason, Teacher
from marktui.sandbox.server import Sandbox

from .leavers import hub_of, ids_of, people_of, put
from .process import finish
from .result import Said
from .school import School

Row = dict[str, str]
Rows = list[Row]
WITNESSES = ("first_name", "last_name", "upn", "mis_id", "email", "mis_email", "date_of_birth")
STAFF = Teacher(
    id="t000901",
    first_name="Tariq",
    last_name="Bell",
    email="t.bell@ashgrove.example",
    mis_email="tariq.bell@ashgrove.example",
    link=Link("assembly", "9901"),
    desync=Desync(date(2026, 3, 2), Reason.GONE),
)


@pytest.fixture
def left(left_in_either: School) -> School:
    """A school of whose pupils 13 have left, and a teacher."""
    put(left_in_either, [STAFF])
    return left_in_either


def rows_of(left: School, tmp_path: Path) -> Rows:
    """The list as marktui writes it."""
    path = tmp_path / "list.csv"
    left.run("leavers", "--csv", str(path)).ended(0)
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def saved(tmp_path: Path, rows: Sequence[Row]) -> str:
    """The list as it comes back."""
    path = tmp_path / "back.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def name_of(row: Row) -> str:
    return f"{row['first_name']} {row['last_name']}".strip()


def column(name: str, order: Callable[[list[str]], list[str]]) -> Callable[[Rows], Rows]:
    """One column put in another order, and the rest left."""

    def change(rows: Rows) -> Rows:
        cells = order([row[name] for row in rows])
        return [row | {name: cell} for row, cell in zip(rows, cells, strict=True)]

    return change


def turned(cells: list[str]) -> list[str]:
    return [*cells[1:], cells[0]]


def filled_down(cells: list[str]) -> list[str]:
    """The first id dragged down over the others, as a spreadsheet counts on."""
    first = int(cells[0][1:])
    return [f"p{first + at:06d}" for at in range(len(cells))]


def one_row(**cells: str) -> Callable[[Rows], Rows]:
    return lambda rows: [rows[0], rows[1] | cells, *rows[2:]]


def another_school(rows: Rows) -> Rows:
    return [row | {"first_name": "Zed", "last_name": f"Other{at}", "upn": ""} for at, row in enumerate(rows)]


LISTS: dict[str, Callable[[Rows], Rows]] = {
    "ids sorted alone": column("id", sorted),
    "ids turned": column("id", turned),
    "ids filled down": column("id", filled_down),
    "last names sorted alone": column("last_name", lambda cells: sorted(cells, reverse=True)),
    "first names turned": column("first_name", turned),
    "UPNs turned": column("upn", turned),
    "MIS ids turned": column("mis_id", turned),
    "birth dates turned": column("date_of_birth", turned),
    "emails turned": column("email", turned),
    "another school": another_school,
    "one other UPN": one_row(upn="A801200001234"),
    "one other MIS id": one_row(mis_id="999999"),
    "one other birth date": one_row(date_of_birth="2015-12-24"),
    "one other first name": one_row(first_name="Zed"),
    "one twin": one_row(first_name="Anabel", upn="", mis_id=""),
    "email of somebody else": one_row(email="t.bell@ashgrove.example"),
    "only the UPN of somebody else": lambda rows: [
        row | {"first_name": "", "last_name": "", "upn": rows[at - 1]["upn"]} for at, row in enumerate(rows)
    ],
}


def unfit(rows: Rows, people: dict[str, Person]) -> list[int]:
    """The lines that say something else than the record of their id, by the test's own comparison."""
    return [at for at, row in enumerate(rows, start=2) if not _fits(row, people.get(row["id"]))]


def _fits(row: Row, person: Person | None) -> bool:
    if person is None:
        return False
    upn, born = (person.upn, person.date_of_birth) if isinstance(person, Pupil) else (None, None)
    emails = {person.email, person.mis_email} if isinstance(person, Teacher) else set()
    mis_id = person.link.mis_id if person.link else None
    is_so = {
        "first_name": row["first_name"] == person.first_name,
        "last_name": row["last_name"] == person.last_name,
        "upn": row["upn"] == upn,
        "mis_id": row["mis_id"] == mis_id,
        "email": row["email"] in emails,
        "mis_email": row["mis_email"] in emails,
        "date_of_birth": row["date_of_birth"] == str(born),
    }
    return all(is_so[name] for name in WITNESSES if row[name])


@pytest.mark.parametrize("change", LISTS.values(), ids=LISTS)
def test_a_list_that_says_something_else_than_the_records(
    left: School, tmp_path: Path, change: Callable[[Rows], Rows]
) -> None:
    people = people_of(left)
    rows = change(rows_of(left, tmp_path))
    lines = unfit(rows, people)
    assert lines
    before = left.files
    said = refused(left, saved(tmp_path, rows))
    for at in lines:
        row, told = rows[at - 2], said[lines.index(at)]
        assert told.startswith(f"Line {at} of ")
        assert name_of(row) in told
        person = people.get(row["id"])
        assert (person.label in told and person.id in told) if person else "there is no record" in told
    assert len(said) == len(lines)
    assert left.files == before


def refused(left: School, file: str, *words: str) -> list[str]:
    """The sentences of a refusal, which a person and a script both get."""
    given = ("leavers", "revoke", "--from", file, *words)
    document = left.run(*given, "--json").ended(2).error
    assert document["kind"] == "list"
    assert document["hint"].startswith("Nobody was changed.")
    assert document["message"] in left.run(*given).ended(2).err
    message: str = document["message"]
    return message.splitlines()


VERBS = ("keep", "revoke", "grant", "delete", "cancel")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_refuses_it(left: School, tmp_path: Path, verb: str) -> None:
    rows = column("id", turned)(rows_of(left, tmp_path))
    before = left.files
    for dry in ((), ("--dry-run",)):
        said = left.run("leavers", verb, "--from", saved(tmp_path, rows), *dry).ended(2)
        assert said.err.count("Line ") == len(rows)
    assert left.files == before


def test_what_was_removed_from_a_line_is_not_compared(left: School, tmp_path: Path) -> None:
    rows = rows_of(left, tmp_path)
    kept = [row | dict.fromkeys(names, "") for row, names in zip(rows, _parts(), strict=False)]
    document = left.run("leavers", "revoke", "--from", saved(tmp_path, kept), "--json").ended(0).document
    assert document["changed"] == [row["id"] for row in rows[: len(kept)]]


def _parts() -> list[Sequence[str]]:
    return [
        ("first_name",),
        ("last_name",),
        ("first_name", "last_name"),
        ("upn", "mis_id"),
        WITNESSES,
        ("id",),
    ]


@pytest.mark.parametrize(
    "write",
    [
        lambda row: f"id,name\n{row['id']},{row['first_name']} {row['last_name']}",
        lambda row: f'id;Name\n{row["id"]};"{row["last_name"]}, {row["first_name"]}"',
        lambda row: (
            f"ID,Surname,Forename\n{row['id'].upper()},{row['last_name'].upper()},  {row['first_name']} "
        ),
        lambda row: f"{row['id']},{row['first_name']} {row['last_name']}",
        lambda row: f"{row['id']}\t{row['last_name']}\t{row['first_name']}",
        lambda row: (
            f"First-Name,LAST NAME,d.o.b.\n{row['first_name']},{row['last_name']},{row['date_of_birth']}"
        ),
        lambda row: f"upn\n{row['upn'].lower()}",
        lambda row: f"id,name\n{row['id']},\u200b{row['first_name']}\u00a0\u2060 {row['last_name']}\u00ad",
    ],
)
def test_ways_to_write_the_right_person(left: School, tmp_path: Path, write: Callable[[Row], str]) -> None:
    row = rows_of(left, tmp_path)[2]
    path = tmp_path / "back.csv"
    path.write_text(write(row), "utf-8")
    document = left.run("leavers", "revoke", "--from", str(path), "--json").ended(0).document
    assert document["changed"] == [row["id"]]


@pytest.mark.parametrize(
    "write",
    [
        lambda row: f"id,name\n{row['id']},Zed Other",
        lambda row: f'id;Name\n{row["id"]};"Other, Zed"',
        lambda row: f"ID,Surname,Forename\n{row['id']},{row['last_name']},Zed",
        lambda row: f"{row['id']},Zed Other",
        lambda row: f"{row['id']}\tOther\tZed",
        lambda row: f"First-Name,LAST NAME,d.o.b.\n{row['first_name']},{row['last_name']},2001-01-01",
        lambda row: f"{row['id']},{row['first_name']},{row['last_name']},4B",
        lambda row: f"id,surname\n{row['id']},{row['last_name']},{row['first_name']}",
        lambda row: f"id,id\n{row['id']},p000001",
        lambda row: f"id,born,e-mail\n{row['id']},,nobody@ashgrove.example",
        lambda row: f"id,name\n{row['id']},{row['first_name']} {row['last_name']}\n{row['id']},Zed Other",
    ],
)
def test_ways_to_write_somebody_else(left: School, tmp_path: Path, write: Callable[[Row], str]) -> None:
    row = rows_of(left, tmp_path)[2]
    path = tmp_path / "back.csv"
    path.write_text(write(row), "utf-8")
    before = left.files
    assert len(refused(left, str(path))) == 1
    assert left.files == before


class TestNamesAlone:
    def given(self, left: School, tmp_path: Path, text: str) -> Said:
        path = tmp_path / "names.txt"
        path.write_text(text, "utf-8")
        return left.run("leavers", "revoke", "--from", str(path))

    def twin(self, left: School, *, has_left: bool) -> tuple[Person, Person]:
        """A leaver, and somebody else of the same name."""
        people = people_of(left)
        one, other, *_ = (people[record_id] for record_id in ids_of(left) if record_id != STAFF.id)
        if not has_left:
            other = next(
                person for person in people.values() if isinstance(person, Pupil) and person.is_synced
            )
        twin = other.with_(first_name=one.first_name, last_name=one.last_name)
        put(left, [twin])
        return one, twin

    @pytest.mark.parametrize("has_left", [True, False], ids=["two leavers", "one at the school"])
    def test_that_fit_two_people(self, left: School, tmp_path: Path, *, has_left: bool) -> None:
        one, twin = self.twin(left, has_left=has_left)
        before = left.files
        said = self.given(left, tmp_path, one.label).ended(2)
        assert f"Line 1 of {tmp_path}/names.txt names 2 people: " in said.err
        assert one.id in said.err
        assert twin.id in said.err
        assert left.files == before

    def test_that_a_birth_date_tells_apart(self, left: School, tmp_path: Path) -> None:
        one, _ = self.twin(left, has_left=True)
        assert isinstance(one, Pupil)
        text = f"name,date of birth\n{one.label},{one.date_of_birth}"
        self.given(left, tmp_path, text).ended(0)
        assert [
            person.id for person in people_of(left).values() if person.access.value == "without_access"
        ] == [one.id]

    def test_of_somebody_else_with_that_birth_date(self, left: School, tmp_path: Path) -> None:
        one = people_of(left)[ids_of(left)[0]]
        said = self.given(left, tmp_path, f"name,dob\n{one.label},2001-02-03").ended(2)
        assert f"says {one.label}, but {one.id} is {one.label} (birth date differs)." in said.err


def test_a_list_from_before_two_records_changed_places(left: School, tmp_path: Path) -> None:
    gone = next(
        one for one in left.leavers().values() if one["kind"] == "pupil" and one["desynced_reason"] == "gone"
    )
    other = left.records("pupils", "--status", "synced")[0]
    rows = rows_of(left, tmp_path)
    left.run("leavers", "match", gone["id"], other["id"]).ended(0)
    before = left.files
    (told,) = refused(left, saved(tmp_path, rows), "--still-in-mis")
    assert gone["id"] in told
    assert f"{other['first_name']} {other['last_name']}" in told
    assert left.files == before


def test_a_list_of_records_that_an_undo_took_away(left: School, tmp_path: Path) -> None:
    """Their ids are never given to anybody else, so that an old list is about nobody."""
    path = tmp_path / "pupils.csv"
    left.run("list", "pupils", "--csv", str(path)).ended(0)
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    left.run("undo", "2").ended(0)
    now = people_of(left)
    removed = [row for row in rows if row["id"] not in now]
    assert len(removed) == 31
    left.sync("pupils").ended(0)
    assert not {row["id"] for row in removed} & people_of(left).keys()
    before = left.files
    told = refused(left, saved(tmp_path, removed), "--still-in-mis")
    assert len(told) == 31
    assert all("there is no record" in one for one in told)
    assert left.files == before


def test_a_list_of_records_that_a_restore_took_away(left: School, tmp_path: Path) -> None:
    path = tmp_path / "pupils.csv"
    left.run("list", "pupils", "--csv", str(path)).ended(0)
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    oldest = left.run("restore", "--json").ended(0).document[-1]["name"]
    left.run("restore", oldest, "--yes").ended(0)
    left.connect().ended(0)
    left.sync("all").ended(0)
    now = people_of(left)
    removed = [row for row in rows if row["id"] not in now]
    assert len(removed) == len(rows)
    before = left.files
    assert len(refused(left, saved(tmp_path, removed), "--still-in-mis")) == min(len(rows), 101)
    assert left.files == before


def test_people_come_back_while_the_list_is_on_its_way(left: School, tmp_path: Path) -> None:
    """The list is held against the hub as it is when it is written, not as it was when the command began."""
    rows, pipe = rows_of(left, tmp_path), tmp_path / "pipe"
    os.mkfifo(pipe)
    process = left.start("leavers", "revoke", "--from", str(pipe))
    with pipe.open("w", encoding="utf-8") as file:
        left.sandbox.move(2)
        left.sync("pupils").ended(0)
        before = left.files
        file.write(Path(saved(tmp_path, rows)).read_text("utf-8"))
    said = finish(process).ended(2)
    here = {one["id"]: one for one in left.records("pupils", "--status", "synced")}
    (back,) = [row for row in rows if row["id"] in here]
    assert f"{back['id']} ({name_of(back)}) is still in the MIS." in said.err
    assert left.files == before
    left.run("leavers", "revoke", "--from", saved(tmp_path, rows), "--still-in-mis").ended(0)


def test_a_list_of_the_other_school(left: School, tmp_path: Path) -> None:
    """Two hubs give the same ids to different children."""
    sandbox = Sandbox(180, seed=5, dialect="assembly")
    with sandbox.serve():
        other = School(tmp_path / "other", sandbox)
        other.init().ended(0)
        other.connect().ended(0)
        other.sync("all").ended(0)
        sandbox.move(1)
        other.sync("pupils").ended(0)
        rows = rows_of(other, tmp_path)
    before = left.files
    told = refused(left, saved(tmp_path, rows), "--still-in-mis")
    assert len(told) == len(rows)
    assert left.files == before
    assert hub_of(left).school.name


def test_a_very_long_list_of_wrong_people_is_told_in_part(left: School, tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": f"p{number:06d}", "name": "Zed Other"} for number in range(800_000, 800_150)
    ]
    told = refused(left, saved(tmp_path, rows))
    assert len(told) == 101
    assert told[-1] == "50 more lines are wrong as well."
