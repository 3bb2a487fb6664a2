"""Work that is not left half done, however often somebody asks it to stop."""

from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Carry work through to its end; a cancellation that comes meanwhile is too late.

    Whoever waits then tells the truth: what was done has been done.
    """
    import asyncio  # here, because whoever only reads needs no loop

    task = asyncio.ensure_future(work)
    while not task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.shield(task)
    return task.result()
