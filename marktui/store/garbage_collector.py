"""Keeps Python's garbage collector, and freeing, from holding everything else up."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

_MANY = 20_000
"""So many objects that a search through them would hold up a key."""
_AT_ONCE = 200
"""So many are freed in less than the time after which a thread gives way."""
MANY_RECORDS = 1_000
"""So many records are that many objects, or more."""


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause the collector while half a million objects of a large hub are made, and leave many out for good.

    They are freed as before when nothing refers to them. A search through them all takes a tenth of a second.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _MANY:
            gc.freeze()
        if was_enabled:
            gc.enable()


def collect_garbage(records: int) -> None:
    """Collect garbage before many objects are made and left out: garbage would be left out as well.

    Not while somebody else makes many, as these are gone through then.

    Args:
        records: How many will be gone through. For a few nothing is left out.
    """
    if records > MANY_RECORDS and gc.isenabled():
        gc.collect()


def free_in_pieces(lists: Iterable[list[Any]]) -> None:
    """Free what some lists alone hold, a few at a time; in a thread.

    At once, the 50,000 lines of a plan and what they hold keep the interpreter for a tenth of a second.
    """
    for one in lists:
        while one:
            del one[-_AT_ONCE:]
