"""The log for support: off unless asked for, private, and nobody is named in it."""

import os
import re
import stat
from pathlib import Path

import pytest

from .private_data import Private, upns
from .process import set_environment
from .school import School

LINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]{12}Z (DEBUG|INFO|WARNING|ERROR) \d+ marktui[\w.]* .+")


def test_a_life_in_the_log(school: School, tmp_path: Path) -> None:
    log, private = tmp_path / "log", Private(school)
    pupil = school.records("pupils")[0]
    to_log = ("--log", str(log))
    said = [school.run(*to_log, "sync", "pupils", "--json").ended(0)]
    school.sandbox.move(1)
    said.append(school.run("sync", "pupils", *to_log).ended(0))
    leaver = next(iter(school.leavers().values()))["id"]
    note = f"asked {pupil['first_name']} {pupil['upn']}"
    said.append(school.run("leavers", "keep", leaver, "--note", note, *to_log).ended(0))
    said.append(school.run("edit", pupil["id"], f"first_name={pupil['last_name']}", *to_log).ended(4))
    said.append(school.run("sync", "pupils", "--class", pupil["last_name"], *to_log).ended(2))
    said.append(school.run("history", "--person", pupil["last_name"], *to_log).ended(0))
    for fault in ("short-page", "html-page", "malformed-json", "students-refused", "token-expired"):
        school.sandbox.move(faults=[fault])
        said.append(school.run("sync", "pupils", *to_log))
    school.sandbox.move(faults=[])
    with set_environment({"MARKTUI_ASSEMBLY_TOKEN": "wrong-secret-7"}):
        said.append(school.run("connect", "assembly", "--api-url", school.sandbox.address, *to_log).ended(5))
    said.append(school.run(*to_log, "disconnect").ended(0))
    content = log.read_text()
    assert private.found_in(content) == set()
    assert "wrong-secret" not in content
    assert not re.search(r"\?|per_page|http:|127\.0|jsmith", content)
    assert [line for line in content.splitlines() if not LINE.fullmatch(line)] == []
    for wanted in (
        r"verb: sync\n", r"GET /students: status 200, \d+ bytes, \d+ ms", r"read \d+ pupils\n",
        r"planned [0-9a-f]{16}: \d+ changes", r"wrote generation \d+: run, number \d+, pupils \(read \d+",
        rf"keep, number \d+, 1 changes: {leaver}\n", r"failed: incomplete\n", r"failed: locked_field\n",
        r"promised \d+ rows and held \d+\n", r"POST /oauth/token: status 200", r"ended with 5\n",
    ):  # fmt: skip
        assert re.search(wanted, content), wanted
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    files = {name: text.decode() for name, text in school.files.items()}
    assert len(files) > 4
    for secret in (*school.secrets, "wrong-secret-7"):
        assert [name for name, text in files.items() if secret in text] == []
        assert [one for one in said if secret in one.everything] == []
    for upn in upns(school):
        assert [one for one in said if upn in one.err] == []


def test_without_it_nothing_is_written_and_warnings_stay_quiet(school: School, tmp_path: Path) -> None:
    school.sandbox.move(faults=["short-page"])
    before = set(tmp_path.rglob("*"))
    said = school.call("sync", "pupils").ended(5)
    assert set(tmp_path.rglob("*")) == before
    assert not re.search(r"DEBUG|INFO|WARNING|marktui\.", said.err)


@pytest.mark.parametrize(
    "lack", ["link", "device", "pipe", "others", "second name", "folder", "hub", "nowhere"]
)
def test_where_no_log_goes(school: School, tmp_path: Path, lack: str) -> None:
    path = tmp_path / "log"
    match lack:
        case "link":
            path.symlink_to(tmp_path / "target")
        case "device":
            path = Path("/dev/null")
        case "pipe":
            os.mkfifo(path)
        case "others":
            path.touch()
            path.chmod(0o622)
        case "second name":
            path.touch()
            (tmp_path / "other").hardlink_to(path)
        case "folder":
            path.mkdir()
        case "hub":
            path = school.folder / "history.jsonl"
        case "nowhere":
            path = tmp_path / "no" / "log"
    before = school.files
    said = school.run("--log", str(path), "status", "--json").ended(6 if lack == "nowhere" else 2)
    assert str(path) in said.error["message"]
    assert school.files == before
    assert not (tmp_path / "target").exists()


def test_a_log_goes_on(school: School, tmp_path: Path) -> None:
    log = tmp_path / "log"
    for _ in range(2):
        school.run("--log", str(log), "status").ended(0)
    assert log.read_text().count("verb: status") == 2
