"""Disks that are full or closed: a sentence, exit 6, the old state, and all is well once that is mended."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli.process import finish, shell
from cli.result import Said
from cli.school import School
from cli.test_signal import read_until
from stand_in import held_pages

from .without_root import call_bound, start_bound

BLOCK = 512
"""The bytes that one unit of `ulimit -f` stands for."""
ELSEWHERE = Path("/dev/shm")  # noqa: S108 - another file system, to which there is no hard link
CLOSED = {"no writing": 0o500, "nothing": 0o000}


@contextmanager
def unharmed(school: School) -> Iterator[None]:
    """Whatever fails in here leaves the old state, and the next sync does what this one could not."""
    school.sandbox.move(1)
    before, past = school.hub_file, school.run("history", "--json").ended(0).document
    try:
        yield
        assert school.hub_file == before
        assert school.run("history", "--json").ended(0).document == past
        school.run("doctor").ended(0)
    finally:
        school.sandbox.move(1, [])
    document = school.sync("pupils", "--json").ended(0).document
    assert (document["applied"], document["run"]) == (True, 2)
    assert school.run("doctor", "--json").ended(0).document == {"sound": True, "findings": []}


@contextmanager
def closed(path: Path, mode: int) -> Iterator[None]:
    """A file or folder that lets nobody do some things for a while."""
    former = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(former)


@contextmanager
def mounted(disk: Path, place: Path) -> Iterator[None]:
    """Another disk in the place of a folder."""
    if subprocess.run(["mount", "--bind", str(disk), str(place)], capture_output=True).returncode:
        pytest.skip("only root can mount a disk, and not everywhere")
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


def refused(said: Said, *words: str) -> None:
    """The program told what it could not do, and that is all."""
    error = said.ended(6).error
    assert all(word in error["message"] for word in words), error
    assert error["hint"]
    assert "Traceback" not in said.err


def sync_within(school: School, size: int) -> Said:
    """Sync where no file may grow beyond a size."""
    line = f"ulimit -f {size // BLOCK}; exec $marktui --hub {school.folder} sync pupils --json"
    return shell(line, school.folder.parent)


def size_of(school: School, name: str) -> int:
    return (school.folder / name).stat().st_size


def test_the_history_is_shorter_than_the_hub_file(template: School) -> None:
    """So that a limit can lie between them."""
    assert size_of(template, "history.jsonl") + 8 * BLOCK < size_of(template, "hub.json") // 2


def test_no_room_to_sign_the_lock(school: School) -> None:
    with unharmed(school):
        refused(sync_within(school, 0), "hub.lock", "cannot be written")


@pytest.mark.parametrize("more", [0, BLOCK, 3 * BLOCK])
def test_no_room_in_the_history(school: School, more: int) -> None:
    """None at all, or for a part of the line."""
    with unharmed(school):
        length = size_of(school, "history.jsonl")
        refused(sync_within(school, length + more), "history.jsonl", "cannot be written")
        assert size_of(school, "history.jsonl") == length


@pytest.mark.parametrize("share", [0.5, 0.99])
def test_no_room_for_the_hub_file(school: School, share: float) -> None:
    with unharmed(school):
        refused(
            sync_within(school, int(size_of(school, "hub.json") * share)), "hub.json", "cannot be written"
        )


def test_no_room_for_a_backup_on_another_disk(school: School) -> None:
    """Where the backups lie on another disk they are copies, and can fail for want of room."""
    if not ELSEWHERE.is_dir() or ELSEWHERE.stat().st_dev == school.folder.stat().st_dev:
        pytest.skip(f"{ELSEWHERE} is not another file system")
    backups = school.folder / "backups"
    with (
        tempfile.TemporaryDirectory(dir=ELSEWHERE) as other,
        mounted(Path(other), backups),
        unharmed(school),
    ):
        half = size_of(school, "hub.json") // 2
        refused(sync_within(school, half), "hub.json", "cannot be kept as a backup")
        assert list(Path(other).iterdir()) == []


@pytest.mark.parametrize("mode", CLOSED.values(), ids=list(CLOSED))
def test_a_folder_that_is_closed(school: School, mode: int) -> None:
    with unharmed(school), closed(school.folder, mode):
        refused(call_bound(school, "sync", "pupils", "--json"), "denied")


def test_a_read_only_folder_can_be_read(school: School) -> None:
    with closed(school.folder, 0o500), closed(school.folder / "backups", 0o500):
        for verb in (["status"], ["list", "pupils"], ["history"], ["doctor"]):
            call_bound(school, *verb).ended(0)


@pytest.mark.parametrize("mode", CLOSED.values(), ids=list(CLOSED))
def test_permission_that_is_taken_away_during_the_reading(school: School, mode: int) -> None:
    with unharmed(school), held_pages() as let_go:
        school.sandbox.move(1, ["slow-page"])
        process = start_bound(school, "sync", "pupils", "--json")
        read_until(process, "Reading pupils")
        with closed(school.folder, mode):
            let_go()
            refused(finish(process), "denied")


@pytest.mark.parametrize(
    ("name", "mode", "doing"),
    [
        ("backups", 0o500, "cannot be kept as a backup"),
        ("history.jsonl", 0o400, "cannot be written"),
        ("hub.lock", 0o400, "cannot be locked"),
        ("hub.json", 0o000, "cannot be read"),
    ],
)
def test_a_part_that_is_closed(school: School, name: str, mode: int, doing: str) -> None:
    with unharmed(school), closed(school.folder / name, mode):
        refused(call_bound(school, "sync", "pupils", "--json"), name.partition(".")[0][:3], doing, "denied")


def test_something_in_the_place_of_the_backups(school: School) -> None:
    backups, aside = school.folder / "backups", school.folder.parent / "backups"
    with unharmed(school):
        backups.rename(aside)
        backups.write_bytes(b"")
        refused(school.sync("pupils", "--json"), "cannot be kept as a backup")
        backups.unlink()
        aside.rename(backups)


def test_a_folder_that_goes_away_during_the_reading(school: School) -> None:
    away = school.folder.with_name("away")
    with unharmed(school), held_pages() as let_go:
        school.sandbox.move(1, ["slow-page"])
        process = school.start("sync", "pupils", "--json")
        read_until(process, "Reading pupils")
        school.folder.rename(away)
        let_go()
        said = finish(process)
        assert not school.folder.exists()
        away.rename(school.folder)
        refused(said)


@pytest.mark.parametrize(
    ("name", "mode", "code", "told"),
    [
        ("history.jsonl", 0o400, 0, "history.jsonl is closed to its owner (mode 400 instead of 600)"),
        ("backups", 0o000, 6, "backups cannot be read: permission denied"),
        ("secrets.json", 0o000, 6, "secrets.json cannot be read: permission denied"),
        ("hub.lock", 0o000, 6, "hub.lock cannot be locked: permission denied"),
        ("", 0o300, 6, "cannot be examined: permission denied"),
    ],
)
def test_the_doctor_tells_what_is_closed(school: School, name: str, mode: int, code: int, told: str) -> None:
    with closed(school.folder / name, mode):
        said = call_bound(school, "doctor").ended(code)
    assert told in said.everything
    assert "went wrong" not in said.everything
    if code == 0:
        (school.folder / name).chmod(mode)
        call_bound(school, "doctor", "--repair").ended(0)
    assert school.run("doctor", "--json").ended(0).document == {"sound": True, "findings": []}


def test_the_doctor_tells_of_something_in_the_place_of_the_backups(school: School) -> None:
    backups = school.folder / "backups"
    backups.rename(school.folder.parent / "backups")
    backups.touch(mode=0o600)
    said = school.run("doctor").ended(6)
    assert f"{backups} is not a folder, so no backup can be kept" in said.out


def test_the_doctor_looks_at_a_disk_that_is_mounted_read_only(school: School) -> None:
    folder, unshared = school.folder, ["unshare", "--mount", "true"]
    if (
        shutil.which("unshare") is None
        or subprocess.run(unshared, capture_output=True, check=False).returncode
    ):
        pytest.skip("nothing can be mounted here")
    mounted = f"mount --bind {folder} {folder} && mount -o remount,bind,ro {folder} {folder}"
    said = shell(f"unshare --mount sh -c '{mounted} && $marktui --hub {folder} doctor'", folder.parent).ended(
        0
    )
    assert f"note: {folder} is on a disk that is mounted read-only" in said.out
    assert f"The hub in {folder} is sound." in said.out
