"""The report for support names nobody, whatever state the hub is in."""

import os
import re
import stat
from pathlib import Path
from typing import Any

import orjson
import pytest

from marktui.sandbox.server import Sandbox

from .other_login import NAMELESS
from .private_data import Private
from .process import set_environment
from .school import School
from .test_accounts import GROUP, LOGIN

SECRET = "hunter2-in-the-environment"


def report_of(school: School, path: Path) -> tuple[str, Any]:
    with set_environment({"MARKTUI_ASSEMBLY_CLIENT_SECRET": SECRET}):
        said = school.run("doctor", "--report", str(path)).ended(0)
    assert str(path) in said.out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text()
    return text, orjson.loads(text)


@pytest.fixture
def lived(school: School) -> School:
    """A school with leavers, notes, a held and a failed sync, and files that are not marktui's."""
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    leaver = next(iter(school.leavers().values()))
    note = f"{leaver['first_name']} asked {leaver['last_name']}"
    school.run("leavers", "keep", leaver["id"], "--note", note).ended(0)
    school.sandbox.move(3)
    school.sync("all").ended(3)
    school.sandbox.move(faults=["short-page"])
    school.sync("pupils").ended(5)
    (school.folder / f"{leaver['last_name']}.pdf").touch()
    (school.folder / "backups" / f"hub-{leaver['last_name'].lower()}.json").touch()
    school.folder.chmod(0o755)
    return school


def test_a_report_names_nobody(lived: School, tmp_path: Path) -> None:
    text, report = report_of(lived, tmp_path / "report.json")
    assert Private(lived).found_in(text) == set()
    for word in (SECRET, str(lived.folder), str(Path.home()), lived.folder.parent.name):
        assert word not in text
    assert report["machine"]["marktui"]
    assert report["machine"]["set"] == ["MARKTUI_ASSEMBLY_CLIENT_SECRET", *report["machine"]["set"][1:]]
    assert report["hub"]["counts"]["pupils"]["desynced"] == 13
    assert report["hub"]["connection"]["hosts"]["api_url"] == "127.0.0.1"
    assert {"run", "keep", "held", "failed"} <= {one["what"] for one in report["history"]}
    assert {one["login"] for one in report["history"]} == {"login-1"}
    failed = next(one for one in report["history"] if one["what"] == "failed")
    assert failed["text"].startswith("Assembly's list of pupils promised")
    assert report["findings"][0]["sentence"].startswith("HUB is open to other logins")
    printed = lived.run("doctor", "--report", "-").ended(0)
    assert printed.document.keys() == report.keys()


@pytest.mark.parametrize("is_damaged", [False, True])
def test_logins_and_groups_have_no_name_either(school: School, tmp_path: Path, is_damaged: bool) -> None:
    """Those included that were unmapped since, or that only the history of a damaged hub can tell."""
    for words in (("share", GROUP), ("map", "gdoyle", "t000003"), ("map", "kjones", "t000001")):
        school.run("accounts", *words).ended(0)
    school.run("accounts", "unmap", "gdoyle").ended(0)
    if is_damaged:
        path = school.folder / "hub.json"
        path.write_bytes(path.read_bytes()[:-9])
    text, report = report_of(school, tmp_path / "report.json")
    assert not re.search(rf"gdoyle|kjones|\b{LOGIN}\b|\b{GROUP}\b", text)
    texts = {one["what"]: one["text"] for one in report["history"]}
    assert re.fullmatch(r"login-\d", texts["unmap"])
    assert re.fullmatch(r"login-\d for t\d{6}", texts["map"])
    assert texts["share"] in ("group (a group)", "group login-1"), "the login may be called like its group"


@pytest.mark.parametrize("damage", ["hub.json", "history.jsonl", "no hub"])
def test_a_report_of_a_hub_that_cannot_be_read(lived: School, tmp_path: Path, damage: str) -> None:
    private = Private(lived)
    path = lived.folder / ("hub.json" if damage == "no hub" else damage)
    content = path.read_bytes()
    if damage == "no hub":
        path.unlink()
    else:
        path.write_bytes(content[:-300] + b"x" * 20 + content[-280:])
    text, report = report_of(lived, tmp_path / "report.json")
    assert private.found_in(text) == set()
    assert report["failure"] == {"hub.json": "damaged", "history.jsonl": None, "no hub": "no_hub"}[damage]
    assert [one for one in report["findings"] if one["grave"]]
    assert report["history"]


def test_a_report_without_any_hub(new_school: School, tmp_path: Path) -> None:
    _, report = report_of(new_school, tmp_path / "report.json")
    assert (report["failure"], report["files"], report["hub"]) == ("no_hub", [], None)


def test_a_school_with_an_arbor_of_its_own(new_school: School, tmp_path: Path) -> None:
    arbor = Sandbox(60, dialect="arbor")
    with arbor.serve():
        school = School(new_school.folder, arbor)
        school.init().ended(0)
        school.connect().ended(0)
        school.sync("all").ended(0)
        text, report = report_of(school, tmp_path / "report.json")
        assert Private(school).found_in(text) == set()
        assert "Student" in report["interface"]["types"]
        if os.geteuid() == 0:
            # In a shared hub it is private to whoever connected, and another login's report does without it.
            os.chown(school.folder / "connection-report.json", NAMELESS, NAMELESS)
            _, report = report_of(school, tmp_path / "another.json")
            assert report["interface"] == "another login's"


def test_reports_stand_alone(school: School, tmp_path: Path) -> None:
    for word in ("--json", "--repair"):
        school.run("doctor", "--report", str(tmp_path / "r"), word).ended(2)
    assert "not a regular file" in school.run("doctor", "--report", "/dev/null").ended(2).err
    assert not (tmp_path / "r").exists()


def test_the_report_counts_what_only_a_reading_shows(school: School, tmp_path: Path) -> None:
    school.sandbox.move(1, ["duplicate-row"])
    school.sync("pupils").ended(0)
    observed = report_of(school, tmp_path / "report.json")[1]["interface"]["observed"]
    assert observed["largest_page"] > 100
    assert observed["counts"]["rows seen twice"] >= 1
    school.sandbox.move(1, ["students-refused"])
    school.sync("pupils").ended(5)
    refusals = report_of(school, tmp_path / "report.json")[1]["interface"]["observed"]["refusals"]
    assert any("insufficient_scope" in one for one in refusals)
    names = {name for pupil in school.records("pupils") for name in (pupil["first_name"], pupil["last_name"])}
    assert not [name for name in names if name in str(refusals)]


def test_a_cancelled_or_refused_keeping_does_not_stop_a_sync(school: School) -> None:
    path = school.folder / "connection-report.json"
    path.unlink(missing_ok=True)
    path.mkdir()
    school.sync("pupils").ended(0)
