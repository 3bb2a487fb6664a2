"""Another Unix login of this machine at the command line: a process of its own, with that user id."""

import json
import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import pytest

from marktui.sandbox.server import Sandbox

from .process import clean_environment
from .result import Said

LOGINS = {one.pw_name: one for one in pwd.getpwall() if one.pw_name in ("games", "man", "daemon", "nobody")}
"""Logins that most machines have and nobody uses."""
CAN_CHANGE = pytest.mark.skipif(
    os.geteuid() != 0 or len(LOGINS) < 4, reason="only root can run something as games, man, daemon, nobody"
)
NAMELESS = 54321
"""A user id that no login has."""

_SERVE = """
import contextlib, io, json, os, sys
from marktui.cli.program import run

def call(words):
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(words)
    return [code, *(one.buffer.getvalue().decode() for one in (out, err))]

# Whatever is imported late is imported now: Python itself may lie where the other login cannot read.
import httpx, marktui.connectors.assembly.connector, marktui.sync.run.engine
rehearsal = json.loads(os.environ["REHEARSAL"])
assert [call(words)[0] for words in rehearsal] == [0] * len(rehearsal)
uid, gid, *groups = map(int, sys.argv[1:])
os.setgroups(groups)
os.setgid(gid)
os.setuid(uid)
os.umask(0o077)
for line in sys.stdin:
    print(json.dumps(call(json.loads(line))), flush=True)
"""
_INIT = ("init", "--school", "Ashgrove", "--coordinator", "Ada Bell", "--email", "ada@hub.example")
_REHEARSAL = (
    _INIT,
    ("edit", "t000001", "email=ada.bell@hub.example"),
    ("undo",),
    *((verb,) for verb in ("status", "accounts", "leavers", "history", "restore", "doctor")),
)


class Login:
    """Calls the program as another login, again and again in one process with a umask of 077.

    Args:
        name: A login of this machine, or a user id.
        home: Where the process rehearses on a hub of its own before it changes its login.
        groups: The groups it is in besides its own.
        sandbox: The MIS whose secrets are in its environment, if any.
    """

    def __init__(
        self, name: str | int, home: Path, groups: Sequence[int] = (), sandbox: Sandbox | None = None
    ) -> None:
        known = LOGINS[name] if isinstance(name, str) else None
        ids = (known.pw_uid, known.pw_gid) if known else (name, name)
        place = tempfile.mkdtemp(dir=home) + "/hub"
        connect = [sandbox.connect_line.split()[1:]] if sandbox else []
        rehearsal = json.dumps([["--hub", place, *words] for words in (*_REHEARSAL, *connect)])
        environment = dict(sandbox.environment) if sandbox else {}
        # A login that has not connected names the addresses beside its secrets.
        for name, address in sandbox.settings.items() if sandbox else ():
            environment[f"MARKTUI_ASSEMBLY_{name}".upper()] = address
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVE, *map(str, (*ids, *groups))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=clean_environment(home, REHEARSAL=rehearsal, **environment),
        )

    def run(self, *words: str) -> Said:
        """Call the program."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        return Said(*json.loads(self._process.stdout.readline()))

    def __enter__(self) -> "Login":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()
