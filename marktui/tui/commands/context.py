"""What is on the screen and what is running: commands look at it to say whether they are possible."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct

from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access
from marktui.tui.common.panel import Panel
from marktui.tui.common.tab import Tab

if TYPE_CHECKING:
    from marktui.hub.model.hub import Hub
    from marktui.store.file.entry import Entry
    from marktui.sync.model.pair import Pair


class Stage(Enum):
    """How far the work of one panel has come."""

    INTRODUCTION = auto()
    READING = auto()
    STOPPING = auto()
    REVIEW = auto()
    SAVING = auto()


class Context(Struct, frozen=True, kw_only=True):
    """What is on the screen, and what is running."""

    read_only: bool = False
    is_demo: bool = False
    """Whether the school is the demo's, which can be moved on."""
    hub: "Hub | None" = None
    refusals: Mapping[Permission, str] = {}
    """What this account may not do, each with the reason as a sentence."""
    tab: Tab = Tab.SYNC
    panel: Panel = Panel.AUTHORISATION
    stage: Stage = Stage.INTRODUCTION
    """The stage of the open panel."""
    closed: str | None = None
    """Why the open panel is closed; None where it is open."""
    working: tuple[Kind, ...] = ()
    """The kinds that are being read or saved, in any panel."""
    together: bool = False
    """Whether the open panel shows a part of a review of everything, or sums it up."""
    saving: bool = False
    """Whether the work is a save."""
    pair: "Pair | None" = None
    """The line of the review under the cursor."""
    entry: "Entry | None" = None
    """The entry of the history under the cursor."""
    row_id: str | None = None
    """What is under the cursor of a list."""
    marks: frozenset[str] = frozenset()
    """What is marked in a list, shown or not."""
    accesses: frozenset[Access] = frozenset()
    """The access of the people who are marked in a list, else of the one under its cursor."""
    is_outdated: bool = False
    """Whether the hub has changed since the open panel's list was read."""

    @property
    def reading(self) -> bool:
        """Whether a list is being read."""
        return bool(self.working) and not self.saving

    @property
    def refusal(self) -> str | None:
        """Why this account may not sync; None where it may."""
        return self.refusals.get(Permission.SYNC)

    @property
    def chosen_ids(self) -> frozenset[str]:
        """What a command on a list is about: what is marked, else what is under the cursor."""
        return self.marks or frozenset({self.row_id} if self.row_id else ())

    @property
    def in_sync(self) -> bool:
        """Whether MIS user sync is on the screen."""
        return self.tab is Tab.SYNC

    @property
    def in_summary(self) -> bool:
        """Whether what was read of all kinds is summed up on the screen."""
        return self.in_sync and self.stage is Stage.REVIEW and self.panel is Panel.EVERYTHING

    @property
    def in_review(self) -> bool:
        """Whether a review is on the screen."""
        return self.in_sync and self.stage is Stage.REVIEW and self.panel.kind is not None
