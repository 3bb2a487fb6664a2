"""The interface with its event loop watched: `python -m benchmarks.loop_watch HUB FILE`, told in FILE."""

import asyncio.events
import mmap
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path

from marktui.cli.shared.session import system_login
from marktui.sync.session import Session

_NUMBERS = struct.Struct("3d")


class LoopTimes:
    """What the callbacks of a loop have taken, in memory that two processes share.

    Args:
        path: A file of its own.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(_NUMBERS.size))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _NUMBERS.size)

    @property
    def all(self) -> tuple[float, float, float]:
        """Processor seconds of all callbacks, of the longest one, and the longest one by the clock."""
        used, longest, clock = _NUMBERS.unpack(self._shared[:])
        return used, longest, clock

    def add(self, used: float, clock: float) -> None:
        """Count a callback."""
        before, longest, longest_clock = self.all
        self._shared[:] = _NUMBERS.pack(before + used, max(longest, used), max(longest_clock, clock))

    def begin(self) -> None:
        """Forget what was counted so far."""
        self._shared[:] = bytes(_NUMBERS.size)


def watch(times: LoopTimes) -> None:
    """Count every callback of the event loop from now on."""
    handle = asyncio.events.Handle
    run: Callable[[asyncio.Handle], None] = handle._run

    def timed(callback: asyncio.Handle) -> None:
        used, clock = time.thread_time(), time.perf_counter()
        run(callback)
        times.add(time.thread_time() - used, time.perf_counter() - clock)

    setattr(handle, "_run", timed)  # noqa: B010 - asyncio has no door for this


def main() -> None:
    """Run the interface on a hub."""
    from marktui.tui.run import run_interface

    hub, told = map(Path, sys.argv[1:])
    watch(LoopTimes(told))
    run_interface(lambda: Session(hub, system_login(), environment={}))


if __name__ == "__main__":
    main()
