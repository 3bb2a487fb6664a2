"""What a sync offers for review, and what came of saving it."""

from msgspec import Struct

from marktui.hub.model.kind import Kind
from marktui.sync.model.plan import Plan
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import Scope


class RecentLoss(Struct, frozen=True):
    """What unattended runs have de-synced of one kind lately."""

    lost: frozenset[str]
    """The records they de-synced that are still de-synced and not decided about."""
    synced: frozenset[str]
    """The records that were Synced before the first of those runs."""

    def __repr__(self) -> str:
        """In short, as of a hub."""
        return f"RecentLoss(lost={len(self.lost)}, synced={len(self.synced)})"


class Proposal(Struct, frozen=True, kw_only=True):
    """A reading and the plan for it, before anything is done."""

    scope: Scope
    reading: Reading
    decisions: Decisions
    plan: Plan
    recent: dict[Kind, RecentLoss] = {}
    """What unattended runs have de-synced lately, which counts along with this plan."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of a save."""

    plan: Plan
    requests: int
    seconds: float
    """From the first request to the end of the commit."""
    attended: bool = False
    """Whether a person has looked at the plan: approved it, confirmed it, or saved it in the interface."""
    applied: bool = False
    run: int | None = None
    """The number of the run; None where nothing changed or nothing was applied."""
    held: tuple[str, ...] = ()
    """Why nothing was applied; empty where the plan was."""
    resync_pupils: bool = False
    """Whether pupils should be synced next."""
