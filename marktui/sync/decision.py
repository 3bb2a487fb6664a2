"""What came of a decision: an edit, a revoked access, a deletion."""

from msgspec import Struct


class Decided(Struct, frozen=True):
    """What came of a decision about some records."""

    entry: int | None
    """Its number in the history; None where nothing changed or nothing was meant to be."""
    changed: tuple[str, ...]
    """The ids of the records that it changes."""
    unchanged: tuple[str, ...]
    """The ids of those that were so already."""
