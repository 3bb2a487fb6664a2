"""Loaded by a child process at its start: what `BOOM` names fails there, with words that are private."""

import asyncio
import os
import threading
from importlib import import_module
from typing import Any

WORDS = os.environ.get("BOOM_WORDS", "")


def _fail(*_: object, **__: object) -> Any:
    secret = WORDS
    raise ValueError(f"it was about {secret}")


class _FailsAtItsEnd:
    def __del__(self) -> None:
        _fail()


def _beside(original: Any) -> Any:
    """Does what it did, and fails where nobody waits: in a task, a thread, at the end of an object."""

    async def surrounded(*words: Any, **more: Any) -> Any:
        asyncio.get_running_loop().call_soon(_fail)
        task = asyncio.create_task(asyncio.to_thread(_fail))
        await asyncio.wait([task])
        del task
        thread = threading.Thread(target=_fail)
        thread.start()
        thread.join()
        _FailsAtItsEnd()
        return await original(*words, **more)

    return surrounded


def _plant(place: str) -> None:
    module, _, path = place.removeprefix("beside ").partition(":")
    *owners, name = path.split(".")
    owner: Any = import_module(module)
    for one in owners:
        owner = getattr(owner, one)
    # It fails here if what should fail is somewhere else by now.
    original = getattr(owner, name)
    setattr(owner, name, _beside(original) if place.startswith("beside ") else _fail)


if os.environ.get("BOOM"):
    _plant(os.environ["BOOM"])
