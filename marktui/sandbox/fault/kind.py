"""What a fault is."""

from dataclasses import dataclass

ASSEMBLY, ARBOR = "assembly", "arbor"
DIALECTS = ASSEMBLY, ARBOR
FILES = "files"
"""Not a service: the school as files."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to go wrong."""

    name: str
    does: str
    """One sentence, in the present tense."""
    exit: int
    """How `marktui sync pupils` should end: the hub was synced cleanly before, at the same step."""
    dialects: tuple[str, ...]
    """Which services can go wrong in this way."""
