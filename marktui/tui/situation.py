"""Where the person at the keyboard stands: what commands look at to say whether they are possible."""

from enum import Enum, auto

from msgspec import Struct

from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.store.entry import Entry
from marktui.sync.pair import Pair
from marktui.tui.panel import Panel
from marktui.tui.place import Place


class Stage(Enum):
    """How far the work of one panel has come."""

    INTRODUCTION = auto()
    READING = auto()
    STOPPING = auto()
    REVIEW = auto()
    SAVING = auto()


class Situation(Struct, frozen=True, kw_only=True):
    """What is on the screen and what goes on behind it."""

    read_only: bool = False
    hub: Hub | None = None
    refusal: str | None = None
    """Why this account may not sync, as a sentence; None where it may."""
    undo_refusal: str | None = None
    """Why this account may not take anything back; None where it may."""
    place: Place = Place.SYNC
    panel: Panel = Panel.AUTHORISATION
    stage: Stage = Stage.INTRODUCTION
    """The stage of the open panel."""
    closed: str | None = None
    """Why the open panel is closed; None where it is open."""
    working: Kind | None = None
    """The kind that is being read or saved, in whatever panel."""
    saving: bool = False
    """Whether the work is a save."""
    pair: Pair | None = None
    """The line of the review under the cursor."""
    entry: Entry | None = None
    """The entry of the history under the cursor."""
    row_id: str | None = None
    """What is under the cursor of a list."""
    is_outdated: bool = False
    """Whether the hub has changed since the open panel's list was read."""

    @property
    def in_sync(self) -> bool:
        """Whether MIS user sync is on the screen."""
        return self.place is Place.SYNC

    @property
    def in_review(self) -> bool:
        """Whether a review is on the screen."""
        return self.in_sync and self.stage is Stage.REVIEW and self.panel.kind is not None
