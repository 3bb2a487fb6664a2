"""Work whose length depends on the size of the school, done so that keys and drawing go on meanwhile."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from marktui.store.garbage_collector import collect_garbage, gc_paused

P = ParamSpec("P")
T = TypeVar("T")

MANY = 1_000
"""So many records are worked on beside the loop; fewer are done before a thread has begun."""


async def work_out(number: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What comes of some work on a number of records, to be kept; in a thread where they are many."""
    if number <= MANY:
        return work(*args, **kwargs)
    return await asyncio.to_thread(_kept, partial(work, *args, **kwargs))


def _kept(work: Callable[[], T]) -> T:
    collect_garbage()
    with gc_paused():
        return work()
