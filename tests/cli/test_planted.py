"""Links and pipes that somebody of the group put into a shared hub: nobody is led elsewhere, or waits."""

import json
import os
from pathlib import Path

import pytest

from .school import School
from .test_accounts import GROUP, open_to

NAMES = ("hub.json", "history.jsonl", "hub.lock", "secrets.json", "erasing.json", "connection-report.json")
BACKUP = "backups/hub-000001-20260101T000000Z.json"
EDIT = ("edit", "t000001", "email=a@b.example")
PLANTED = "a link or something else is in its place"


@pytest.fixture
def shared(school: School) -> School:
    open_to(school, GROUP)
    school.run(*EDIT).ended(0)
    return school


def put_link(school: School, name: str, to: Path) -> None:
    """Put a link in the place of a file or folder of the hub."""
    path = school.folder / name
    if path.exists():
        path.rename(school.folder.parent / f"former-{path.name}")
    path.symlink_to(to)


def within(folder: Path) -> bytes:
    """All that anybody of the group can read in a folder, without following a link."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return b"\n".join(path.read_bytes() for path in files)


@pytest.mark.parametrize("name", [*NAMES, "backups", BACKUP])
def test_what_a_link_leads_to_stays_where_it_is(shared: School, tmp_path: Path, name: str) -> None:
    """Were it followed, a private key would be set aside, or another school's hub kept as a backup."""
    key, other = tmp_path / "key", shared.copy(tmp_path / "other")
    key.write_text("the private key of the Access Coordinator")
    private = other.folder / name
    newest = sorted(one.name for one in (shared.folder / "backups").iterdir())[-1]
    targets = [private] if name == "backups" else [private, key] if private.exists() else [key]
    for target in targets:
        put_link(shared, name, target)
        before = other.files
        for verb in (EDIT, ("undo",), ("restore", newest), ("restore", Path(name).name)):
            shared.run(*verb)
        said = shared.run("doctor", "--repair").ended(6)
        assert PLANTED in said.everything
        shared.run("doctor", "--report", "-")
        assert other.files == before
        assert b"private key" not in within(shared.folder)
        (shared.folder / name).unlink()
        if (former := shared.folder.parent / f"former-{Path(name).name}").exists():
            former.rename(shared.folder / name)
    shared.run("doctor").ended(0)


def test_the_secrets_of_another_hub_are_not_used(shared: School, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.json"
    theirs.write_text(json.dumps({"assembly": {"token": "secret-of-another-school"}}))
    theirs.chmod(0o600)
    put_link(shared, "secrets.json", theirs)
    shared.sandbox.reset()
    assert PLANTED in shared.sync("pupils").ended(6).err
    assert shared.sandbox.requests == []
    shared.run("disconnect").ended(0)
    assert theirs.exists()
    assert not (shared.folder / "secrets.json").is_symlink()


@pytest.mark.parametrize("name", [*NAMES, BACKUP, "backups", ".hub.json.0a1b2c3d"])
def test_a_folder_in_the_place_of_a_file_is_one_sentence(shared: School, name: str) -> None:
    path = shared.folder / name
    if name == "backups":
        path.rename(shared.folder.parent / "former")
        path.touch()
    else:
        path.unlink(missing_ok=True)
        path.mkdir()
    said = [shared.run(*verb) for verb in (EDIT, ("doctor",), ("doctor", "--repair"), ("disconnect",))]
    assert {one.exit for one in said} <= {0, 6}
    assert name.startswith(".") or PLANTED in "".join(one.everything for one in said)
    assert path.exists()


@pytest.mark.parametrize("name", [*NAMES, BACKUP])
def test_nobody_waits_for_a_pipe(shared: School, name: str) -> None:
    path = shared.folder / name
    path.unlink(missing_ok=True)
    os.mkfifo(path, 0o660)
    assert PLANTED in shared.call("doctor").ended(6).out
    assert shared.call("disconnect").exit in (0, 6)
    if name == "hub.json":
        said = shared.call("status", "--json").ended(6)
        assert said.error["message"] == f"{path} cannot be read: {PLANTED}."
