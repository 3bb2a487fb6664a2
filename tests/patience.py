"""How long a test waits for what has to come: only what is stuck takes longer, on the busiest machine."""

import time
from collections.abc import Callable

PATIENCE = 120.0
"""Seconds."""


def wait_until(is_so: Callable[[], bool], otherwise: Callable[[], object] = lambda: "it never came") -> None:
    """Wait until something is so.

    Args:
        is_so: Whether it is.
        otherwise: What to say if it never is.
    """
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, otherwise()
        time.sleep(0.01)
