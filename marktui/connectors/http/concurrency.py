"""Blocking work that is left alone once it is no longer wanted.

What asks the system for an address, opens a keyring or reads a strange disk may hang for ever. A thread of
asyncio's own would then keep the process from ending, however often somebody presses Ctrl+C.
"""

import asyncio
import contextvars
import socket
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")


async def in_side_thread(work: Callable[..., T], *arguments: Any) -> T:
    """Do blocking work in a thread of its own; cancelled, it is left to itself.

    Only for work that changes nothing: what it does after that is lost.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()
    call = partial(contextvars.copy_context().run, work, *arguments)

    def run() -> None:
        try:
            settle = partial(_settle, done, result=call())
        except BaseException as error:  # noqa: BLE001 - it is raised again where somebody waits
            settle = partial(_settle, done, error=error)
        # Once the loop is closed, no one waits for the result.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle)

    threading.Thread(target=run, daemon=True).start()
    return await done


def resolve_aside() -> None:
    """Have the running loop ask for addresses of hosts in side threads."""
    loop = asyncio.get_running_loop()

    async def getaddrinfo(host: Any, port: Any, **more: int) -> Any:
        return await in_side_thread(partial(socket.getaddrinfo, host, port, **more))

    # A loop has no setting for it, and every library that connects asks the loop.
    loop.getaddrinfo = getaddrinfo  # type: ignore[method-assign]


def _settle(done: "asyncio.Future[Any]", result: Any = None, error: BaseException | None = None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(result)
    else:
        done.set_exception(error)


GRACE = 3.0
"""Seconds that such work still has once its caller was cancelled."""
_UNFINISHED: set["asyncio.Task[Any]"] = set()


async def finished(work: Coroutine[Any, Any, T]) -> T:
    """Run work to its end, also where the caller is cancelled meanwhile; for some seconds."""
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
