"""The work of MIS user sync: what is being reviewed, and the one reading or save that may run."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from textual.widget import Widget
from textual.worker import Worker

from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.sync.engine import Sync
from marktui.sync.outcome import Proposal
from marktui.sync.scope import Decisions
from marktui.sync.session import Session
from marktui.tui import work
from marktui.tui.messages import PlanRevised


@dataclass
class Job:
    """The work that runs."""

    kind: Kind
    sync: Sync
    worker: Worker[None]
    saving: bool


@dataclass
class Draft:
    """A proposal that is being reviewed, and the sync that made it."""

    sync: Sync
    proposal: Proposal
    decisions: Decisions
    """What the reviewer has decided by now; the proposal follows."""
    is_revising: bool = False
    """Whether the proposal is being planned anew."""
    save_next: bool = False
    """Whether it is to be saved as soon as it is planned anew."""


class Desk:
    """Starts and stops work; what comes of it reaches the host as messages.

    Args:
        session: The hub and who is at the keyboard.
        host: The widget that owns the workers and hears the messages.
    """

    def __init__(self, session: Session, host: Widget) -> None:
        self._session = session
        self._host = host
        self.job: Job | None = None
        self.drafts: dict[Kind, Draft] = {}

    @property
    def saving(self) -> bool:
        """Whether a save runs."""
        return self.job is not None and self.job.saving

    def read(self, hub: Hub, kind: Kind) -> None:
        """Read what a kind's panel needs; its review so far is out of date."""
        self.drafts.pop(kind, None)
        sync = self._session.sync(hub)
        self._begin(kind, sync, work.read(sync, kind, self._host.post_message), saving=False)

    def save(self, kind: Kind, approve: str | None) -> None:
        """Apply the proposal of a kind.

        Args:
            kind: Whose proposal.
            approve: The id of the plan that the Access Coordinator approves.
        """
        draft = self.drafts[kind]
        coroutine = work.save(draft.sync, draft.proposal, kind, approve, self._host.post_message)
        self._begin(kind, draft.sync, coroutine, saving=True)

    def keep(self, kind: Kind, proposal: Proposal) -> None:
        """Keep what was proposed, for the review."""
        if self.job is not None:
            self.drafts[kind] = Draft(self.job.sync, proposal, proposal.decisions)

    def revise(self, kind: Kind, decisions: Decisions) -> None:
        """Plan anew with what the reviewer has decided; in a thread, for a big school takes its time."""
        draft = self.drafts[kind]
        draft.decisions = decisions
        if not draft.is_revising:
            draft.is_revising = True
            self._host.run_worker(self._revise(kind, draft), group="revise", exit_on_error=False)

    async def _revise(self, kind: Kind, draft: Draft) -> None:
        while draft.proposal.decisions != draft.decisions:
            draft.proposal = await asyncio.to_thread(draft.sync.revise, draft.proposal, draft.decisions)
        draft.is_revising = False
        if self.drafts.get(kind) is draft:
            self._host.post_message(PlanRevised(kind, draft.proposal))

    def end(self, worker: Worker[Any]) -> Job | None:
        """The work that a worker did, once it has ended; None if it was another worker."""
        job = self.job
        if job is None or job.worker is not worker or not worker.is_finished:
            return None
        self.job = None
        return job

    def _begin(self, kind: Kind, sync: Sync, work: Coroutine[Any, Any, None], *, saving: bool) -> None:
        worker = self._host.run_worker(work, group="sync", exclusive=True, exit_on_error=False)
        self.job = Job(kind, sync, worker, saving)
