"""Several pieces of work at once, with one end for all of them."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

Found = TypeVar("Found")


async def side_by_side(works: Iterable[Coroutine[Any, Any, Found]]) -> list[Found]:
    """Do several pieces of work at once; gives what each found, in their order.

    Of several failures, the one that is first in their order is raised, as if the works were done one by one:
    which of them fails sooner is chance. When it is over, or cancelled, nothing goes on.
    """
    tasks = [asyncio.create_task(work) for work in works]
    try:
        return [await task for task in tasks]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
