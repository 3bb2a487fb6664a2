"""What a check of a hub folder found."""

from collections.abc import Callable

from msgspec import Struct


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is not as it should be, or that a crash left."""

    sentence: str
    """What it is, and where. Never holds anybody's name, UPN or email."""
    grave: bool = True
    """Whether the hub is not sound because of it."""
    advice: str = ""
    """What to do about it, where `--repair` does nothing."""
    repair: Callable[[], None] | None = None
    """Puts it right; the caller holds the lock. None where only a person can."""
