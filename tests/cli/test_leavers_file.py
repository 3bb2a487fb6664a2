"""People named in a file: what came back from whoever decides on paper."""

from pathlib import Path

import pytest

from .leavers import ids_of, people_of, put
from .school import School


@pytest.fixture
def left(school: School) -> School:
    """A school of whose pupils 13 have left."""
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    return school


def given(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "back.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def names_of(left: School, number: int) -> tuple[list[str], list[str]]:
    """Ids and full names of some leavers whose names nobody shares."""
    rows = list(left.leavers().values())
    names = [f"{row['first_name']} {row['last_name']}" for row in rows]
    alone = [(row["id"], name) for row, name in zip(rows, names, strict=True) if names.count(name) == 1]
    ids, chosen = zip(*alone[:number], strict=True)
    return list(ids), list(chosen)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=repr)
def test_ids_and_names_one_a_line(left: School, tmp_path: Path, ending: str) -> None:
    ids, names = names_of(left, 3)
    lines = ["\ufeffID", ids[0], "", f"  {names[1].upper()}  ", names[2], ""]
    file = given(tmp_path, ending.join(lines))
    document = left.run("leavers", "revoke", "--from", file, "--json").ended(0).document
    assert document["changed"] == ids


def test_a_csv_file_as_it_was_written(left: School, tmp_path: Path) -> None:
    path = tmp_path / "leavers.csv"
    left.run("leavers", "--csv", str(path)).ended(0)
    document = left.run("leavers", "revoke", "--from", str(path), "--json").ended(0).document
    assert document["changed"] == ids_of(left)


def test_a_csv_file_from_which_lines_were_removed(left: School, tmp_path: Path) -> None:
    path = tmp_path / "leavers.csv"
    left.run("leavers", "--csv", str(path)).ended(0)
    title, *rows = path.read_bytes().splitlines(keepends=True)
    file = given(tmp_path, b"".join([title, rows[4], b",,,,\r\n", rows[2]]))
    document = left.run("leavers", "revoke", "--from", file, "--json").ended(0).document
    assert document["changed"] == [ids_of(left)[4], ids_of(left)[2]]


def test_a_csv_file_with_names_alone(left: School, tmp_path: Path) -> None:
    ids, _ = names_of(left, 2)
    rows = [people_of(left)[one] for one in ids]
    lines = ["last_name,first_name", *(f'"{one.last_name}",{one.first_name}' for one in rows)]
    file = given(tmp_path, "\n".join(lines))
    assert left.run("leavers", "revoke", "--from", file, "--json").ended(0).document["changed"] == ids


def test_ids_beside_a_file(left: School, tmp_path: Path) -> None:
    ids = ids_of(left)[:3]
    file = given(tmp_path, f"{ids[1]}\n{ids[0]}\n")
    words = ("leavers", "revoke", ids[2], ids[1], "--from", file, "--json")
    assert left.run(*words).ended(0).document["changed"] == [ids[2], ids[1], ids[0]]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["{0}", "Nobody Atall", "{1}"], ["Line 2 of {file}: nobody in the hub is called Nobody Atall."]),
        (["id", "{0}", "p999999"], ["Line 3 of {file}: there is no record 'p999999' in the hub."]),
        (["name,id", ",{0}", "somebody,"], ["Line 3 of {file}: nobody in the hub is called somebody."]),
        (
            ["name,id", "Ana Reis,p999999"],
            ["Line 2 of {file} says Ana Reis, but there is no record 'p999999' in the hub."],
        ),
        (
            ["c000001", "Nobody Atall"],
            [
                "Line 1 of {file}: there is no record 'c000001' in the hub.",
                "Line 2 of {file}: nobody in the hub is called Nobody Atall.",
            ],
        ),
    ],
    ids=["name", "id", "row without an id", "name and id", "two lines"],
)
def test_an_unknown_line_changes_nobody(
    left: School, tmp_path: Path, lines: list[str], said: list[str]
) -> None:
    before = left.files
    file = given(tmp_path, "\n".join(lines).format(*ids_of(left)))
    error = left.run("leavers", "revoke", "--from", file, "--json").ended(2).error
    assert error["message"].splitlines() == [one.format(file=file) for one in said]
    assert error["hint"].startswith("Nobody was changed. ")
    assert left.files == before


def test_namesakes_have_to_be_told_apart(left: School, tmp_path: Path) -> None:
    one, other, *_ = ids_of(left)
    people = people_of(left)
    twin = people[other].with_(first_name=people[one].first_name, last_name=people[one].last_name)
    put(left, [twin])
    file = given(tmp_path, people[one].label)
    before = left.files
    said = left.run("leavers", "revoke", "--from", file).ended(2)
    assert "names 2 people" in said.err
    assert one in said.err
    assert other in said.err
    assert people[one].last_name not in said.err
    assert left.files == before


def test_a_name_of_somebody_who_has_not_left_is_unknown(left: School, tmp_path: Path) -> None:
    here = left.records("pupils", "--status", "synced")[0]
    leavers = {(row["first_name"], row["last_name"]) for row in left.leavers().values()}
    assert (here["first_name"], here["last_name"]) not in leavers
    name = f"{here['first_name']} {here['last_name']}"
    said = left.run("leavers", "revoke", "--from", given(tmp_path, name)).ended(2)
    assert f"{name} ({here['id']}) has not left." in said.err


@pytest.mark.parametrize("content", [b"\x00\x01\x02\n", b"PK\x03\x04\x00\xff" * 9, b'"' + b"x" * 200_000])
def test_a_file_of_something_else(left: School, tmp_path: Path, content: bytes) -> None:
    file = given(tmp_path, content)
    error = left.run("leavers", "revoke", "--from", file, "--json").ended(2).error
    assert file in error["message"]


@pytest.mark.parametrize("content", ["", "\n\n", "id\n", "\ufeff"], ids=repr)
def test_an_empty_file_names_nobody(left: School, tmp_path: Path, content: str) -> None:
    said = left.run("leavers", "revoke", "--from", given(tmp_path, content)).ended(2)
    assert "No people are named." in said.err


def test_no_such_file(left: School, tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        assert str(path) in left.run("leavers", "revoke", "--from", str(path)).ended(2).err
