"""What happened, from the command line."""

import asyncio
from typing import Any

import pytest

from marktui.hub.model.record import AccountType
from marktui.sync.session import Session

from .school import School, run_here
from .test_role import demote

KEYS = {
    "number", "what", "at", "login", "account", "generation", "plan", "connector", "kinds", "counts",
    "text", "undoes", "undone_by", "backup", "settings", "erased", "changes", "named",
}  # fmt: skip


@pytest.fixture
def busy(school: School) -> School:
    """A school with two runs, the second one taken back, and a held plan."""
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    school.run("undo").ended(0)
    school.sandbox.move(faults=["mass-vanish"])
    school.sync("pupils").ended(3)
    return school


def entries_of(school: School, *words: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = school.run("history", "--json", *words).ended(0).document
    return entries


def test_json_has_every_key_newest_first(busy: School) -> None:
    entries = entries_of(busy)
    assert all(one.keys() == KEYS for one in entries)
    assert [one["what"] for one in entries] == ["held", "undo", "run", "run", "connect", "init"]
    assert [one["number"] for one in entries] == [None, 3, 2, 1, None, None]
    held, undo, run, first, *_ = entries
    assert "de-synced" in held["text"]
    assert (undo["undoes"], run["undone_by"], first["undone_by"]) == (2, 3, None)
    assert {one["account"] for one in entries} == {"t000001"}
    assert run["counts"]["pupils"]["desynced"] == 13
    assert {one["do"] for one in run["changes"]} == {"create", "update", "desync"}
    assert {one["do"] for one in undo["changes"]} == {"remove", "update", "return"}


def test_json_tells_before_and_after_of_everything(busy: School) -> None:
    (run,) = entries_of(busy, "--run", "2")
    for change in run["changes"]:
        assert change.keys() == {"kind", "id", "name", "do", "fields"}
        befores = [before for before, _ in change["fields"].values()]
        if change["do"] == "create":
            assert set(befores) == {None}
            assert change["fields"]["mis_id"][1]
        if change["do"] == "desync":
            assert change["fields"]["status"] == ["synced", "desynced"]


def test_text_is_a_table_of_the_newest(busy: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    said = busy.run("history").ended(0)
    title, held, undo, run, first, *_ = said.out.splitlines()
    assert title.split() == ["number", "when", "what", "who", "concerns", "did"]
    assert (" held " in held, "pupils" in held, "would be de-synced" in held) == (True, True, True)
    assert undo.split()[0] == "3"
    assert undo.endswith("of entry 2")
    assert "+31 ~64 −13" in run
    assert run.endswith("undone by 3")
    assert ("everything" in first, " +" in first) == (True, True)
    assert said.err == ""


def test_older_entries_are_counted_and_told_with_all(school: School) -> None:
    for _ in range(20):
        school.run("edit", "t000001", "email=a@hub.example").ended(0)
        school.run("edit", "t000001", "email=b@hub.example").ended(0)
    said = school.run("history").ended(0)
    assert (len(said.out.splitlines()), said.err) == (
        21,
        "23 older entries; --all shows them.\n",
    )
    everything = school.run("history", "--all").ended(0)
    assert (len(everything.out.splitlines()), everything.err) == (44, "")
    assert len(entries_of(school)) == 43


def test_a_run_is_told_record_by_record(busy: School) -> None:
    lines = busy.run("history", "--run", "2").ended(0).out.splitlines()
    assert lines[3].split() == ["number", "id", "name", "did", "fields"]
    rows = lines[4:]
    (run,) = entries_of(busy, "--run", "2")
    assert len(rows) == len(run["changes"])
    assert sum(" de-synced " in row and "reason: – → " in row for row in rows) == 13
    moved = [row for row in rows if " changed " in row]
    assert all(" → " in row for row in moved)
    assert any("class: " in row for row in moved)


def test_who_came_or_went_as_a_whole_has_no_fields_in_the_table(busy: School) -> None:
    for number, do in (("2", "added"), ("3", "removed")):
        rows = busy.run("history", "--run", number).ended(0).out.splitlines()[4:]
        came = [row for row in rows if f" {do}" in row]
        assert came
        assert all(row.endswith(do) for row in came)


def test_a_person_by_id_and_by_part_of_the_name(busy: School) -> None:
    leaver = next(one for one in entries_of(busy, "--run", "2")[0]["changes"] if one["do"] == "desync")
    for asked in (leaver["id"], leaver["name"].upper(), leaver["name"][1:]):
        entries = entries_of(busy, "--person", asked)
        assert [one["number"] for one in entries] == [3, 2, 1]
        assert [one["do"] for entry in entries for one in entry["changes"]] == ["return", "desync", "create"]
    out = busy.run("history", "--person", leaver["id"]).ended(0).out
    assert "reason: left → –" in out
    assert out.count(leaver["id"]) == 3


def test_kinds(busy: School) -> None:
    assert [one["number"] for one in entries_of(busy, "--kind", "classes")] == [1]
    assert [one["number"] for one in entries_of(busy, "--kind", "pupils")] == [None, 3, 2, 1]
    (first,) = entries_of(busy, "--kind", "year-groups")
    assert {one["kind"] for one in first["changes"]} == {"year_group"}
    assert busy.run("history", "--kind", "dogs", "--json").ended(2).error["kind"] == "usage"


def test_nothing_that_fits(busy: School) -> None:
    for words in (("--person", "Nobody Atall"), ("--run", "99"), ("--run", "2", "--kind", "teachers")):
        said = busy.run("history", *words).ended(0)
        assert (said.out, said.err) == ("", "The history has no such entry.\n")
        assert entries_of(busy, *words) == []


def test_it_writes_nothing(busy: School) -> None:
    before = busy.files
    for words in ((), ("--json",), ("--run", "2"), ("--person", "a"), ("--all",)):
        busy.run("history", *words).ended(0)
    assert busy.files == before


def test_without_hub(new_school: School) -> None:
    said = new_school.run("history").ended(2)
    assert "There is no hub in" in said.err
    assert f"--hub {new_school.folder}" in said.err
    assert new_school.run("history", "--json").ended(2).error["kind"] == "no_hub"
    assert not new_school.folder.exists()


def test_another_login_sees_nothing(new_school: School) -> None:
    session = Session(new_school.folder, "somebody-else")
    asyncio.run(session.create(school="Ashgrove", coordinator="Robin Marlow", email="robin@hub.example"))
    said = run_here("--hub", str(new_school.folder), "history").ended(4)
    assert "no account in this hub" in said.err
    assert said.out == ""
    assert new_school.run("history", "--json").ended(4).error["kind"] == "not_allowed"


def test_a_teacher_admin_may_look(school: School) -> None:
    asyncio.run(demote(school.folder, AccountType.TEACHER_ADMIN))
    assert len(entries_of(school)) == 4
