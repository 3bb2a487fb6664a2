"""Somebody who has marktui, a terminal, and a home of their own."""

import os
import sys
from pathlib import Path

from cli.school import School

from marktui.sandbox.server import Sandbox

from .tmux import Terminal


class Technician:
    """Sits at a terminal; what comes of the keys is looked up with the headless commands.

    Args:
        terminal: The terminal.
        home: A home folder.
        sandbox: The MIS.
    """

    def __init__(self, terminal: Terminal, home: Path, sandbox: Sandbox) -> None:
        self.terminal = terminal
        self.sandbox = sandbox
        self._home = home
        self.school = School(home / "data" / "marktui" / "hub", sandbox)
        """The hub, where marktui makes it unless told otherwise."""

    def set_up(self) -> None:
        """Do the first set-up beforehand."""
        self.school.init().ended(0)
        self.school.connect().ended(0)
        self.school.sync("all", "--import-teachers", "all").ended(0)

    def open(self, *words: str) -> None:
        """Start marktui in the terminal."""
        environment = {
            "HOME": str(self._home),
            "XDG_DATA_HOME": str(self._home / "data"),
            "PATH": os.environ["PATH"],
            "TERM": "screen-256color",
            "LANG": "C.UTF-8",
            "TMUX": self.terminal.server,
        }
        self.terminal.start([sys.executable, "-m", "marktui", *words], environment, self._home)
