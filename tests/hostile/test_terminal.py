"""Nothing that stands in a name reaches the terminal as more than letters: real programs in a real pty."""

import re
from pathlib import Path

import orjson
import pytest
from cli.school import School
from cli.terminal import Terminal, terminal
from rich.cells import cell_len

from .corpus import OBEYED, smuggled

WIDE = {"COLUMNS": "140", "LINES": "40", "LANG": "C.UTF-8"}
LOW = {"COLUMNS": "80", "LINES": "24", "LANG": "C", "LC_ALL": "C", "NO_COLOR": "1"}
PASTED = "\x1b[200~MARK\x9b2J\u202e\x1b[201~"
"""What the clipboard holds is somebody else's as well."""


def walk(screen: Terminal) -> None:
    """See everything that shows a name."""
    screen.sees("Read pupils from")
    steps = (
        ("1", "Connected"), ("4", "Classes"), ("V", "Leavers"), ("Y", "Year 4"), ("H", "History"),
        ("T", "Teachers"), ("P", "[@click=app.quit]MARK[/]"), ("/", "ilter"), (PASTED, "of 1"),
        ("\r", "MARK"), ("C", "Description"), ("S", "Read"), ("5", "Read pupils"), ("p", "s saves"),
        ("n", "In the MIS"), ("s", "saved"), ("L", "Log"), ("\x1b", "saved"), ("?", "Keys"), ("\x1b", ""),
    )  # fmt: skip
    for keys, text in steps:
        screen.seen, before = "", screen.seen
        screen.type(keys)
        screen.sees(text)
        screen.seen = before + screen.seen


@pytest.mark.parametrize("surroundings", [WIDE, LOW], ids=["wide", "low, in ASCII"])
def test_the_interface(nasty_school: School, tmp_path: Path, surroundings: dict[str, str]) -> None:
    school = nasty_school.copy(tmp_path / "hub")
    with terminal("--hub", str(school.folder), home=tmp_path, **surroundings) as screen:
        walk(screen)
        screen.process.terminate()
        assert screen.exit() == 130
    assert "]52;c;TUFSSw==" in screen.seen
    assert "[@click=app.quit]MARK[/]" in screen.seen
    assert smuggled(screen.seen) == []
    assert school.status()["waiting"]["leavers"] > 0


VERBS = (
    ("status",), ("list", "pupils"), ("list", "teachers"), ("list", "classes"), ("list", "year-groups"),
    ("leavers",), ("leavers", "--summary"), ("history", "--all"), ("history", "--run", "1"), ("choices",),
    ("history", "--person", "MARK"), ("sync", "--dry-run"), ("doctor",), ("doctor", "--report", "-"),
)  # fmt: skip


@pytest.fixture
def screens(nasty_school: School, tmp_path: Path) -> list[str]:
    """What all verbs wrote."""
    return [
        nasty_school.run(*verb, *more).ended(0).everything
        for verb in VERBS
        for more in ((), ("--json",))
        if not more or verb[0] in ("status", "list", "history", "sync")
    ]


def test_the_command_line(screens: list[str]) -> None:
    for said in screens:
        assert smuggled(said.replace("\n", "").replace("\t", "")) == []
        assert "Traceback" not in said
    together = "".join(screens)
    assert "]52;c;TUFSSw==" in together
    assert not re.search(r"\\u00(1b|9b|9d|07)|\\u202e", together), "cleaned, not only escaped"


def test_what_comes_by_the_arguments(tmp_path: Path, nasty_school: School) -> None:
    for evil in (*OBEYED[:-1], "\udcff"):
        name = evil.replace("\x00", "")
        with terminal("--hub", str(tmp_path / name.replace("/", "")), "status", home=tmp_path) as screen:
            assert screen.exit() == 2
        with terminal(
            "--hub", str(nasty_school.folder), "leavers", "keep", f"x{name}", "--note", name, home=tmp_path
        ) as other:
            assert other.exit() == 2
        assert smuggled((screen.seen + other.seen).replace("\r\n", "")) == []
    said = nasty_school.run("leavers", "keep", "x\udcff\x9b", "--json").ended(2)
    assert "\x9b" not in said.out
    assert orjson.loads(said.out)["error"]["kind"] == "unknown_id"


def test_columns_stay_in_line(nasty_school: School) -> None:
    """By the widths that Textual's own library knows, not by ours."""
    lines = nasty_school.run("list", "pupils").ended(0).out.splitlines()
    heading = next(at for at, line in enumerate(lines) if " class " in line)
    title = lines[heading].index("class")
    for line in lines[heading + 1 :]:
        before = 0
        for at, mark in enumerate(line):
            if before >= title:
                assert line[at - 2 : at] == "  ", line
                break
            before += cell_len(mark)


@pytest.mark.parametrize("words", [("list", "pupils"), ("list", "classes"), ("leavers",)])
def test_a_spreadsheet_runs_nothing(nasty_school: School, tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / "out.csv"
    nasty_school.run(*words, "--csv", str(path)).ended(0)
    content = path.read_bytes().decode("utf-8-sig")
    assert smuggled(content.replace("\r\n", "")) == []
    assert not re.search(r'(^|,|\r\n)"?\s*[=+@＝＋＠]', content)
