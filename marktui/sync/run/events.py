"""The one stream of progress that the terminal interface and the command line both show."""

from collections.abc import Callable

from msgspec import Struct

from marktui.hub.model.kind import Kind
from marktui.sync.model.proposal import Outcome, Proposal


class Event(Struct, frozen=True):
    """Something that a sync does right now."""


OnEvent = Callable[[Event], None]
"""Takes in what a sync does."""


class ListProgress(Event, frozen=True):
    """Rows of a list have arrived: `done` of `total`."""

    kind: Kind
    done: int
    total: int | None
    """None where neither the service nor an earlier read says."""
    about: bool = False
    """Whether `total` is the count of the last read and not from the service."""

    @property
    def count(self) -> str:
        """How far the list is read, in words: `300 of about 1,210`."""
        if self.total is None:
            return f"{self.done:,}"
        return f"{self.done:,} of {'about ' if self.about else ''}{self.total:,}"


class ReadingLeavers(Event, frozen=True):
    """The list of those who have left is being read."""

    kind: Kind


class Asking(Event, frozen=True):
    """People in no list are being asked for by id."""

    kind: Kind
    number: int

    @property
    def words(self) -> str:
        """What is done, in words: `Asking for 3 pupils by id`."""
        return f"Asking for {self.kind.counted(self.number)} by id"


class ReadingAgain(Event, frozen=True):
    """The lists moved while they were read, so they are read once more."""


class Paused(Event, frozen=True):
    """Nothing is sent for some seconds, and why."""

    seconds: float
    why: str


class Planning(Event, frozen=True):
    """Everything has been read; what would change is being worked out."""


class Saving(Event, frozen=True):
    """The one commit is being written."""

    changes: int


class Proposed(Event, frozen=True):
    """The last event of a proposal: what was read, and the plan for it."""

    proposal: Proposal


class Saved(Event, frozen=True):
    """The last event of a save: what came of it."""

    outcome: Outcome
