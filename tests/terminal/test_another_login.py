"""The interface as another Unix login, in a real terminal: it is who the system says, until it is nobody."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from cli.other_login import CAN_CHANGE, LOGINS
from cli.school import School

from marktui.sandbox.server import Sandbox

from .tmux import Terminal

REPOSITORY = Path(__file__).parents[2]
PYTHON = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
"""That of the tests may lie in a home folder, where no other login may run it."""


def words_of(login: str, groups: Sequence[int], *words: str) -> list[str]:
    """What runs marktui as another login, whatever the environment calls it."""
    one = LOGINS[login]
    ids = (f"--reuid={one.pw_uid}", f"--regid={one.pw_gid}", f"--groups={','.join(map(str, groups))}")
    names = [f"{name}=root" for name in ("USER", "LOGNAME", "SUDO_USER")]
    paths = [REPOSITORY, *(path for path in sys.path if path.endswith("site-packages"))]
    more = [f"PYTHONPATH={':'.join(map(str, paths))}", "PYTHONDONTWRITEBYTECODE=1", *names]
    return ["setpriv", *ids, "env", *more, PYTHON, "-m", "marktui", *words]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every login may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@CAN_CHANGE
def test_a_teacher_at_a_terminal_of_their_own(terminal: Terminal, school: Sandbox, place: Path) -> None:
    group = LOGINS["games"].pw_gid
    try:
        subprocess.run(words_of("games", [group], "--version"), check=True, capture_output=True, cwd="/")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip(f"no {PYTHON} with which another login can run this copy of marktui")
    hub = School(place / "hub", school)
    hub.init().ended(0)
    hub.connect().ended(0)
    hub.sync("teachers", "--import-teachers", "all").ended(0)
    hub.run("accounts", "share", "games").ended(0)
    hub.run("accounts", "map", "games", "t000002").ended(0)
    environment = {
        "HOME": str(place),
        "PATH": os.environ["PATH"],
        "TERM": "screen-256color",
        "LANG": "C.UTF-8",
    }
    # The shell tells the exit code, which tmux itself sometimes never learns.
    told = ("sh", "-c", '"$@"; echo "ended with $?"', "sh")
    terminal.start((*told, *words_of("games", [group], "--hub", str(hub.folder))), environment)
    terminal.sees("games (Teacher)", "Only the Access Coordinator")
    terminal.press("T")
    terminal.sees("Marlow, Robin")
    terminal.press("E")
    terminal.sees("History  ")
    hub.run("accounts", "unmap", "games").ended(0)
    left = terminal.wait_for_the_end()
    assert "Ask the Access Coordinator of this hub." in left
    assert "ended with 4" in left
    assert "Marlow" not in left
