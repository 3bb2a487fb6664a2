"""Python's garbage collector, kept still where much is made and nothing is thrown away."""

import gc
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

T = TypeVar("T")


async def in_thread(work: Callable[..., T], *arguments: object) -> T:
    """Do blocking work in a worker thread, so that an event loop goes on meanwhile; at once where none runs.

    A short verb such as `marktui status` then needs no loop, whose import takes as long as all its work.

    Args:
        work: What blocks.
        arguments: What it is called with.
    """
    asyncio = sys.modules.get("asyncio")
    if asyncio is None or asyncio._get_running_loop() is None:
        return work(*arguments)
    result: T = await asyncio.to_thread(work, *arguments)
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


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector: it would go through half a million new objects of a large hub again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def spare_what_stays(*, anew: bool = False) -> None:
    """Leave all objects that there are now out of the search for garbage; they go once nobody needs them.

    A whole search through the records of a big school takes a tenth of a second, in the midst of a key.

    Args:
        anew: Whether to look for garbage once more among everything spared so far: where a pause is no harm.
    """
    if anew:
        gc.unfreeze()
        gc.collect()
    gc.freeze()
