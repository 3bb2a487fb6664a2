"""What takes long, started early and together, so that nobody waits for one after the other."""

import os
import subprocess
from contextlib import ExitStack
from pathlib import Path

from filelock import FileLock

from marktui.sandbox.server import Sandbox

from .process import finish
from .result import Said
from .school import School

SLOW = ("page-500", "empty-error", "drop", "hang", "left-500")
"""Faults under which marktui tries for seconds; `hang` for 90."""
ASKED_FOR = os.environ.get("SLOW_TESTS") == "1"
"""Whether the developer has 90 s to spare: `SLOW_TESTS=1 pytest tests/cli`."""
LOCKED = "locked"
"""The hub is being written by somebody else all the time."""
ABSENT = "absent"
"""Nobody listens any more where the MIS was."""


class Background:
    """Processes that run beside the tests, each on a hub and a stand-in of its own."""

    def __init__(self, template: School, folder: Path) -> None:
        self._template = template
        self._folder = folder
        self._stack = ExitStack()
        self._schools: dict[str, School] = {}
        self._processes: dict[str, subprocess.Popen[str]] = {}
        self._over: dict[str, Said] = {}
        self.before: dict[str, tuple[bytes, int, int]] = {}
        """The hub file of each before its sync."""

    def __enter__(self) -> "Background":
        for name in SLOW:
            if name != "hang" or ASKED_FOR:
                self._start(name, fault=name, step=int(name == "left-500"))
        lock = FileLock(self._folder / LOCKED / "hub" / "hub.lock", is_singleton=False)
        self._start(LOCKED, lock=lock)
        self._start(ABSENT, is_there=False)
        return self

    def __exit__(self, *error: object) -> None:
        for process in self._processes.values():
            if process.poll() is None:
                process.kill()
            process.communicate()
        self._stack.close()

    def said(self, name: str) -> tuple[School, Said]:
        """The end of one of them, waited for."""
        if name not in self._over:
            self._over[name] = finish(self._processes.pop(name), 120)
        return self._schools[name], self._over[name]

    def _start(
        self,
        name: str,
        *,
        fault: str = "",
        step: int = 0,
        lock: FileLock | None = None,
        is_there: bool = True,
    ) -> None:
        sandbox = Sandbox(self._template.sandbox.school.pupils)
        (self._folder / name).mkdir()
        school = self._template.copy(self._folder / name / "hub", sandbox)
        with ExitStack() as serving:
            serving.enter_context(sandbox.serve())
            school.connect().ended(0)
            if is_there:
                self._stack.push(serving.pop_all())
        if lock:
            self._stack.enter_context(lock)
        sandbox.move(step, [fault] if fault else [])
        self.before[name] = school.hub_file
        self._schools[name] = school
        self._processes[name] = school.start("sync", "pupils", *(["--json"] if lock else []))
