"""The base of every failure that marktui explains to its user."""

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    # Most calls fail at nothing, so that none of all the steps is needed.
    from marktui.hub.model.next_step import Steps


class Exit(IntEnum):
    """The exit codes that scripts rely on."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    HELD = 3
    NOT_ALLOWED = 4
    MIS = 5
    STORE = 6
    CANCELLED = 130


class MarktuiError(Exception):
    """A failure that a user can understand: one sentence, and what to do next.

    Args:
        message: One sentence: what was wrong and where. Never holds a secret or a pupil's data.
        hint: Advice in sentences, if there is any. It names no command and no key.
        next: What the reader can do next, which each face renders in its own way.
    """

    exit: ClassVar[Exit] = Exit.UNEXPECTED
    kind: ClassVar[str] = "unexpected"

    def __init__(self, message: str, hint: str = "", next: "Steps" = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.next = next if isinstance(next, tuple) else () if next is None else (next,)


class UsageError(MarktuiError):
    """The call makes no sense, or is not possible in the hub's present state."""

    exit = Exit.USAGE
    kind = "usage"


class FieldError(UsageError):
    """A field of a record or of a connection cannot hold what was entered.

    Args:
        field: The field, by its name in `marktui list --json` or in the settings of the connection.
    """

    def __init__(self, field: str, message: str, hint: str = "", next: "Steps" = None) -> None:
        super().__init__(message, hint, next)
        self.field = field


class NotConnectedError(UsageError):
    """The hub has no connection to an MIS."""

    kind = "not_connected"


class StepNotReachedError(UsageError):
    """The set-up has not reached this panel yet."""

    kind = "step_not_reached"


class UnknownIdError(UsageError):
    """The hub has no record with this id."""

    kind = "unknown_id"


class NotAllowedError(MarktuiError):
    """This account may not do this."""

    exit = Exit.NOT_ALLOWED
    kind = "not_allowed"


class LockedFieldError(NotAllowedError):
    """Nobody can edit this field by hand."""

    kind = "locked_field"
