"""The interface with its event loop watched: `python -m benchmarks.loop_watch HUB FILE`, told in FILE."""

import asyncio.events
import mmap
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path

from textual.message_pump import MessagePump

from marktui.cli.shared.session import system_login
from marktui.sync.session import Session
from marktui.tui.terminal.driver import TerminalDriver
from marktui.tui.terminal.key_queue import KeyQueue

_NUMBERS = struct.Struct("5d")


class LoopTimes:
    """What the callbacks of a loop have taken, in memory that two processes share.

    One writes, the other one only begins anew between two keys.

    Args:
        path: A file of its own.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(_NUMBERS.size))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _NUMBERS.size)

    @property
    def used(self) -> float:
        """Processor seconds of all callbacks."""
        return self._all[0]

    @property
    def longest(self) -> float:
        """Those of the longest one."""
        return self._all[1]

    @property
    def longest_clock(self) -> float:
        """The longest one by the clock."""
        return self._all[2]

    @property
    def drawn(self) -> float:
        """Processor seconds until the last frame was handed to the terminal."""
        return self._all[3]

    @property
    def keys(self) -> int:
        """The keys that have been handled, with all that they began but for work in threads."""
        return int(self._all[4])

    @property
    def _all(self) -> tuple[float, ...]:
        return _NUMBERS.unpack(self._shared[:])

    def add(self, used: float, clock: float) -> None:
        """Count a callback."""
        before, longest, longest_clock, drawn, keys = self._all
        self._keep(before + used, max(longest, used), max(longest_clock, clock), drawn, keys)

    def draw(self, used: float) -> None:
        """Count a frame, before whose end the present callback has used so much."""
        before, longest, clock, _, keys = self._all
        self._keep(before, longest, clock, before + used, keys)

    def handle_key(self) -> None:
        """Count a key."""
        *others, keys = self._all
        self._keep(*others, keys + 1)

    def begin(self) -> None:
        """Forget what was counted so far."""
        self._keep(0, 0, 0, 0, 0)

    def _keep(self, *numbers: float) -> None:
        self._shared[:] = _NUMBERS.pack(*numbers)


def watch(times: LoopTimes) -> None:
    """Count every callback of the event loop from now on, the frames and the keys."""
    handle = asyncio.events.Handle
    run: Callable[[asyncio.Handle], None] = handle._run
    write, rest = TerminalDriver.write, KeyQueue._rest
    began = 0.0

    def timed(callback: asyncio.Handle) -> None:
        nonlocal began
        began, clock = time.thread_time(), time.perf_counter()
        run(callback)
        times.add(time.thread_time() - began, time.perf_counter() - clock)

    def written(driver: TerminalDriver, data: str) -> None:
        write(driver, data)
        times.draw(time.thread_time() - began)

    async def rested(queue: KeyQueue, before: list[MessagePump]) -> None:
        await rest(queue, before)
        times.handle_key()

    # Neither asyncio nor Textual has a door for this.
    for owner, name, counted in (
        (handle, "_run", timed),
        (TerminalDriver, "write", written),
        (KeyQueue, "_rest", rested),
    ):
        setattr(owner, name, counted)


def main() -> None:
    """Run the interface on a hub."""
    from marktui.tui.run import run_interface

    hub, told = map(Path, sys.argv[1:])
    watch(LoopTimes(told))
    run_interface(lambda: Session(hub, system_login(), environment={}))


if __name__ == "__main__":
    main()
