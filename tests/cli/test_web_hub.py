"""The bridge to the web hub from the command line: out through its template, back by its export."""

import csv
from pathlib import Path
from typing import Any

import pytest

from .process import shell
from .result import Said
from .school import School

TEMPLATE = (
    "Action*,User ID,User Type*,First name*,Middle name,Last name*,Year group*,Class*,Date of birth*,Gender*"
)
AS_EXPORTED = {
    "User ID": "User ID",
    "User Type": "User Type*",
    "Firstname": "First name*",
    "Last name": "Last name*",
    "Year Group": "Year group*",
    "Class": "Class*",
    "DOB": "Date of birth*",
}
"""The headings of the web hub's export, and what they are called in its template."""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def exported_by_the_web_hub(path: Path, taken: list[dict[str, str]]) -> Path:
    """What the web hub's *Export CSV* holds once it has taken some rows: each has a User ID."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(AS_EXPORTED))
        writer.writeheader()
        for number, row in enumerate(taken):
            told = {title: row[name] for title, name in AS_EXPORTED.items()}
            writer.writerow(told | {"User ID": str(40_000 + number)})
    return path


def modes_of(*paths: Path) -> str:
    return " ".join(f"{path.stat().st_mode & 0o777:o}" for path in paths)


class Bridge:
    """A school that exports for the web hub, and what the web hub makes of it."""

    def __init__(self, school: School, folder: Path) -> None:
        self.school = school
        self.folder = folder
        (folder / "template.csv").write_text(f"{TEMPLATE}\r\n")

    def export(self, *words: str, out: str = "") -> Said:
        where = ("--template", str(self.folder / "template.csv"), "--out", str(self.folder / out))
        return self.school.run("export", *where, *words)

    def exported(self, *words: str, out: str = "") -> Any:
        return self.export("--json", *words, out=out).ended(0).document

    @property
    def user_ids(self) -> set[str]:
        return {one["web_id"] for one in self.school.records("pupils")} - {None}


@pytest.fixture
def bridge(school: School, tmp_path: Path) -> Bridge:
    return Bridge(school, tmp_path)


def test_pupils_go_to_the_web_hub_and_come_back_with_their_user_ids(bridge: Bridge) -> None:
    school = bridge.school
    pupils = [one for one in school.records("pupils") if one["class"] and one["year_group"]]
    shown = bridge.exported("--dry-run")
    assert (shown["added"], len(shown["pupils"]), shown["entry"]) == (len(pupils), len(pupils), None)
    assert not list(bridge.folder.glob("ashgrove*"))

    first = bridge.exported(out="web-hub")
    file = Path(*first["files"])
    assert (file.name, modes_of(file, file.parent)) == (f"ashgrove-web-hub-{first['entry']}.csv", "600 700")
    written = rows(file)
    assert list(written[0]) == TEMPLATE.split(",")
    assert {(row["Action*"], row["User ID"], row["Gender*"]) for row in written} == {("A", "", "")}
    assert bridge.export().ended(0).out == f"Nothing to export (since entry {first['entry']}).\n"

    back = exported_by_the_web_hub(bridge.folder / "export.csv", written)
    entry = school.run("import", str(back), "--json").ended(0).document
    assert (entry["added"], entry["changed"], entry["left_alone"]) == (0, len(pupils), [])
    assert school.run("import", str(back)).ended(0).out.endswith("Nothing has changed.\n")
    assert len(bridge.user_ids) == len(pupils)
    assert bridge.exported()["entry"] is None, "the web hub has everybody as the hub has them"

    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    assert len(bridge.user_ids) == len(pupils), "a sync keeps them"
    second = bridge.exported(out="second.csv")
    assert (second["added"], second["edited"], len(second["revoke"])) == (31, 64, 13)
    edited = [row for row in rows(Path(*second["files"])) if row["Action*"] == "E"]
    assert all(row["User ID"] for row in edited)
    assert list((revoked := rows(Path(second["revoke_file"])))[0]) == ["User ID", "Name", "Class", "Why"]
    assert all(row["User ID"] and row["Class"] and row["Why"] for row in revoked)
    for again in (0, 13):
        # Whoever is in a later export of the web hub still has access there.
        assert len(bridge.exported("--dry-run")["revoke"]) == again
        school.run("import", str(back)).ended(0)
    school.run("doctor").ended(0)


def test_an_undone_export_is_due_again_and_no_file_is_lost(bridge: Bridge) -> None:
    bridge.school.run("leavers").ended(0)
    first = bridge.exported(out="out.csv")
    undone = bridge.school.run("undo", "--yes").ended(0)
    assert undone.out.startswith(f"Entry {first['entry'] + 1} undid entry {first['entry']} (export)")
    before = (bridge.folder / "out.csv").read_bytes()
    refused = bridge.export(out="out.csv").ended(2)
    assert f"There is {bridge.folder / 'out.csv'} already." in refused.err
    assert "--force" in refused.err
    assert bridge.school.run("history", "--json").ended(0).document[0]["what"] == "undo"
    forced = bridge.export("--force", out="out.csv").ended(0)
    assert f"{first['added']} to add (nothing exported before).\nEntry " in forced.out
    assert (bridge.folder / "out.csv").read_bytes() == before
    history = bridge.school.run("history").ended(0).out
    assert f"{first['added']} exported" in history
    pupil = bridge.school.records("pupils")[0]
    about = bridge.school.run("history", "--person", pupil["id"]).ended(0).out
    rows = about.partition("fields")[2].splitlines()[1:]
    assert [(row.split()[1], row.split()[-1]) for row in rows] == [
        (pupil["id"], did) for did in ("exported", "exported", "added")
    ]


def test_what_goes_through_a_pipe_is_due_again_and_what_goes_to_a_file_is_not(bridge: Bridge) -> None:
    template = bridge.folder / "template.csv"
    line = f"$marktui --hub {bridge.school.folder} export --template {template} --out -"
    due = bridge.exported("--dry-run")["added"]
    assert shell(f"{line} | head -1", bridge.folder).out == f"{TEMPLATE}\n"
    piped = shell(f"{line} | cat", bridge.folder).ended(0)
    assert "This does not count as exported" in piped.err
    assert "Standard output cannot be written" in shell(f"{line} > /dev/full", bridge.folder).ended(1).err
    assert bridge.exported("--dry-run")["added"] == due > 0

    kept = bridge.folder / "kept.csv"
    said = shell(f"{line} > {kept}", bridge.folder).ended(0)
    assert len(rows(kept)) == due
    entry = bridge.school.run("history", "--json").ended(0).document[0]["number"]
    assert f"Entry {entry}." in said.err
    assert bridge.school.run("history", "--run", str(entry)).ended(0).out.count(" exported\n") == due + 1
    assert bridge.export().ended(0).out == f"Nothing to export (since entry {entry}).\n"


def test_an_empty_hub_is_filled_and_emptied_again(bridge: Bridge) -> None:
    template, file = bridge.folder / "template.csv", bridge.folder / "pupils.csv"
    template.write_text("Action;User ID;First name;Last name;Year group;Class;Date of birth;UPN\n")
    printed = bridge.school.run("export", "--template", str(template), "--all", "--out", "-").ended(0)
    bad = ";;Tim;Wrong;Year 4;;31/02/2016;"
    file.write_text(f"{printed.out}{bad}\r\n")

    empty = School(bridge.folder / "empty", bridge.school.sandbox)
    empty.init().ended(0)
    before = empty.hub_file
    assert empty.run("import", str(file), "--dry-run").ended(0).out.endswith("nothing was changed.\n")
    assert empty.hub_file == before
    said = empty.run("import", str(file)).ended(0)
    came = empty.records("pupils")
    assert f"{len(came) + 1:,} rows: {len(came)} added, 1 not usable." in said.out
    assert as_people(came) == as_people(bridge.school.records("pupils"))
    assert {one["status"] for one in came} == {"not_linked"}

    rejected = bridge.folder / "pupils-rejected.csv"
    assert rejected.stat().st_mode & 0o777 == 0o600
    title, line = rejected.read_text(encoding="utf-8-sig").splitlines()
    assert title.endswith(";UPN;Why")
    assert line == f"{bad};The date of birth is not a date in the form DD/MM/YYYY."

    empty.connect().ended(0)
    empty.sync("all").ended(0)
    synced = {one["id"] for one in empty.records("pupils", "--status", "synced")}
    assert {one["id"] for one in came} <= synced, "a later sync matches them"
    empty.run("undo", "--yes").ended(0)
    empty.run("undo", "1", "--yes").ended(0)
    assert [empty.records(kind) for kind in ("pupils", "classes", "year-groups")] == [[], [], []]
    empty.run("doctor").ended(0)


def as_people(records: list[dict[str, Any]]) -> set[tuple[object, ...]]:
    """The pupils who have all that the web hub requires, as a person would compare them."""
    keys = ("first_name", "last_name", "date_of_birth", "year_group", "class", "upn")
    told = {tuple(one[key] for key in keys) for one in records}
    return {one for one in told if all(one[:5])}


def test_what_cannot_be_exchanged_is_refused(school: School, tmp_path: Path) -> None:
    for name, content, said in (
        ("list.csv", "id,name\np000001,Ana\n", "list.csv is not a CSV file of the web hub"),
        ("none.csv", None, "There is no file"),
    ):
        file = tmp_path / name
        if content is not None:
            file.write_text(content)
        for words in (("import", str(file)), ("export", "--template", str(file))):
            assert said in school.run(*words).ended(2).err
    (tmp_path / "mis.csv").write_text("Adno,Forename,Surname,DOB\n004411,Ruth,Okafor,14/06/2016\n")
    refused = school.run("import", str(tmp_path / "mis.csv")).ended(2).err
    assert "mis.csv is not an export of the web hub: it has no column User ID." in refused
    assert "To read an export of the MIS: marktui connect files FILE" in refused
    assert "is a folder." in school.run("import", str(tmp_path)).ended(2).err
    (tmp_path / "back.csv").write_text("User ID,First name,Last name,Date of birth\n1,Tim,Late,31/02/2016\n")
    nowhere = str(tmp_path / "no" / "rejected.csv")
    refused = school.run("import", str(tmp_path / "back.csv"), "--rejected", nowhere).ended(2).err
    assert "To write them elsewhere: --rejected FILE" in refused
    school.run("export", "--template", "x", "--all", "--since", "3").ended(2)
    own = tmp_path / "own.csv"
    own.write_text("First name,Last name,Date of birth\nAna,Reis,never\n")
    assert "would be replaced" in school.run("import", str(own), "--rejected", str(own)).ended(2).err
    back = str(tmp_path / "back.csv")
    printed = school.run("import", back, "--rejected", "-").ended(0)
    assert printed.out.splitlines()[1].startswith("1,Tim,Late,31/02/2016,The date of birth is not a date")
    assert "Nothing has changed." in printed.err
    school.run("import", back, "--rejected", "-", "--json").ended(2)
