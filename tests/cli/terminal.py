"""The program in a real terminal."""

import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from patience import PATIENCE

from .process import PROGRAM, clean_environment

_IN_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(int(sys.argv[1]), termios.TIOCSCTTY, 0)
os.execv(sys.argv[2], sys.argv[2:])
"""


class Terminal:
    """What somebody at a keyboard sees of one call, and can do."""

    def __init__(self, process: subprocess.Popen[bytes], keyboard: int, name: str) -> None:
        self.process = process
        self.seen = ""
        self._keyboard = keyboard
        self._name = name

    def type(self, keys: str) -> None:
        """Press keys."""
        self.send(keys.encode())

    def send(self, sent: bytes) -> None:
        """Send bytes that need not be keys."""
        os.write(self._keyboard, sent)

    def stall(self) -> None:
        """Take nothing more of what is written, as a line does that stalls."""
        self._control(termios.TCOOFF)

    def go_on(self) -> None:
        """Take again what is written."""
        self._control(termios.TCOON)

    def _control(self, action: int) -> None:
        screen = os.open(self._name, os.O_RDWR | os.O_NOCTTY)
        termios.tcflow(screen, action)
        os.close(screen)

    def hang_up(self) -> None:
        """Close the terminal, as a connection does that is lost."""
        os.close(self._keyboard)
        self._keyboard = -1

    def wait(self) -> int:
        """Wait for the end without reading what is written."""
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """Close the terminal, and end the program if it has not ended."""
        if self._keyboard >= 0:
            self.hang_up()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def sees(self, text: str) -> None:
        """Wait for a text on the screen."""
        end = time.monotonic() + PATIENCE
        while text not in self.seen:
            if not self._read(end):
                raise AssertionError(f"no {text!r} in {self.seen!r}")

    def quiet(self, seconds: float) -> str:
        """What is written within some seconds."""
        before, end = len(self.seen), time.monotonic() + seconds
        while time.monotonic() < end:
            self._read(end)
        return self.seen[before:]

    def exit(self, patience: float = PATIENCE) -> int:
        """Wait for the end."""
        end = time.monotonic() + patience
        while self._read(end):
            pass
        try:
            return self.process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it still runs; on the screen: {self.seen[-300:]!r}") from None

    def insist(self, act: Callable[[], None], patience: float) -> int:
        """Do something that ends the program, again where it came just before the wait for a key."""
        end = time.monotonic() + patience
        while self.process.poll() is None and time.monotonic() < end:
            with suppress(OSError):  # it ends just now, and has left the terminal already
                act()
            pause = time.monotonic() + 0.2
            while self._read(pause):
                pass
        return self.exit(0.2)

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self._keyboard], [], [], max(0.0, end - time.monotonic()))
        try:
            new = os.read(self._keyboard, 65536) if ready else b""
        except OSError:  # the last program has left the terminal
            new = b""
        self.seen += new.decode(errors="replace")
        return bool(new)


@contextmanager
def terminal(*words: str, home: Path, piped: str = "", **environment: str) -> Iterator[Terminal]:
    """Run the program in a terminal of its own.

    Args:
        words: The arguments.
        home: Where its home is.
        piped: Which of `stdin`, `stdout` and `stderr` is no terminal.
        environment: More variables.
    """
    keyboard, screen = pty.openpty()
    names = ("stdin", "stdout", "stderr")
    streams = [subprocess.DEVNULL if name == piped else screen for name in names]
    number = streams.index(screen)
    process = subprocess.Popen(
        [sys.executable, "-c", _IN_TERMINAL, str(number), *PROGRAM, *words],
        start_new_session=True,
        env=clean_environment(home, TERM="xterm", **environment),
        stdin=streams[0],
        stdout=streams[1],
        stderr=streams[2],
    )
    user = Terminal(process, keyboard, os.ttyname(screen))
    os.close(screen)
    try:
        yield user
    finally:
        user.close()
