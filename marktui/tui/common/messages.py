"""Messages between the pieces of the interface: what has happened."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, dataclass_transform

from textual.message import Message

from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.kind import Kind

if TYPE_CHECKING:
    from marktui.sync.model.proposal import Outcome
    from marktui.sync.model.review_decisions import Decisions
    from marktui.sync.run.events import Event

TIME_TO_ACT = 12
"""Seconds for which a message is shown that a person may want to act on."""
M = TypeVar("M", bound=Message)


@dataclass_transform(eq_default=False)
def with_fields(kind: type[M]) -> type[M]:
    """A message that has fields. Nobody compares messages, or writes out what they hold: it may be a school.

    Python compiles each method of a dataclass when it is imported, so that the start waits for all of them.
    """
    return dataclass(repr=False, eq=False, match_args=False)(kind)


@with_fields
class HubChanged(Message):
    """The hub or its history has changed."""

    is_known: bool = True
    """Whether the person at the keyboard knows: it was changed from here, or a save has failed over it."""


class HubCreated(Message):
    """There is a hub now, where there was none."""


@with_fields
class HubUnreadable(Message):
    """The hub could not be loaded."""

    error: MarktuiError


class CommandsChanged(Message):
    """Other commands may be possible now."""


@with_fields
class DetailsToggled(Message):
    """Somebody opened or closed the details of a list."""

    is_open: bool


@with_fields
class ThemeChosen(Message):
    """Somebody chose a theme."""

    name: str


@with_fields
class Progressed(Message):
    """A reading or a save came a step further."""

    kinds: tuple[Kind, ...]
    """What is read or saved: the kinds of its panels."""
    event: "Event"

    def can_replace(self, message: Message) -> bool:
        """Counts that were overtaken before they were drawn need not be drawn."""
        from marktui.sync.run.events import ListProgress

        return (
            isinstance(message, Progressed)
            and isinstance(self.event, ListProgress)
            and isinstance(message.event, ListProgress)
            and self.event.kind is message.event.kind
        )


@with_fields
class RunSaved(Message):
    """A save has ended, with something done or with nothing to do."""

    outcome: "Outcome"


@with_fields
class ReviewDecided(Message):
    """The reviewer decided something; the plan is to be made again."""

    kind: Kind
    decisions: "Decisions"
    said: str = ""
    """The message to show once it is done."""


@with_fields
class PairChosen(Message):
    """A row and a record were chosen, outside a review that is open, to be matched in it."""

    kind: Kind
    mis_id: str
    record_id: str


@with_fields
class RunHeld(Message):
    """A plan was not applied: it needs the approval of the Access Coordinator."""

    outcome: "Outcome"


class HubShown(Message):
    """The hub is on the screen for the first time since the start."""


@with_fields
class FailureShown(Message):
    """Something failed, and the panel concerned has said so; the log is to keep it."""

    error: BaseException
