"""A hub is one school's: another school is asked about, and never synced into it."""

import shlex
from pathlib import Path

import pytest

from marktui.sandbox.server import Sandbox

from .school import School
from .terminal import terminal

INIT = ("--coordinator", "Robin Marlow", "--email", "robin@hub.example")


def a_hub(tmp_path: Path, sandbox: Sandbox, name: str) -> School:
    school = School(tmp_path / "hub", sandbox)
    school.run("init", "--school", name, *INIT).ended(0)
    return school


@pytest.mark.parametrize(
    "name",
    ["Ashgrove", "ASHGROVE PRIMARY SCHOOL", "The Ashgrove C of E Primary Academy", "Ash-Grove Primary"],
)
def test_another_spelling_of_the_school_connects(tmp_path: Path, sandbox: Sandbox, name: str) -> None:
    school = a_hub(tmp_path, sandbox, name)
    assert "Connected to Assembly: Ashgrove Primary." in school.connect().ended(0).out


@pytest.mark.parametrize(
    "name",
    ["Oakfield Primary", "Ashgrove Infant School", "Ashgrove High School", "Ashgrave Primary", "St Mary's"],
)
def test_another_school_is_refused_without_a_terminal(tmp_path: Path, sandbox: Sandbox, name: str) -> None:
    school = a_hub(tmp_path, sandbox, name)
    said = school.connect().ended(2)
    assert f"The MIS answers for Ashgrove Primary, and this hub is for {name}." in said.everything
    assert "--yes" in said.everything
    assert school.status()["connection"] is None
    assert not (school.folder / "secrets.json").exists()


def test_yes_connects_another_name_and_keeps_it(tmp_path: Path, sandbox: Sandbox) -> None:
    school = a_hub(tmp_path, sandbox, "Larkfield")
    school.connect_with("--yes").ended(0)
    assert school.status()["connection"]["school"] == "Ashgrove Primary"
    assert "of Ashgrove Primary" in school.run("status").ended(0).out
    school.sync("all", "--import-teachers", "all").ended(0)


@pytest.mark.parametrize(
    "words", [("pupils",), ("all",), ("teachers",), ("classes", "--json"), ("pupils", "--dry-run")]
)
def test_a_sync_that_meets_another_school_reads_nobody(school: School, words: tuple[str, ...]) -> None:
    before = school.hub_file
    school.sandbox.move(1, ["other-school"])
    said = school.sync(*words).ended(5)
    assert (
        "Assembly answers for Oakfield Primary, and this hub is connected to Ashgrove Primary."
        in said.everything
    )
    assert school.hub_file == before
    assert ("GET", "/students") not in school.sandbox.requests
    assert school.run("history", "--json").ended(0).document[0]["what"] == "failed"


def test_the_right_token_again_goes_on(school: School) -> None:
    school.sandbox.move(1, ["other-school"])
    school.sync("pupils").ended(5)
    school.sandbox.move(1, [])
    school.sync("pupils").ended(0)


def test_connecting_a_synced_hub_to_another_school_is_refused(school: School) -> None:
    school.sandbox.move(0, ["other-school"])
    said = school.connect().ended(2)
    assert "The MIS answers for Oakfield Primary" in said.everything
    assert school.status()["connection"]["school"] == "Ashgrove Primary"


@pytest.mark.parametrize(("answer", "code"), [("y\r", 0), ("\r", 2), ("n\r", 2)], ids=["yes", "enter", "no"])
def test_a_person_is_asked_about_another_school(
    tmp_path: Path, sandbox: Sandbox, answer: str, code: int
) -> None:
    school = a_hub(tmp_path, sandbox, "Larkfield")
    words = ("--hub", str(school.folder), *shlex.split(sandbox.connect_line)[1:])
    with terminal(*words, home=tmp_path, **sandbox.environment) as screen:
        screen.sees("Connect the hub to it anyway? [y/N]")
        screen.type(answer)
        assert screen.exit() == code
    assert (school.status()["connection"] is None) is (code != 0)
