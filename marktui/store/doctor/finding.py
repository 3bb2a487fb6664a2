"""What a check of a hub folder found."""

from collections.abc import Callable
from typing import Self

from msgspec import Struct

from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.next_step import NextStep


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is not as it should be, or that a crash left."""

    sentence: str
    """What it is, and where. Never holds anybody's name, UPN or email."""
    grave: bool = True
    """Whether the hub is not sound because of it."""
    advice: str = ""
    """What to do about it, where a repair does nothing."""
    next: tuple[NextStep, ...] = ()
    """The same as steps."""
    repair: Callable[[], None] | None = None
    """Puts it right; the caller holds the lock. None where only a person can."""

    @classmethod
    def of_error(cls, error: MarktuiError, *, grave: bool = True) -> Self:
        """A failure to read something as a finding."""
        return cls(sentence=error.message, grave=grave, advice=error.hint, next=error.next)
