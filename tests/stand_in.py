"""The stand-in MIS: one is served for many tests, and each finds it as it was at its start."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from marktui.sandbox.assembly import grant
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
    sandbox.reset()
    return sandbox


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
