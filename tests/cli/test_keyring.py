"""Secrets in a keyring: put there where asked for, read back, renewed, and forgotten."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from store.keyrings import FileRing, ForgetfulRing, LockedRing

from .process import set_environment
from .result import Said
from .school import School


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileRing]:
    """A keyring of this process."""
    before = keyring.get_keyring()
    monkeypatch.setenv("RING_FILE", str(tmp_path / "ring"))
    one = FileRing()
    keyring.set_keyring(one)
    yield one
    keyring.set_keyring(before)


def connect(school: School, *words: str) -> Said:
    address = school.sandbox.address
    with set_environment(school.sandbox.environment):
        return school.run("connect", "assembly", "--api-url", address, "--auth-url", address, *words)


def in_files(school: School) -> list[str]:
    """The secrets that lie in any file of the hub."""
    content = b"\n".join(school.files.values()).decode()
    return [secret for secret in school.secrets if secret in content]


def test_life_in_a_keyring(school: School, ring: FileRing) -> None:
    said = connect(school, "--keyring").ended(0)
    assert "Secrets are stored in the keyring of this machine." in said.out
    assert in_files(school) == []
    assert set(school.secrets) <= set(json.loads(next(iter(ring.kept.values()))).values())
    school.sync("pupils").ended(0)
    school.sandbox.move(faults=["token-expired"])
    before = dict(ring.kept)
    school.sync("pupils").ended(0)
    assert ring.kept != before
    assert ring.kept.keys() == before.keys()
    school.sandbox.move(faults=[])
    connect(school).ended(0)
    assert in_files(school) == []
    connect(school, "--no-keyring").ended(0)
    assert (len(in_files(school)), ring.kept) == (len(school.secrets), {})
    connect(school, "--keyring").ended(0)
    assert len(ring.kept) == 1
    school.run("disconnect").ended(0)
    assert ring.kept == {}
    assert not (school.folder / "secrets.json").exists()


def test_a_process_finds_its_keyring_by_itself(school: School, tmp_path: Path) -> None:
    tests = Path(__file__).parent.parent
    here = {
        "PYTHON_KEYRING_BACKEND": "store.keyrings.FileRing",
        "PYTHONPATH": str(tests),
        "RING_FILE": str(tmp_path / "ring"),
    }
    address = school.sandbox.address
    words = ("connect", "assembly", "--api-url", address, "--auth-url", address, "--keyring")
    school.call(*words, **here, **school.sandbox.environment).ended(0)
    assert in_files(school) == []
    school.call("sync", "pupils", **here).ended(0)
    lost = school.call("sync", "pupils", PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring").ended(2)
    assert "no keyring on this machine" in lost.err


@pytest.mark.parametrize("lack", ["extra", "backend", "null", "settings"])
def test_no_keyring_is_one_sentence_and_nothing_is_sent(
    school: School, ring: FileRing, monkeypatch: pytest.MonkeyPatch, lack: str
) -> None:
    if lack == "extra":
        monkeypatch.setitem(sys.modules, "keyring", None)
    else:
        name = {"backend": "fail.Keyring", "null": "null.Keyring", "settings": "no.such.thing"}[lack]
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"keyring.backends.{name}")
        monkeypatch.setattr("keyring.core._keyring_backend", None)
    before = school.files
    said = connect(school, "--keyring").ended(2)
    assert "--no-keyring" in said.err
    assert said.err.count("\n") == 2
    assert (school.files, school.sandbox.requests) == (before, [])


@pytest.mark.parametrize("kind", [LockedRing, ForgetfulRing])
def test_a_keyring_that_does_not_work_is_told_without_its_words(
    school: School, ring: FileRing, kind: type[FileRing]
) -> None:
    keyring.set_keyring(kind())
    before = school.files
    said = connect(school, "--keyring").ended(6)
    assert "keyring" in said.err
    assert "secret-token-1" not in said.everything
    assert school.files == before


def test_a_keyring_that_is_gone_does_not_stand_in_the_way(school: School, ring: FileRing) -> None:
    connect(school, "--keyring").ended(0)
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    assert "no keyring" in school.run("disconnect").ended(2).err
    assert school.status()["connection"] is None
    keyring.set_keyring(ring)
    assert "forgotten" in school.run("disconnect").ended(0).out
    assert ring.kept == {}
    assert "nothing to disconnect" in school.run("disconnect").ended(2).err


def test_what_is_said_about_a_lost_keyring_helps(school: School, ring: FileRing) -> None:
    connect(school, "--keyring").ended(0)
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    assert "connect with --no-keyring" in school.sync("pupils").ended(2).err
    connect(school).ended(2)
    connect(school, "--no-keyring").ended(0)
    school.sync("pupils").ended(0)


def test_a_disconnect_forgets_what_others_can_read(school: School) -> None:
    (school.folder / "secrets.json").chmod(0o644)
    school.run("disconnect").ended(0)
    assert not (school.folder / "secrets.json").exists()


def test_a_connection_that_a_restore_brought_back_says_how_to_get_its_secrets(school: School) -> None:
    school.run("disconnect").ended(0)
    newest = sorted((school.folder / "backups").iterdir())[-1]
    school.run("restore", newest.name).ended(0)
    assert school.status()["connection"] is not None
    school.sandbox.reset()
    said = school.sync("pupils").ended(5)
    assert "MARKTUI_ASSEMBLY_TOKEN" in said.err
    assert "marktui connect assembly" in said.err
    assert school.sandbox.requests == []
    connect(school).ended(0)
    school.sync("pupils").ended(0)
