"""The stand-in MIS: one is served for many tests, and each finds it as it was at its start."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

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
