"""Work that is carried through though nobody waits for it any more, because it would be lost otherwise."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

GRACE = 3.0
"""Seconds that such work still has once whoever asked for it has been cancelled."""
_UNFINISHED: set["asyncio.Task[Any]"] = set()


async def finished(work: Coroutine[Any, Any, T]) -> T:
    """Carry work through, also where whoever waits is cancelled meanwhile; for some seconds.

    Args:
        work: What would be lost if it stopped half-way.
    """
    task = asyncio.ensure_future(work)
    _UNFINISHED.add(task)
    task.add_done_callback(_UNFINISHED.discard)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task], timeout=GRACE)
        if not task.cancel() and not task.cancelled():
            task.exception()  # taken note of: who cancelled asks for nothing more
        raise


async def all_finished() -> None:
    """Wait for all such work of the running loop before the loop ends: what still runs then is cancelled."""
    if _UNFINISHED:
        await asyncio.wait(_UNFINISHED, timeout=GRACE)
