"""`marktui connect arbor`, and the first sync after it."""

import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import orjson
import pytest
from patience import PATIENCE

from marktui.sandbox.server import Sandbox

PROGRAM = (sys.executable, "-m", "marktui")


class Technician:
    """A hub folder and the program."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.hub = folder / "hub"
        self.sandbox = sandbox
        self._home = folder
        given = ("--school", "Oakwell", "--coordinator", "Robin Marlow", "--email", "robin@hub.example")
        assert self.run("init", *given).returncode == 0

    def run(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Call the program without a terminal."""
        return subprocess.run(
            [*PROGRAM, "--hub", str(self.hub), *words],
            env=self._environment(variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    def answers(self, *words: str, typed: str) -> tuple[int, str]:
        """Call the program in a terminal and type ahead; its code and what it wrote."""
        keyboard, screen = pty.openpty()
        process = subprocess.Popen(
            [*PROGRAM, "--hub", str(self.hub), *words],
            env=self._environment({}),
            stdin=screen,
            stdout=screen,
            stderr=screen,
            start_new_session=True,
        )
        os.close(screen)
        seen = b""
        for line in typed.splitlines():
            while not seen.endswith(b": "):
                seen += os.read(keyboard, 1_000)
            os.write(keyboard, f"{line}\n".encode())
            seen += b"\n"
        with suppress(OSError):  # which says that nobody is at the other end any more
            while new := os.read(keyboard, 10_000):
                seen += new
        os.close(keyboard)
        return process.wait(timeout=PATIENCE), seen.decode()

    def connect(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Connect with the stand-in's own secrets."""
        url = f"{self.sandbox.address}/rest-v2/"
        return self.run("connect", "arbor", "--url", url, *words, **self.sandbox.environment)

    def status(self) -> dict[str, object]:
        """How the hub stands."""
        status: dict[str, object] = orjson.loads(self.run("status", "--json").stdout)
        return status

    def _environment(self, variables: Mapping[str, str]) -> dict[str, str]:
        kept = {name: text for name, text in os.environ.items() if not name.startswith("MARKTUI_")}
        return kept | {"HOME": str(self._home), "XDG_DATA_HOME": str(self._home), **variables}


@pytest.fixture
def technician(tmp_path: Path, arbor_sandbox: Sandbox) -> Technician:
    """A new hub beside the stand-in's Arbor."""
    return Technician(tmp_path, arbor_sandbox)


def test_it_says_what_can_be_read_entity_by_entity(technician: Technician) -> None:
    said = technician.connect()
    assert (said.returncode, said.stderr) == (0, "")
    lines = said.stdout.splitlines()
    assert lines[0] == "Connected to Arbor."
    assert [line.split("  ")[1] for line in lines[1:6]] == [
        "academic years", "year groups", "classes", "pupils", "staff",
    ]  # fmt: skip
    assert "Student: legalFirstName, " in lines[4]
    assert str(technician.hub / "secrets.json") in said.stdout
    assert not [one for one in technician.sandbox.environment.values() if one in said.stdout]


def test_the_address_is_stored_in_its_one_form(technician: Technician) -> None:
    technician.connect("--user-agent", "Browser/9")
    hub = (technician.hub / "hub.json").read_text()
    assert f'"{technician.sandbox.address}"' in hub
    assert "rest-v2" not in hub
    assert "Browser/9" in hub
    assert not [one for one in technician.sandbox.environment.values() if one in hub]


def test_what_is_missing_is_said(technician: Technician) -> None:
    technician.sandbox.move(faults=["upn-refused"])
    said = technician.connect()
    assert said.returncode == 0
    assert "missing: Student.upn" in said.stdout
    assert "Arbor does not share: Student.upn." in said.stdout
    assert "UPNs in the hub stay as they are" in said.stderr


@pytest.mark.parametrize("fault", ["leaving-date-refused", "not-approved", "password-changed"])
def test_what_does_not_work_is_not_kept(technician: Technician, fault: str) -> None:
    technician.sandbox.move(faults=[fault])
    said = technician.connect()
    assert said.returncode == 5
    assert said.stderr.startswith("marktui: Arbor does not")
    assert said.stdout == ""
    assert not (technician.hub / "secrets.json").exists()
    assert not [one for one in technician.sandbox.environment.values() if one in said.stderr]


def test_an_address_must_be_given(technician: Technician) -> None:
    said = technician.run("connect", "arbor", **technician.sandbox.environment)
    assert said.returncode == 2
    assert "needs the school's address" in said.stderr
    assert "--url" in said.stderr
    assert technician.sandbox.requests == []


def test_without_a_terminal_each_missing_variable_is_named(technician: Technician) -> None:
    said = technician.run("connect", "arbor", "--url", "oakwell", MARKTUI_ARBOR_USERNAME="someone")
    assert said.returncode == 2
    assert "MARKTUI_ARBOR_PASSWORD" in said.stderr
    assert "MARKTUI_ARBOR_USERNAME" not in said.stderr
    said = technician.run("connect", "arbor", "--url", "oakwell")
    assert "MARKTUI_ARBOR_USERNAME and MARKTUI_ARBOR_PASSWORD" in said.stderr


def test_in_a_terminal_each_missing_secret_is_asked_for(technician: Technician) -> None:
    secrets = list(technician.sandbox.environment.values())
    typed = "\n".join(secrets)
    code, seen = technician.answers("connect", "arbor", "--url", technician.sandbox.address, typed=typed)
    assert code == 0
    assert "System > Partner Apps (API Users) > Pending requests" in seen
    assert "Arbor application username: " in seen
    assert "Arbor application password (token): " in seen
    assert "Connected to Arbor." in seen
    assert seen.count(secrets[0]) == 1, "a user name is seen as it is typed"
    assert secrets[1] not in seen


def test_the_first_sync_and_what_happens_next(technician: Technician) -> None:
    technician.connect()
    first = technician.run("sync", "all", "--yes", "--json")
    assert first.returncode == 0, first.stderr
    pupils = orjson.loads(first.stdout)["pupils"]
    assert pupils["read"] == len(technician.sandbox.truth.roll)
    technician.sandbox.reset()
    again = orjson.loads(technician.run("sync", "pupils", "--yes", "--json").stdout)
    assert (again["applied"], again["run"], again["connector"]) == (True, None, "arbor")
    assert again["requests"] == len(technician.sandbox.requests) == 4
    connection = technician.status()["connection"]
    assert isinstance(connection, dict)
    assert connection["data_at"]
    technician.sandbox.move(1)
    after = orjson.loads(technician.run("sync", "pupils", "--dry-run", "--json").stdout)
    whys = [change["why"] for change in after["changes"] if change["do"] == "desync"]
    assert len([why for why in whys if why.startswith("left on ")]) == len(
        technician.sandbox.school.events(1).left
    )
