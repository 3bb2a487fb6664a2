"""A school as its technician knows it: a hub folder, an MIS, and the commands between them."""

import io
import os
import shlex
import shutil
import signal
import subprocess
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from marktui.cli.program import run
from marktui.sandbox.person import Pupil
from marktui.sandbox.server import Sandbox

from .process import clean_environment, finish, set_environment, start
from .result import Said

NURSERY = ("N1", "N2")
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class School:
    """One hub, and the stand-in MIS that it is or will be connected to."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.folder = folder
        self.sandbox = sandbox

    def run(self, *words: str) -> Said:
        """Call the program within this process."""
        return run_here("--hub", str(self.folder), *words)

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """Start the program as a process of its own."""
        return start("--hub", str(self.folder), *words, home=self.folder.parent, **environment)

    def run_with(self, *words: str, **environment: str) -> Said:
        """Call the program within this process, in the environment that a process of its own would have."""
        with patch.dict(os.environ, clean_environment(self.folder.parent, **environment), clear=True):
            return self.run(*words)

    def call(self, *words: str, **environment: str) -> Said:
        """Call the program as a process of its own."""
        return finish(self.start(*words, **environment))

    def init(self, *words: str) -> Said:
        """Make the hub."""
        given = ("--school", "Ashgrove", "--coordinator", "Robin Marlow", "--email", "robin@hub.example")
        return self.run("init", *given, *words)

    def connect(self, **environment: str) -> Said:
        """Connect it to the stand-in, by default with the stand-in's own secrets."""
        with set_environment(environment or self.sandbox.environment):
            return self.run(*shlex.split(self.sandbox.connect_line)[1:])

    def connect_with(self, *words: str) -> Said:
        """Connect it, with more words on the command line."""
        with set_environment(self.sandbox.environment):
            return self.run(*shlex.split(self.sandbox.connect_line)[1:], *words)

    def sync(self, *words: str) -> Said:
        """Sync."""
        return self.run("sync", *words)

    def records(self, kind: str, *words: str) -> list[dict[str, Any]]:
        """The records of a kind."""
        rows: list[dict[str, Any]] = self.run("list", kind, "--json", *words).ended(0).document
        return rows

    def by_mis_id(self) -> dict[str, dict[str, Any]]:
        """The pupils by MIS id."""
        return {pupil["mis_id"]: pupil for pupil in self.records("pupils")}

    def leavers(self) -> dict[str, dict[str, Any]]:
        """The leavers by MIS id."""
        return {one["mis_id"]: one for one in self.run("leavers", "--json").ended(0).document}

    def status(self) -> Any:
        """How the hub stands."""
        return self.run("status", "--json").ended(0).document

    def synced(self) -> set[tuple[object, ...]]:
        """The Synced pupils as a head teacher would compare them with the roll."""
        keys = ("mis_id", "first_name", "last_name", "date_of_birth", "upn", "year_group", "class")
        return {tuple(row[key] for key in keys) for row in self.records("pupils", "--status", "synced")}

    @property
    def roll(self) -> set[tuple[object, ...]]:
        """The MIS's roll, Nursery apart, in the same form."""
        return {_as_listed(one) for one in self.sandbox.truth.roll if one.year_code not in NURSERY}

    @property
    def hub_file(self) -> tuple[bytes, int, int]:
        """Content, time and inode of the hub file: whether it was written at all."""
        path = self.folder / "hub.json"
        facts = path.stat()
        return path.read_bytes(), facts.st_mtime_ns, facts.st_ino

    @property
    def files(self) -> dict[str, bytes]:
        """Every file of the hub folder, but the lock and what a reading showed of the service."""
        passing = ("hub.lock", "connection-report.json")
        kept = (path for path in self.folder.rglob("*") if path.is_file() and path.name not in passing)
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in kept}

    @property
    def secrets(self) -> list[str]:
        """What must never be seen."""
        told = ("CLIENT_ID", "USERNAME")
        return [value for name, value in self.sandbox.environment.items() if not name.endswith(told)]

    def copy(self, folder: Path, sandbox: Sandbox | None = None) -> "School":
        """The same school in another folder; with another stand-in once it is connected anew."""
        shutil.copytree(self.folder, folder)
        return School(folder, sandbox or self.sandbox)


def keeps_its_secrets(school: School, said: str) -> None:
    """Nothing that was said holds a secret, a UPN, a traceback or an escape."""
    upns = [one.upn for one in school.sandbox.truth.roll if one.upn]
    assert not [secret for secret in (*school.secrets, *upns) if secret in said]
    assert "Traceback" not in said
    assert "\x1b" not in said


def run_here(*words: str) -> Said:
    """Call the program within this process, as from a pipe."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    former = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run(list(words))
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
    return Said(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))


def _as_listed(pupil: Pupil) -> tuple[object, ...]:
    born = pupil.date_of_birth.isoformat()
    names = [unicodedata.normalize("NFC", name) for name in (pupil.first_name, pupil.last_name)]
    return (str(pupil.id), *names, born, pupil.upn, pupil.year_code, pupil.class_name)
