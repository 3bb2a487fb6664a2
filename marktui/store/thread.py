"""Blocking work behind an async door."""

import sys
from collections.abc import Callable
from typing import TypeVar

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
