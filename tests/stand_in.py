"""The stand-in MIS: one is served for many tests, and each finds it as it was at its start."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from marktui.sandbox import breakdown
from marktui.sandbox.application import Application
from marktui.sandbox.assembly import grant
from marktui.sandbox.breakdown import Incident
from marktui.sandbox.server import Sandbox


@contextmanager
def served_sandbox(pupils: int, **more: Any) -> Iterator[Sandbox]:
    """A stand-in that is served while the block runs."""
    sandbox = Sandbox(pupils, **more)
    with sandbox.serve():
        yield sandbox


def at_its_start(sandbox: Sandbox) -> Sandbox:
    """The stand-in at step 0, without faults or a past, and as quick as it can be."""
    sandbox.move(0, [])
    sandbox.slow_down(None)
    sandbox.stage.application = Application()
    sandbox.reset()
    return sandbox


@contextmanager
def held_pages(at_once: int = 0) -> Iterator[Callable[[], None]]:
    """Have pages of the fault `slow-page` wait until the function is called that this gives.

    Args:
        at_once: How many come at once before them.
    """
    over, asked = threading.Event(), [0]

    async def hold(_: Incident) -> None:
        asked[0] += 1
        while asked[0] > at_once and not over.is_set():  # noqa: ASYNC110 - it is set by another thread
            await asyncio.sleep(0.005)

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(breakdown.PASSING, "slow-page", hold)
        try:
            yield over.set
        finally:
            over.set()


@contextmanager
def stopped_clock(module: ModuleType) -> Iterator[None]:
    """Let no time pass for a part of the stand-in, such as one that counts requests in a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "time", SimpleNamespace(monotonic=lambda: 0.0))
        yield


def short_tokens(patch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Have tokens of the fault `short-tokens` last until the function is called that this gives.

    Those that are issued after that last as well, however long the machine takes for a sync.
    """
    ahead = [0.0]
    lifetime = 3_600
    patch.setattr(grant, "SHORT_LIFETIME", lifetime)
    patch.setattr(grant, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + ahead[0]))

    def end_them() -> None:
        ahead[0] += lifetime

    return end_them
