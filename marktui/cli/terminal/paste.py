"""Reading what a person pastes into a terminal while other work goes on. It is never shown."""

import asyncio
import os
import sys
import termios
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

_MOST = 16 * 1024
"""The bytes of one line; a terminal itself takes 4,095."""


@asynccontextmanager
async def pasted_lines(take: Callable[[str], None]) -> AsyncIterator[None]:
    """Call `take` with each line that is typed or pasted meanwhile."""
    handle = sys.stdin.fileno()
    loop, line = asyncio.get_running_loop(), bytearray()

    def read() -> None:
        new = os.read(handle, _MOST)
        if not new:
            loop.remove_reader(handle)
        line.extend(new)
        while b"\n" in line:
            whole, _, rest = bytes(line).partition(b"\n")
            line[:] = rest
            take(whole.decode("utf-8", "replace"))
        del line[:-_MOST]

    with _unseen(handle):
        loop.add_reader(handle, read)
        try:
            yield
        finally:
            loop.remove_reader(handle)


@contextmanager
def _unseen(handle: int) -> Iterator[None]:
    """Keep a terminal from showing what is typed; drop what is left unread afterwards."""
    before = termios.tcgetattr(handle)
    quiet = [*before]
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(handle, termios.TCSAFLUSH, quiet)
    try:
        yield
    finally:
        # Flushed: the shell would run what was pasted too late as a command.
        termios.tcsetattr(handle, termios.TCSAFLUSH, before)
