"""The work behind the panels: it iterates the engine's events and tells them; it touches no widget."""

import asyncio
from collections.abc import Callable

from textual.message import Message

from marktui.hub.model.kind import Kind
from marktui.sync.history.status import Attempts
from marktui.sync.model.proposal import Proposal
from marktui.sync.model.scope import Decisions, Scope
from marktui.sync.run.engine import Sync
from marktui.sync.run.events import Proposed, Saved
from marktui.sync.session import Session
from marktui.tui.common.hub_view import HubView, refusals
from marktui.tui.common.messages import Progressed, RunHeld, RunSaved
from marktui.tui.review.carry_over import number_of, still_applying
from marktui.tui.review.lines import first_lines
from marktui.tui.review.messages import PlanProposed

Tell = Callable[[Message], object]
"""Where a message is posted."""


async def read(sync: Sync, scope: Scope, decided: Decisions, tell: Tell) -> None:
    """Read everything that a kind's panel needs, and tell of the plan.

    Args:
        sync: Whose reading.
        scope: What the panel syncs: one kind, and for pupils a filter.
        decided: What was decided when it was read before.
        tell: Where the plan and the progress are told.
    """
    (kind,) = scope.kinds
    async for event in sync.propose(scope, decided):
        match event:
            case Proposed(proposal=proposal):
                kept = still_applying(proposal, kind)
                if kept != decided:
                    proposal = await asyncio.to_thread(sync.revise, proposal, kept)
                lines = await asyncio.to_thread(first_lines, proposal, kind)
                tell(PlanProposed(kind, lines, lapsed=number_of(decided) - number_of(kept)))
            case _:
                tell(Progressed(kind, event))


async def save(sync: Sync, proposal: Proposal, kind: Kind, approve: str | None, tell: Tell) -> None:
    """Apply a proposal, and tell what came of it."""
    async for event in sync.save(proposal, approve, attended=True):
        match event:
            case Saved(outcome=outcome):
                tell(RunHeld(kind, outcome) if outcome.held else RunSaved(kind, outcome))
            case _:
                tell(Progressed(kind, event))


async def hub_view(session: Session, *, read_only: bool) -> HubView:
    """The hub as it is, and what its history tells.

    Args:
        session: The hub and who is at the keyboard.
        read_only: Whether nothing may be changed.

    Raises:
        MarktuiError: It cannot be read, or not by this account.
    """
    attempts = Attempts(with_runs=False)
    hub = await session.load()
    await session.store.history(attempts.take)
    actor = session.actor(hub)
    return HubView(
        hub=hub,
        actor=actor,
        attempts=attempts,
        refusals=refusals(hub, actor),
        read_only=read_only,
        now=session.now(),
        holds_until=await asyncio.to_thread(session.holds_until, hub, attempts),
    )
