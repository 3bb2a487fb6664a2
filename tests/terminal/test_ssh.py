"""Over a real SSH connection, which is lost in the middle of the work: nothing else is."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.school import School
from patience import wait_until
from processes import at_home_in, parent_of

from marktui.sandbox.server import Sandbox

from .ssh import SshServer
from .tmux import Terminal


@pytest.fixture
def ssh(tmp_path: Path) -> Iterator[SshServer]:
    folder = tmp_path / "ssh"
    folder.mkdir()
    server = SshServer(folder)
    with server.serving():
        yield server


class Line:
    """Somebody who logs in over SSH from a terminal of their own, again and again."""

    def __init__(self, ssh: SshServer, folder: Path) -> None:
        self._ssh = ssh
        self._folder = folder
        self._logins = 0
        self.home = folder / "home"
        self.home.mkdir()
        self.terminal = Terminal(folder / "tmux-0")

    def log_in(self, *words: str) -> None:
        """Log in from a new terminal, and start marktui."""
        self._logins += 1
        self.terminal = Terminal(self._folder / f"tmux-{self._logins}")
        environment = {
            "HOME": str(self.home),
            "TMPDIR": str(self.home),
            "PATH": os.environ["PATH"],
            "TERM": "screen-256color",
            "LANG": "C.UTF-8",
        }
        self._ssh.log_in(self.terminal, environment)
        self.terminal.type(" ".join([sys.executable, "-m", "marktui", *words]))
        self.terminal.press("Enter")

    @property
    def far_end(self) -> int:
        """The process that holds the line on the other machine."""
        here = at_home_in(self.home)
        (end,) = {parent_of(one) for one in here} - {*here}
        return end

    def lose(self, end: int | None = None) -> None:
        """Lose the line, by default at this end; nothing is left running."""
        os.kill(end or self.terminal.process, signal.SIGKILL)
        wait_until(lambda: not at_home_in(self.home), lambda: f"{at_home_in(self.home)} run on")
        self.terminal.close()


@pytest.fixture
def line(terminal: Terminal, ssh: SshServer, tmp_path: Path) -> Iterator[Line]:
    line = Line(ssh, tmp_path)
    yield line
    line.terminal.close()


def test_a_line_that_is_lost_loses_nothing_else(line: Line, school: Sandbox, tmp_path: Path) -> None:
    hub = School(tmp_path / "hub", school)
    hub.init().ended(0)
    hub.connect().ended(0)
    hub.sync("all", "--import-teachers", "all").ended(0)
    school.move(1, ["hang"])
    before = hub.files
    line.log_in("--hub", str(hub.folder))
    line.terminal.sees("Read pupils from Assembly")
    line.terminal.press("p")
    line.terminal.sees("esc stops it")
    line.lose()
    assert hub.files == before

    school.move(faults=[])
    line.log_in("--hub", str(hub.folder))
    line.terminal.sees("Read pupils from Assembly")
    line.terminal.press("p")
    line.terminal.sees("s Save")
    line.lose(line.far_end)
    assert hub.files == before

    line.log_in("--hub", str(hub.folder))
    line.terminal.sees("Read pupils from Assembly")
    line.terminal.press("p")
    line.terminal.sees("s Save")
    line.terminal.press("s")
    line.terminal.sees("31 added, 64 changed, 13 de-synced")
    line.lose()
    hub.run("doctor").ended(0)
    assert len(hub.leavers()) == 13
    assert hub.synced() == hub.roll


def test_the_demo_leaves_nothing_behind_when_the_line_is_lost(line: Line) -> None:
    line.log_in("demo", "--september")
    shown = line.terminal.sees("Read pupils from Assembly", "leavers to review")
    assert [words for words in ("clock of this machine", "ctrl+p") if words in shown] == []
    assert list(line.home.glob("marktui-demo-*"))
    line.terminal.press("p")
    # On a busy machine all may have been read before anybody looks.
    wait_until(lambda: re.search("esc stops it|s Save", line.terminal.screen()) is not None)
    line.lose()
    assert not list(line.home.glob("marktui-demo-*"))
