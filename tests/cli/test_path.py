"""Files and folders that somebody names: standard output, homes of nobody, a present folder that is gone."""

import csv
import io
import json
import shlex
import sys
from pathlib import Path

import pytest

from .process import shell
from .result import Said
from .school import School

COMMAND = shlex.quote(str(Path(sys.executable).with_name("marktui")))
"""The program as a technician calls it; `python -m` itself needs a present folder."""


def in_shell(school: School, line: str, **environment: str) -> Said:
    """A line of a shell, beside the hub folder."""
    home = school.folder.parent
    return shell(f"cd {shlex.quote(str(home))}; {line}", home, **environment)


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
@pytest.mark.parametrize("verb", ["list pupils", "list teachers", "leavers"])
def test_csv_goes_to_standard_output(school: School, verb: str, name: str) -> None:
    said = school.call(*verb.split(), "--csv", name).ended(0)
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert said.err == ""
    assert len(rows) == len(json.loads(school.call(*verb.split(), "--json").out))
    assert not (Path.cwd() / "-").exists()


@pytest.mark.parametrize(
    "words", [("list", "pupils", "--json"), ("leavers", "--json"), ("leavers", "--summary")]
)
def test_two_answers_do_not_share_standard_output(school: School, words: tuple[str, ...]) -> None:
    assert "cannot both go to standard output" in school.run(*words, "--csv", "-").ended(2).everything


def test_csv_goes_into_a_pipe_of_the_shell(school: School) -> None:
    wait = "until [ -s out.txt ]; do sleep 0.02; done; cat out.txt"
    line = f"{COMMAND} list pupils --csv >(wc -l > out.txt); {wait}"
    said = in_shell(school, f"bash -c {shlex.quote(line)}", MARKTUI_HUB=str(school.folder))
    assert int(said.out.split()[-1]) == 1 + len(school.records("pupils"))


def test_a_report_goes_into_a_pipe_of_the_shell_and_a_log_into_a_file_alone(school: School) -> None:
    line = f"{COMMAND} doctor --report /dev/fd/4 4>&1"
    said = in_shell(school, line, MARKTUI_HUB=str(school.folder)).ended(0)
    assert json.loads(said.out)["machine"]
    assert "cannot go to standard output" in school.run("--log", "-", "status").ended(2).err
    assert not (Path.cwd() / "-").exists()


def test_no_output_goes_over_a_file_of_a_hub(school: School) -> None:
    backup = next((school.folder / "backups").iterdir()).name
    for words in (("list", "pupils", "--csv"), ("doctor", "--report")):
        for name in ("hub.json", "history.jsonl", f"backups/{backup}"):
            said = school.run(*words, str(school.folder / name)).ended(2)
            assert f"{name} is a file of a hub." in said.err
    school.run("doctor").ended(0)


@pytest.mark.parametrize("name", ["/dev/null", "/dev/full", "/dev/tty"])
def test_other_devices_stay_refused(school: School, name: str) -> None:
    assert school.run("list", "pupils", "--csv", name).exit in (2, 6)


@pytest.mark.parametrize("home", ["~nosuchlogin", "~nosuchlogin/hub", "~no such/x", "~-", "~no.one"])
@pytest.mark.parametrize(
    "words", [("--hub", "{}", "status"), ("--log", "{}", "status"), ("doctor", "--report", "{}")]
)
def test_the_home_of_nobody_is_one_sentence(school: School, words: tuple[str, ...], home: str) -> None:
    said = school.run_with(*(word.format(home) for word in words)).ended(2)
    assert "is not a home folder on this machine" in said.err
    assert "should not have" not in said.err


def test_a_variable_that_is_wrong_is_named(school: School) -> None:
    said = in_shell(school, f"{COMMAND} status", MARKTUI_HUB="~nosuchlogin/hub").ended(2)
    assert said.err.startswith("marktui: MARKTUI_HUB: ~nosuchlogin is not a home folder")


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        ("status", 0), ("list pupils --json", 0), ("leavers", 0), ("history --json", 0), ("doctor", 0),
        ("choices", 0), ("sync pupils --dry-run", 2), ("list pupils --csv x.csv", 2), ("--hub hub status", 2),
        ("doctor --report report.json", 2), ("--log log.txt status", 2), ("list pupils --csv -", 0),
    ],
)  # fmt: skip
def test_a_present_folder_that_is_gone(school: School, verb: str, code: int) -> None:
    """Whatever does not need it goes on; whatever does says so."""
    school.run("disconnect")
    gone = f"mkdir gone; cd gone; rmdir ../gone; {COMMAND} {verb}"
    said = in_shell(school, gone, MARKTUI_HUB=str(school.folder)).ended(code)
    assert "should not have" not in said.err
    if code and "sync" not in verb:
        assert "the current folder, which no longer exists" in said.err


@pytest.mark.parametrize(
    "variable",
    [
        "TZ=Nowhere/Odd",
        "LANG=xx_YY.ODD",
        "COLUMNS=abc",
        "COLUMNS=-5",
        "LINES=0",
        "HOME=",
        "HOME=rel",
        "TERM=odd",
    ],
)
def test_an_odd_environment_is_no_reason_to_fail(school: School, variable: str) -> None:
    name, _, value = variable.partition("=")
    environment = {"MARKTUI_HUB": str(school.folder), name: value}
    said = shell(f"{COMMAND} status", school.folder.parent, **environment).ended(0)
    assert "Traceback" not in said.err
