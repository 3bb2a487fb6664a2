"""When a process is killed: anywhere, around the saving, or in the midst of it."""

import subprocess
import time
from enum import StrEnum
from pathlib import Path
from random import Random

from msgspec import Struct

from marktui.store.disk.paths import HUB_FILE, LOCK_FILE

_GLANCE = 0.0002
"""Seconds between two looks at a file."""
_BEYOND = 1.2
"""Aims reach a little past the usual end, so that some processes end by themselves."""


class Aim(StrEnum):
    """From what on the moment of death is counted."""

    START = "start"
    """The process was started."""
    SAVING = "saving"
    """It said that it is saving."""
    SIGNED = "signed"
    """It has signed the lock file."""
    REPLACED = "replaced"
    """The new hub file is there."""


_AIMS = (Aim.START, Aim.SAVING, Aim.SIGNED, Aim.SIGNED, Aim.SIGNED, Aim.REPLACED)


class Course(Struct, frozen=True):
    """How long a process that nobody kills takes, in seconds."""

    whole: float
    from_saving: float
    """From the word that it is saving until its end."""
    from_signed: float
    """From the signing of the lock file until it is cleared, which is when the commit is done."""
    from_replaced: float
    """From the replacing of the hub file until then."""

    def left(self, aim: Aim) -> float:
        """The time that is left from a moment on."""
        match aim:
            case Aim.START:
                return self.whole
            case Aim.SAVING:
                return self.from_saving
            case Aim.SIGNED:
                return self.from_signed
            case Aim.REPLACED:
                return self.from_replaced


class Shot(Struct, frozen=True):
    """One moment of death."""

    aim: Aim
    delay: float
    """Seconds."""


def shot(chance: Random, course: Course) -> Shot:
    """A moment at random; most lie within the commit.

    Args:
        chance: Decides.
        course: What is usual.
    """
    aim = chance.choice(_AIMS)
    return Shot(aim, chance.uniform(0, _BEYOND * course.left(aim)))


class Watch:
    """Somebody who looks at a process and the files that it changes.

    Args:
        process: The process, just started.
        folder: The hub folder.
    """

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process = process
        self._lock, self._hub_file = folder / LOCK_FILE, folder / HUB_FILE
        self._before = {path: _mark(path) for path in (self._lock, self._hub_file)}
        self._started = time.monotonic()

    def kill(self, at: Shot) -> None:
        """Kill the process at that moment, unless it has ended before; its output is left to be read."""
        if at.aim is not Aim.START:
            self._until_saving()
        if at.aim is Aim.SIGNED:
            self._until_changed(self._lock)
        if at.aim is Aim.REPLACED:
            self._until_changed(self._hub_file)
        time.sleep(at.delay)
        self._process.kill()

    def observe(self) -> Course:
        """Watch the process to its end."""
        saving = self._until_saving()
        signed = self._until_changed(self._lock)
        replaced = self._until_changed(self._hub_file)
        while self._process.poll() is None and self._lock.stat().st_size:
            time.sleep(_GLANCE)
        cleared = time.monotonic()
        self._process.communicate()
        ended = time.monotonic()
        return Course(ended - self._started, ended - saving, cleared - signed, cleared - replaced)

    def _until_saving(self) -> float:
        """Read what the process says until it says that it is saving, or nothing more; gives the moment."""
        assert self._process.stderr  # noqa: S101 - it was started with a pipe
        for line in self._process.stderr:
            if line.startswith("Saving"):
                break
        return time.monotonic()

    def _until_changed(self, path: Path) -> float:
        """Wait until a file is another one, or the process has ended; gives the moment."""
        while self._process.poll() is None and _mark(path) == self._before[path]:
            time.sleep(_GLANCE)
        return time.monotonic()


def _mark(path: Path) -> tuple[int, int]:
    """What tells one content of a file from another, and from none."""
    try:
        facts = path.stat()
    except FileNotFoundError:
        return 0, 0
    return facts.st_ino, facts.st_mtime_ns
