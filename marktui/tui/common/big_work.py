"""Work whose length depends on the size of the school, done so that keys and drawing go on meanwhile."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from marktui.store.garbage_collector import MANY_RECORDS, collect_garbage, gc_paused

P = ParamSpec("P")
T = TypeVar("T")


async def work_out(number: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What comes of some work on a number of records, to be kept; in a thread where they are many.

    A few are done before a thread has begun.
    """
    if number <= MANY_RECORDS:
        return work(*args, **kwargs)
    return await asyncio.to_thread(_kept, number, partial(work, *args, **kwargs))


def _kept(number: int, work: Callable[[], T]) -> T:
    collect_garbage(number)
    with gc_paused():
        return work()
