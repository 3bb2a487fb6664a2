"""Blocking work in a worker thread, and work that a cancellation does not stop."""

import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do blocking work in a worker thread while the event loop goes on; directly if no loop runs.

    A short verb such as `marktui status` then needs no loop, whose import takes as long as all its work.
    """
    asyncio = sys.modules.get("asyncio")
    if asyncio is None or asyncio._get_running_loop() is None:
        return work(*args, **kwargs)
    result: T = await asyncio.to_thread(work, *args, **kwargs)
    return result


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Finish work even if it is cancelled meanwhile, since what was written cannot be cancelled.

    The caller then reports what was really done.
    """
    import asyncio  # imported here because reading needs no loop

    task = asyncio.ensure_future(work)
    while not task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.shield(task)
    return task.result()
