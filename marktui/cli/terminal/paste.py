"""Reading what a person pastes into a terminal while other things go on. It is never shown."""

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
    """Call something with each line that is typed or pasted meanwhile.

    Args:
        take: Takes a line, without its end.
    """
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
    """Let a terminal not show what is typed; what is left of it afterwards goes to nobody."""
    before = termios.tcgetattr(handle)
    quiet = [*before]
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(handle, termios.TCSAFLUSH, quiet)
    try:
        yield
    finally:
        # Flushed: the shell would run as a command what was pasted too late.
        termios.tcsetattr(handle, termios.TCSAFLUSH, before)
