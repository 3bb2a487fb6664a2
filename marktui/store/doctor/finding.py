"""What a check of a hub folder finds."""

from collections.abc import Callable
from typing import Self

from msgspec import Struct

from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.next_step import NextStep


class Finding(Struct, frozen=True, kw_only=True):
    """One problem, or one thing that a crash left."""

    sentence: str
    """What it is, and where. It never holds a person's name, UPN or email."""
    grave: bool = True
    """Whether it makes the hub unsound."""
    advice: str = ""
    """What to do about it, if a repair does nothing."""
    next: tuple[NextStep, ...] = ()
    """The same as steps."""
    repair: Callable[[], None] | None = None
    """Repairs it; the caller holds the lock. None if only a person can."""

    @classmethod
    def of_error(cls, error: MarktuiError, *, grave: bool = True) -> Self:
        """A failure to read something as a finding."""
        return cls(sentence=error.message, grave=grave, advice=error.hint, next=error.next)
