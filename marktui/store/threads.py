"""Blocking work in a worker thread, and work that a cancellation does not stop."""

import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do blocking work in a worker thread, so that an event loop goes on meanwhile; at once where none runs.

    A short verb such as `marktui status` then needs no loop, whose import takes as long as all its work.
    """
    asyncio = sys.modules.get("asyncio")
    if asyncio is None or asyncio._get_running_loop() is None:
        return work(*args, **kwargs)
    result: T = await asyncio.to_thread(work, *args, **kwargs)
    return result


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
