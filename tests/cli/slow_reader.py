"""A reader of what the program says who is not reading just now."""

import os
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from patience import PATIENCE

from .process import PROGRAM, clean_environment
from .result import Said
from .school import School


class SlowReader:
    """A call of the program one of whose streams is a pipe that is full.

    Args:
        process: The program.
        stalled: Which stream: `stdout` or `stderr`.
        pipe: Where it is read.
        filled: How many bytes stand before what the program says.
    """

    def __init__(self, process: subprocess.Popen[str], stalled: str, pipe: int, filled: int) -> None:
        self.process = process
        self._stalled = stalled
        self._pipe = pipe
        self._filled = filled

    def read_all(self) -> Said:
        """Read on, to the end of the program."""
        late: list[bytes] = []
        reader = threading.Thread(target=lambda: late.extend(iter(lambda: os.read(self._pipe, 65536), b"")))
        reader.start()
        out, err = self.process.communicate(timeout=PATIENCE)
        reader.join(PATIENCE)
        said = b"".join(late)[self._filled :].decode()
        return Said(self.process.returncode, *((said, err) if self._stalled == "stdout" else (out, said)))


@contextmanager
def slow_reader(
    school: School, words: Sequence[str], stalled: str = "stdout", **environment: str
) -> Iterator[SlowReader]:
    """Start the program with nobody reading what it says on one of its streams."""
    pipe, end = os.pipe()
    filled = _fill(end)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {stalled: end}
    process = subprocess.Popen(
        [*PROGRAM, "--hub", str(school.folder), *words],
        stdin=subprocess.DEVNULL,
        stdout=streams["stdout"],
        stderr=streams["stderr"],
        text=True,
        env=clean_environment(school.folder.parent, **environment),
    )
    os.close(end)
    try:
        yield SlowReader(process, stalled, pipe, filled)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
        os.close(pipe)


def _fill(end: int) -> int:
    """Fill a pipe; gives how many bytes it takes."""
    filled = 0
    os.set_blocking(end, False)
    with suppress(BlockingIOError):
        while True:
            filled += os.write(end, b" " * 4096)
    os.set_blocking(end, True)
    return filled
