"""What goes on in MIS user sync: the reviews that are open, and the one reading or save that may run."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

from msgspec import structs
from textual.widget import Widget
from textual.worker import Worker

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.sync.model.proposal import Proposal
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import Filter, Scope
from marktui.sync.run.engine import UNDECIDED, Sync
from marktui.sync.run.events import Proposed, Saved
from marktui.sync.session import Session
from marktui.tui.common.messages import Progressed, RunHeld, RunSaved
from marktui.tui.review.carry_over import number_of, still_applying
from marktui.tui.review.lines import ReviewLines, first_lines, revised_lines
from marktui.tui.review.messages import PlanProposed, PlanRevised


@dataclass
class Job:
    """The work that runs."""

    kind: Kind
    sync: Sync
    worker: Worker[None]
    saving: bool


@dataclass
class OpenReview:
    """A proposal that is being reviewed, and the sync that made it."""

    sync: Sync
    proposal: Proposal
    decisions: Decisions
    """What the reviewer has decided by now; the proposal follows."""
    scope: Scope
    """What the sync covers by now; the proposal follows."""
    lines: ReviewLines
    """The proposal as it is shown."""
    is_revising: bool = False
    """Whether the proposal is being planned again."""
    save_next: bool = False
    """Whether it is to be saved as soon as it is planned again."""
    is_outdated: bool = False
    """Whether the hub has changed since: it can be saved only if the plan is still the same."""


class Workflow:
    """Starts readings and saves, and keeps the open reviews. Messages tell its host how it ended.

    Args:
        host: The widget that owns the workers and hears the messages.
    """

    def __init__(self, session: Session, host: Widget) -> None:
        self._session = session
        self._host = host
        self.job: Job | None = None
        self.reviews: dict[Kind, OpenReview] = {}
        self.readings: dict[Kind, Reading] = {}
        """What was read last for each panel, saved or not; it knows the names of rows without a record."""
        self.limit = Filter()
        """The pupils that the next sync is limited to."""
        self._decided: dict[Kind, Decisions] = {}
        """What was decided in a review that is being read again."""

    @property
    def saving(self) -> bool:
        """Whether a save runs."""
        return self.job is not None and self.job.saving

    @property
    def reading(self) -> bool:
        """Whether a reading runs."""
        return self.job is not None and not self.job.saving

    def read(self, hub: Hub, kind: Kind) -> None:
        """Read what a kind's panel needs; what was decided in its review so far is taken over."""
        before = self.reviews.pop(kind, None)
        if before is not None:
            self._decided[kind] = before.decisions
        sync = self._session.sync(hub)
        decided = self._decided.get(kind, UNDECIDED)
        scope = Scope((kind,), self.limit if kind is Kind.PUPIL else Filter())
        self._begin(kind, sync, self._read(sync, scope, decided), saving=False)

    async def _read(self, sync: Sync, scope: Scope, decided: Decisions) -> None:
        """Read everything that a kind's panel needs, and propose a plan."""
        (kind,) = scope.kinds
        async for event in sync.propose(scope, decided):
            match event:
                case Proposed(proposal=proposal):
                    applying = still_applying(proposal, kind)
                    if applying != decided:
                        proposal = await asyncio.to_thread(sync.revise, proposal, applying)
                    lines = await asyncio.to_thread(first_lines, proposal, kind)
                    lapsed = number_of(decided) - number_of(applying)
                    self._host.post_message(PlanProposed(kind, lines, lapsed=lapsed))
                case _:
                    self._host.post_message(Progressed(kind, event))

    def save(self, kind: Kind, approve: str | None = None) -> None:
        """Apply the proposal of a kind.

        Args:
            kind: Whose proposal.
            approve: The id of the plan that the Access Coordinator approves.
        """
        review = self.reviews[kind]
        self._begin(kind, review.sync, self._save(review, kind, approve), saving=True)

    async def _save(self, review: OpenReview, kind: Kind, approve: str | None) -> None:
        async for event in review.sync.save(review.proposal, approve, attended=True):
            match event:
                case Saved(outcome=outcome):
                    message = RunHeld(kind, outcome) if outcome.held else RunSaved(kind, outcome)
                    self._host.post_message(message)
                case _:
                    self._host.post_message(Progressed(kind, event))

    def open_review(self, kind: Kind, lines: ReviewLines) -> None:
        """Keep what was proposed, for its review."""
        proposal = lines.proposal
        if self.job is not None:
            self._decided.pop(kind, None)
            self.readings[kind] = proposal.reading
            self.reviews[kind] = OpenReview(
                self.job.sync, proposal, proposal.decisions, proposal.scope, lines
            )

    def put_aside(self, kind: Kind) -> None:
        """Forget the review of a kind, and what was decided in it."""
        self.reviews.pop(kind, None)
        self._decided.pop(kind, None)

    def find_outdated(self, hub: Hub) -> None:
        """Find out which reviews are about an older generation of the hub than this one."""
        for review in self.reviews.values():
            review.is_outdated |= review.proposal.plan.hub.generation < hub.generation

    def is_outdated(self, kind: Kind) -> bool:
        """Whether the hub has changed since the review of a kind was read."""
        review = self.reviews.get(kind)
        return review is not None and review.is_outdated

    def revise(self, kind: Kind, decisions: Decisions) -> None:
        """Plan again with what the reviewer has decided; in a thread, because a big school takes its time."""
        self.reviews[kind].decisions = decisions
        self._follow(kind)

    def limit_pupils(self, limit: Filter) -> None:
        """Limit the sync of pupils; a review that is open is planned again, as all pupils were read."""
        self.limit = limit
        review = self.reviews.get(Kind.PUPIL)
        if review is not None:
            review.scope = structs.replace(review.scope, filter=limit)
            self._follow(Kind.PUPIL)

    def _follow(self, kind: Kind) -> None:
        review = self.reviews[kind]
        if not review.is_revising:
            review.is_revising = True
            self._host.run_worker(self._revise(kind, review), group="revise", exit_on_error=False)

    async def _revise(self, kind: Kind, review: OpenReview) -> None:
        while (review.proposal.scope, review.proposal.decisions) != (review.scope, review.decisions):
            wanted = structs.replace(review.proposal, scope=review.scope)
            before = review.lines if review.scope == review.proposal.scope else None
            revised = partial(revised_lines, review.sync, wanted, review.decisions, kind, before)
            review.lines = await asyncio.to_thread(revised)
            review.proposal = review.lines.proposal
        review.is_revising = False
        if self.reviews.get(kind) is review:
            self._host.post_message(PlanRevised(kind, review.lines))

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
