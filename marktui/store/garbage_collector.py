"""Keeps Python's garbage collector from going through many new objects again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause the collector: it would go through half a million new objects of a large hub again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def freeze_objects(*, anew: bool = False) -> None:
    """Leave all objects that there are now out of the search for garbage; they go once nobody needs them.

    A whole search through the records of a big school takes a tenth of a second, in the midst of a key.

    Args:
        anew: Whether to look for garbage once more among everything spared so far: where a pause is no harm.
    """
    if anew:
        gc.unfreeze()
        gc.collect()
    gc.freeze()
