"""What programs cost a line and a machine: bytes and time of a key, of a progress tick, of doing nothing.

`python -m benchmarks.terminals` measures marktui beside two public Textual programs and one curses program,
as far as they are installed: Toolong and Frogmouth, and VisiData.
"""

import fcntl
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import click
from msgspec import Struct

_LINES, _COLUMNS = 24, 80
_START = 60.0
"""Seconds that a program has to start."""
_REST = 0.3
"""Seconds without output after which a program has drawn all that it is going to."""
_IDLE = 5.0
"""Seconds for which nothing is pressed."""
_READING = 3.0
"""Seconds of a reading that are counted."""
_KEPT = 10_000
"""The bytes that are kept to look for a text."""
_TICKS = os.sysconf("SC_CLK_TCK")


class Program(Struct, frozen=True, kw_only=True):
    """A program, and how a person gets to a list in it."""

    name: str
    kind: str
    """What it is made with."""
    command: Sequence[str]
    ready: bytes = b""
    """What is on its first screen once that is whole, if it draws something before."""
    there: Sequence[bytes] = ()
    """The keys that lead from its first screen to a list."""
    down: bytes = b"\x1b[B"
    """The key that goes on by a line."""
    read: bytes = b""
    """The key that begins to read something slow, if it has one."""


class Measured(Struct, frozen=True, kw_only=True):
    """What one program took."""

    start: float
    """Seconds until the first screen is whole."""
    key_bytes: float
    """The median of the bytes of a key."""
    key_seconds: float
    """The median of the time from a key to its first byte."""
    key_cpu: float
    """Processor seconds of a key, all processes of the program together."""
    idle_bytes: int
    tick_bytes: float | None = None
    """The bytes of a second in which something is read; None where nothing can be."""


class Terminal:
    """A program in a terminal of its own, 80 by 24."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.pid, self._line = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), dict(environment))  # noqa: S606 - the program that is measured
        fcntl.ioctl(self._line, termios.TIOCSWINSZ, struct.pack("HHHH", _LINES, _COLUMNS, 0, 0))
        self.written = 0
        """How many bytes the program has written."""
        self.seen = b""
        """The last of them."""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        deadline = time.monotonic() + 5
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            self.take(0.1)
            if time.monotonic() > deadline:
                os.kill(self.pid, signal.SIGKILL)
        os.close(self._line)

    def press(self, key: bytes) -> None:
        """Press a key."""
        os.write(self._line, key)

    def take(self, seconds: float) -> int:
        """Take what comes first within some seconds; gives how many bytes it was."""
        if not select.select([self._line], [], [], seconds)[0]:
            return 0
        try:
            taken = os.read(self._line, 65_536)
        except OSError:
            return 0
        self.seen = self.seen[-_KEPT:] + taken
        self.written += len(taken)
        return len(taken)

    def take_until(self, text: bytes, seconds: float) -> None:
        """Take everything until a text has come, or anything at all."""
        end = time.monotonic() + seconds
        while not (self.seen and text in self.seen) and time.monotonic() < end:
            self.take(0.1)

    def take_all(self, seconds: float = _REST) -> int:
        """Take everything until nothing has come for some seconds."""
        before = self.written
        while self.take(seconds):
            pass
        return self.written - before

    def take_for(self, seconds: float) -> int:
        """Take everything that comes within some seconds."""
        before, end = self.written, time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.take(left)
        return self.written - before

    @property
    def cpu(self) -> float:
        """The processor seconds that the program has used so far."""
        facts = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, facts[11:15])) / _TICKS


def measured(program: Program, environment: Mapping[str, str], keys: int) -> Measured:
    """Start a program, go to its list, press keys, and let it rest."""
    began = time.monotonic()
    with Terminal(program.command, environment) as terminal:
        terminal.take_until(program.ready, _START)
        terminal.take_all(2.0)
        start = time.monotonic() - began - 2.0
        for key in program.there:
            terminal.press(key)
            terminal.take_all(1.0)
        sizes, seconds, cpu = [], [], terminal.cpu
        for _ in range(keys):
            pressed = time.monotonic()
            terminal.press(program.down)
            first = terminal.take(2.0)
            seconds.append(time.monotonic() - pressed)
            sizes.append(first + terminal.take_all())
        cpu = terminal.cpu - cpu
        idle = terminal.take_for(_IDLE)
        return Measured(
            start=start,
            key_bytes=statistics.median(sizes),
            key_seconds=statistics.median(seconds),
            key_cpu=cpu / keys,
            idle_bytes=idle,
            tick_bytes=_reading(terminal, program.read) if program.read else None,
        )


def _reading(terminal: Terminal, key: bytes) -> float:
    """The bytes of a second of reading: what changes from tick to tick, not the first screen of it."""
    terminal.press(key)
    terminal.take_for(0.5)
    return terminal.take_for(_READING - 1) / (_READING - 1)


def programs(folder: Path) -> tuple[Program, ...]:
    """The programs, each with something to show."""
    log = folder / "marktui.log"
    log.write_text("".join(f"2026-11-28 07:{n // 60:02d}:{n % 60:02d} line {n}\n" for n in range(2_000)))
    table = folder / "pupils.csv"
    table.write_text("name,year,class\n" + "".join(f"Pupil {n},{n % 6},{n % 6}A\n" for n in range(2_000)))
    page = folder / "pupils.md"
    page.write_text("# Pupils\n\n" + "".join(f"Pupil {n} is in class {n % 6}A.\n\n" for n in range(300)))
    return (
        Program(
            name="marktui",
            kind="Textual",
            command=(sys.executable, "-m", "marktui", "demo"),
            ready=b"Proceed",
            there=(b"P",),
            read=b"Sp",
        ),
        Program(name="toolong", kind="Textual", command=("tl", str(log)), there=(b"\x1b[H",)),
        Program(name="frogmouth", kind="Textual", command=("frogmouth", str(page))),
        Program(name="visidata", kind="curses", command=("vd", str(table))),
    )


@click.command()
@click.option("--keys", default=40, show_default=True, help="How often the key is pressed.")
def main(keys: int) -> None:
    """Measure one program after the other, and print a table."""
    titles = ("program", "start", "a key", "to its first byte", "its CPU", "idle 5 s", "reading, a second")
    click.echo(("{:18}" + "{:>18}" * 6).format(*titles))
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TERM": "xterm-256color", "HOME": folder, "XDG_CONFIG_HOME": folder}
        for program in programs(Path(folder)):
            name = f"{program.name} ({program.kind})"
            if shutil.which(program.command[0]) is None:
                click.echo(f"{name:18} is not installed")
                continue
            found = measured(program, environment, keys)
            cells = (
                f"{found.start:.1f} s",
                f"{found.key_bytes:,.0f} B",
                f"{found.key_seconds * 1000:.1f} ms",
                f"{found.key_cpu * 1000:.1f} ms",
                f"{found.idle_bytes:,} B",
                "" if found.tick_bytes is None else f"{found.tick_bytes:,.0f} B",
            )
            click.echo((f"{name:18}" + "{:>18}" * 6).format(*cells))


if __name__ == "__main__":
    main()
