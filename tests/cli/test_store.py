"""A hub folder that cannot be read or written: exit 6, and nothing asked of the MIS."""

import os
from pathlib import Path

import orjson
import pytest
from filelock import FileLock

from .background import ABSENT, LOCKED, Background
from .process import finish, shell
from .school import School

VERBS = [["status"], ["list", "pupils"], ["leavers"], ["sync", "pupils"], ["disconnect"]]


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
@pytest.mark.parametrize("damage", ["flipped", "cut", "empty", "other"])
def test_a_damaged_hub(school: School, verb: list[str], damage: str) -> None:
    path = school.folder / "hub.json"
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(
        {
            "flipped": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
            "cut": whole[:-100],
            "empty": b"",
            "other": b'{"_default": {}}',
        }[damage]
    )
    damaged = school.files
    said = school.run(*verb).ended(6)
    assert str(path) in said.err
    assert "damaged" in said.err
    assert said.out == ""
    if verb != ["disconnect"]:
        assert school.run(*verb, "--json").ended(6).error["kind"] == "damaged"
    assert school.files == damaged
    assert school.sandbox.requests == []


def test_init_does_not_replace_a_damaged_hub(school: School) -> None:
    (school.folder / "hub.json").write_bytes(b"")
    school.init().ended(2)
    assert (school.folder / "hub.json").read_bytes() == b""


def test_a_hub_of_a_later_format(school: School) -> None:
    path = school.folder / "hub.json"
    path.write_bytes(path.read_bytes().replace(b'"format":3', b'"format":4', 1))
    said = school.run("status").ended(6)
    assert "newer" in said.err


def test_secrets_that_others_can_read_are_not_used(school: School) -> None:
    (school.folder / "secrets.json").chmod(0o644)
    said = school.sync("pupils").ended(6)
    assert "chmod 600" in said.err
    assert not any(secret in said.everything for secret in school.secrets)
    assert school.sandbox.requests == []


def test_a_hub_that_somebody_else_writes(background: Background) -> None:
    school, said = background.said(LOCKED)
    assert said.ended(6).error["kind"] == "locked"
    assert school.hub_file == background.before[LOCKED]


def test_reading_needs_no_lock(school: School) -> None:
    with FileLock(school.folder / "hub.lock", is_singleton=False):
        for verb in (["status"], ["list", "pupils"], ["leavers"]):
            school.call(*verb).ended(0)


def test_a_full_disk(school: School) -> None:
    school.sandbox.move(1)
    before = school.hub_file
    sync = f"ulimit -f 40; exec $marktui --hub {school.folder} sync pupils"
    said = shell(sync, school.folder.parent).ended(6)
    assert "cannot be written" in said.err
    assert "Traceback" not in said.err
    assert school.hub_file == before
    assert school.sync("pupils", "--json").ended(0).document["pupils"]["desynced"] == 13


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_read_only(school: School) -> None:
    school.sandbox.move(1)
    school.folder.chmod(0o500)
    try:
        school.sync("pupils").ended(6)
    finally:
        school.folder.chmod(0o700)


def test_two_syncs_at_once_are_one(school: School) -> None:
    school.sandbox.move(1)
    processes = [school.start("sync", "pupils") for _ in range(3)]
    ends = sorted(finish(one).exit for one in processes)
    assert ends[0] == 0
    assert set(ends) <= {0, 6}
    assert len(school.leavers()) == 13
    assert school.synced() == school.roll


@pytest.mark.parametrize("closed", ["<&-", "2>&-"])
def test_a_closed_stream_stops_no_sync(school: School, closed: str) -> None:
    """Some schedulers start a program without standard input or standard error."""
    school.sandbox.move(1)
    shell(f"exec $marktui --hub {school.folder} sync pupils {closed}", school.folder.parent).ended(0)
    assert len(school.leavers()) == 13


@pytest.mark.parametrize("verb", ["list pupils", "sync pupils --dry-run", "status", "list pupils --json"])
def test_names_that_the_output_cannot_show_stop_nothing(school: School, verb: str) -> None:
    """An old locale shows some names imperfectly; no verb fails for that, and JSON is UTF-8 anywhere."""
    school.sandbox.move(1)
    out = school.folder.parent / "out"
    line = f"exec $marktui --hub {school.folder} {verb} > {out}"
    shell(line, school.folder.parent, PYTHONIOENCODING="latin-1", PYTHONUTF8="0").ended(0)
    if "--json" in verb:
        assert orjson.loads(out.read_bytes()) == school.records("pupils")


def test_a_reader_that_goes_away(school: School) -> None:
    said = shell(f"$marktui --hub {school.folder} list pupils --json | head -1", school.folder.parent)
    assert said == type(said)(0, "[\n", "")


def test_a_hub_in_a_folder_that_cannot_be(tmp_path: Path, new_school: School) -> None:
    (tmp_path / "file").write_text("")
    new_school.folder = tmp_path / "file" / "hub"
    assert "Traceback" not in new_school.init().ended(6).err


def test_the_mis_is_not_there(background: Background) -> None:
    school, said = background.said(ABSENT)
    assert "5 tries" in said.ended(5).err
    assert not any(secret in said.everything for secret in school.secrets)
    assert school.hub_file == background.before[ABSENT]
