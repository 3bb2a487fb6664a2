"""The one stream of progress that the terminal interface and the command line both show."""

from collections.abc import Callable

from msgspec import Struct

from marktui.connectors.base import Awaiting, Pause
from marktui.hub.model.kind import Kind
from marktui.sync.model.proposal import Outcome, Proposal


class ListProgress(Struct, frozen=True):
    """Rows of a list have arrived: `done` of `total`. Lists that are read side by side take turns."""

    kind: Kind
    done: int
    total: int | None
    """None where neither the service nor an earlier read says."""
    about: bool = False
    """Whether `total` is the count of the last read and not from the service."""
    whole: bool = False
    """Whether the list has been read to its end."""

    @property
    def count(self) -> str:
        """How far the list is read, in words: `300 of about 1,210`."""
        if self.total is None:
            return f"{self.done:,}"
        return f"{self.done:,} of {'about ' if self.about else ''}{self.total:,}"


class ReadingLeavers(Struct, frozen=True):
    """The list of those who have left is being read."""

    kind: Kind


class Asking(Struct, frozen=True):
    """People in no list are being asked for by id."""

    kind: Kind
    number: int


class ReadingAgain(Struct, frozen=True):
    """The lists moved while they were read, so they are read once more."""


class Planning(Struct, frozen=True):
    """Everything has been read; what would change is being worked out."""


class Saving(Struct, frozen=True):
    """The one commit is being written."""

    changes: int


class Proposed(Struct, frozen=True):
    """The last event of a proposal: what was read, and the plan for it."""

    proposal: Proposal


class Saved(Struct, frozen=True):
    """The last event of a save: what came of it."""

    outcome: Outcome


Event = (
    ListProgress
    | ReadingLeavers
    | Asking
    | ReadingAgain
    | Pause
    | Awaiting
    | Planning
    | Proposed
    | Saving
    | Saved
)
"""Something that a sync does right now, or that its connection to the service does."""

OnEvent = Callable[[Event], None]
"""Takes in what a sync does."""
