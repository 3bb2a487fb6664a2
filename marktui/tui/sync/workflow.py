"""What goes on in MIS user sync: the reviews that are open, and the one reading or save that may run."""

import asyncio
from collections.abc import Collection, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from msgspec import structs
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.store.garbage_collector import free_in_pieces
from marktui.sync.model.review_decisions import UNDECIDED, Decisions
from marktui.sync.model.scope import Filter, Scope
from marktui.sync.run.events import Proposed, Saved
from marktui.sync.session import Session
from marktui.tui.common.messages import FailureShown, Progressed, RunHeld, RunSaved
from marktui.tui.common.text.words import describe_failure
from marktui.tui.review.messages import PlanProposed, PlanRevised
from marktui.tui.sync.live import status
from marktui.tui.sync.live.activity import Activity
from marktui.tui.sync.unsaved import UnsavedDecisions

if TYPE_CHECKING:
    from marktui.sync.model.plan import Plan
    from marktui.sync.model.proposal import Proposal
    from marktui.sync.model.reading import Reading
    from marktui.sync.run.engine import Sync
    from marktui.tui.review.lines import Lines

UNSAVED = "unsaved"
"""The group of the workers after which something else may be on disk of what is not saved."""


@dataclass(repr=False, eq=False)
class Job:
    """The work that runs."""

    kinds: tuple[Kind, ...]
    """What is read or saved: the kinds of the panels concerned."""
    sync: "Sync"
    worker: Worker[None]
    saving: bool


@dataclass(repr=False, eq=False)
class OpenReview:
    """A proposal that is being reviewed, in one panel or in several, and the sync that made it."""

    sync: "Sync"
    proposal: "Proposal"
    decisions: Decisions
    """What the reviewer has decided by now; the proposal follows."""
    scope: Scope
    """What the sync covers by now; the proposal follows."""
    lines: "Lines"
    """The proposal as each panel shows it."""
    earlier: list[list[Any]] = field(default_factory=list)
    """The pieces of earlier lines, which are freed when these are no longer shown."""
    is_revising: bool = False
    """Whether the proposal is being planned again."""
    save_next: bool = False
    """Whether it is to be saved as soon as it is planned again."""
    is_outdated: bool = False
    """Whether the hub has changed since: it can be saved only if the plan is still the same."""

    @property
    def is_planned(self) -> bool:
        """Whether the proposal follows what was decided: not while it is planned again, or if that failed."""
        wanted = (self.scope, self.decisions)
        return not self.is_revising and (self.proposal.scope, self.proposal.decisions) == wanted

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that are reviewed, and saved together."""
        return self.scope.kinds

    def pieces(self) -> list[list[Any]]:
        """What its lines hold most of: kept by somebody else, it is not freed along with them."""
        return [piece for lines in self.lines.values() for piece in lines.pieces()]


def _free(reviews: list[OpenReview]) -> None:
    """Free some reviews that nobody else holds, piece by piece."""
    pieces = [piece for one in reviews for piece in one.pieces()]
    reviews.clear()
    free_in_pieces(pieces)


class Workflow:
    """Starts readings and saves, and keeps the open reviews. Messages tell its host how it ended.

    Args:
        host: The widget that owns the workers and hears the messages.
    """

    def __init__(self, session: Session, host: Widget) -> None:
        self._session = session
        self._host = host
        self.job: Job | None = None
        self.activity = Activity()
        """How the work goes, and what came of the last one."""
        self.reviews: dict[Kind, OpenReview] = {}
        """The open review of each kind; a review of several kinds is under each of them."""
        self.readings: dict[Kind, Reading] = {}
        """What was read last for each panel, saved or not; it knows the names of rows without a record."""
        self.limit = Filter()
        """The pupils that the next sync is limited to."""
        self._closed: list[OpenReview] = []
        """Reviews that are closed: their panels hold on to the lines until they show the next ones."""
        self._decided: dict[Kind, Decisions] = {}
        """What was decided in a review that is being read again."""
        self._connector = ""
        """The service that was read last."""
        self.kept = UnsavedDecisions(session)
        """What is not saved, on disk."""

    @property
    def saving(self) -> bool:
        """Whether a save runs."""
        return self.job is not None and self.job.saving

    @property
    def unsaved(self) -> int:
        """How many decisions have been made and not saved, in all reviews."""
        return self._unsaved.number

    @property
    def _unsaved(self) -> Decisions:
        decided = UNDECIDED
        for waiting in self._decided.values():
            decided = decided.together(waiting)
        for review in self.reviews.values():
            decided = decided.together(review.decisions)
        return decided

    def settle_earlier(self, kinds: tuple[Kind, ...], *, is_taken: bool) -> None:
        """Begin the next reading of some kinds with what an earlier session left behind, or forget that."""
        for kind in kinds if is_taken else ():
            self._decided[kind] = self.kept.earlier((kind,))
        self.kept.forget_earlier(kinds)
        self._keep()

    async def forget(self, kinds: Iterable[Kind]) -> None:
        """Forget what was decided about some kinds and not saved in this session, on disk too."""
        self._drop(kinds)
        await self._keep_all()

    def _keep(self) -> None:
        self._host.run_worker(self._keep_all(), group=UNSAVED, exit_on_error=False)

    async def _keep_all(self) -> None:
        if error := await self.kept.keep(self._unsaved, self._connector):
            self._host.post_message(FailureShown(error))

    @property
    def reading(self) -> bool:
        """Whether a reading runs."""
        return self.job is not None and not self.job.saving

    def read(self, hub: Hub, kinds: tuple[Kind, ...]) -> None:
        """Read what the panels of some kinds need; what was decided in their reviews so far is taken over."""
        for kind in kinds:
            self._close_review(kind)
        decided = UNDECIDED
        for kind in kinds:
            decided = decided.together(self._decided.get(kind, UNDECIDED))
        scope = Scope(kinds, self.limit if Kind.PUPIL in kinds else Filter())
        sync = self._session.sync(hub)
        self._connector = hub.connection.connector if hub.connection else ""
        self._begin(kinds, sync, self._read(sync, scope, decided), saving=False)

    async def _read(self, sync: "Sync", scope: Scope, decided: Decisions) -> None:
        """Read everything that the panels need, and propose a plan."""
        from marktui.tui.review.lines import first_lines

        async for event in sync.propose(scope, decided):
            match event:
                case Proposed(proposal=proposal):
                    lines = await asyncio.to_thread(first_lines, sync, proposal)
                    proposal = next(iter(lines.values())).proposal
                    lapsed = decided.number - proposal.decisions.number
                    self._host.post_message(PlanProposed(proposal, lines, lapsed=lapsed))
                case _:
                    self._host.post_message(Progressed(scope.kinds, event))

    def save(self, review: OpenReview, approve: str | None = None) -> None:
        """Apply the proposal of a review.

        Args:
            review: Whose proposal.
            approve: The id of the plan that the Access Coordinator approves.
        """
        self._begin(review.kinds, review.sync, self._save(review, approve), saving=True)

    def save_soon(self, review: OpenReview) -> None:
        """Apply the proposal of a review; once it is planned again, where that is being done."""
        if review.is_planned:
            self.save(review)
        else:
            review.save_next = True
            self._follow(review)

    def save_if_asked(self, kinds: tuple[Kind, ...]) -> bool:
        """Save what has just been planned again, if that was asked for; false where something else runs."""
        review = self.review_of(kinds)
        if review is None or review.is_revising or not review.save_next:
            return True
        review.save_next = False
        if self.job is None:
            self.save(review)
            return True
        return False

    async def _save(self, review: OpenReview, approve: str | None) -> None:
        async for event in review.sync.save(review.proposal, approve, attended=True):
            match event:
                case Saved(outcome=outcome):
                    self.activity.announce(status.held(outcome) if outcome.held else status.saved(outcome))
                    self._host.post_message(RunHeld(outcome) if outcome.held else RunSaved(outcome))
                case _:
                    self._host.post_message(Progressed(review.kinds, event))

    def open_review(self, message: PlanProposed) -> None:
        """Keep what was proposed, for its review."""
        proposal = message.proposal
        if self.job is None:
            return
        review = OpenReview(self.job.sync, proposal, proposal.decisions, proposal.scope, message.lines)
        for kind in review.kinds:
            self._decided.pop(kind, None)
            self.readings[kind] = proposal.reading
            self.reviews[kind] = review
        self._keep()

    def discard(self, kinds: Iterable[Kind]) -> None:
        """Forget the reviews of some kinds, and what was decided in them."""
        self._drop(kinds)
        self._keep()

    def _drop(self, kinds: Iterable[Kind]) -> None:
        for kind in kinds:
            self._close_review(kind)
            self._decided.pop(kind, None)

    def reviewed_with(self, kinds: Iterable[Kind]) -> set[Kind]:
        """The kinds whose reviews end when some kinds are read again: theirs, and those of all with them."""
        return {each for kind in kinds if (one := self.reviews.get(kind)) for each in one.kinds}

    def _close_review(self, kind: Kind) -> None:
        """Close the review that a kind is in, for all its kinds; what was decided waits for their reading."""
        review = self.reviews.get(kind)
        if review is None:
            return
        for each in review.kinds:
            del self.reviews[each]
            self._decided[each] = review.decisions.about((each,))
        self._closed.append(review)

    def know(self, hub: Hub, *, read_only: bool) -> tuple[Kind, ...]:
        """Find out which reviews are about an older generation of the hub than this one.

        At the first hub, look for what an earlier session has left behind. Where another service is connected
        now, everything decided so far is forgotten, as its ids are those of other people.

        Returns:
            The kinds of the reviews that this has ended.
        """
        if not read_only:
            self._host.run_worker(self.kept.look(hub), group=UNSAVED, exit_on_error=False)
        for review in self.reviews.values():
            review.is_outdated |= review.proposal.plan.hub.generation < hub.generation
        if hub.connection is None or self._connector in ("", hub.connection.connector):
            return ()
        ended = tuple(self.reviews)
        self.reviews.clear()
        self._decided.clear()
        return ended

    def review_of(self, kinds: Collection[Kind]) -> OpenReview | None:
        """The review of some kinds, alone or with others; None where there is none of all of them."""
        found = (one for one in self.reviews.values() if kinds and set(kinds) <= set(one.kinds))
        return next(found, None)

    @property
    def latest(self) -> "Plan | None":
        """What the review would do that was opened last; None where none is open."""
        review = next(reversed(self.reviews.values()), None)
        return review.proposal.plan if review else None

    def is_outdated(self, kinds: Collection[Kind]) -> bool:
        """Whether the hub has changed since the review of some kinds was read."""
        review = self.review_of(kinds)
        return review is not None and review.is_outdated

    def revise(self, kind: Kind, decisions: Decisions) -> None:
        """Plan again with what was decided about a kind; in a thread, as a big school takes its time."""
        review = self.reviews[kind]
        others = [one for one in Kind if one is not kind]
        review.decisions = review.decisions.about(others).together(decisions.about((kind,)))
        self._keep()
        self._follow(review)

    def limit_pupils(self, limit: Filter) -> None:
        """Limit the sync of pupils; a review that is open is planned again, as all pupils were read."""
        self.limit = limit
        review = self.reviews.get(Kind.PUPIL)
        if review is not None:
            review.scope = structs.replace(review.scope, filter=limit)
            self._follow(review)

    def _follow(self, review: OpenReview) -> None:
        if not review.is_revising:
            review.is_revising = True
            self._host.run_worker(self._revise(review), group="revise", exit_on_error=False)

    async def _revise(self, review: OpenReview) -> None:
        try:
            await self._plan_again(review)
        except Exception:
            # The failure is shown; what was meant to be saved after it is not.
            review.save_next = False
            raise
        finally:
            review.is_revising = False
        if any(one is review for one in self.reviews.values()):
            self._host.post_message(PlanRevised(review.proposal, review.lines))

    def free_closed(self, kinds: tuple[Kind, ...]) -> None:
        """Free the lines of closed reviews of some kinds, in a thread: their panels show others now."""
        freed = [one for one in self._closed if set(one.kinds) <= set(kinds)]
        self._closed = [one for one in self._closed if one not in freed]
        if freed:
            self._host.run_worker(asyncio.to_thread(_free, freed), group="free")

    def free_earlier(self, kinds: tuple[Kind, ...]) -> None:
        """Free the lines that the review of some kinds has shown before, in a thread."""
        review = self.review_of(kinds)
        if review is not None and not review.is_revising:
            earlier, review.earlier = review.earlier, []
            self._host.run_worker(asyncio.to_thread(free_in_pieces, earlier), group="free")

    async def _plan_again(self, review: OpenReview) -> None:
        from marktui.tui.review.lines import revised_lines

        while (review.proposal.scope, review.proposal.decisions) != (review.scope, review.decisions):
            wanted = structs.replace(review.proposal, scope=review.scope)
            before = review.lines if review.scope == review.proposal.scope else {}
            review.earlier += review.pieces()
            review.lines = await asyncio.to_thread(
                revised_lines, review.sync, wanted, review.decisions, before
            )
            review.proposal = next(iter(review.lines.values())).proposal

    def end(self, worker: Worker[Any]) -> Job | None:
        """The work that a worker did, once it has ended; None if it was another worker."""
        job = self.job
        if job is None or job.worker is not worker or not worker.is_finished:
            return None
        self.job = None
        self.activity.end()
        if worker.state is WorkerState.CANCELLED:
            self.activity.announce(status.stopped(job.kinds))
        elif worker.error is not None:
            failure = describe_failure(worker.error)
            self.activity.fail(status.failed(job.kinds, failure, saving=job.saving))
        return job

    def _begin(
        self, kinds: tuple[Kind, ...], sync: "Sync", work: Coroutine[Any, Any, None], *, saving: bool
    ) -> None:
        worker = self._host.run_worker(work, group="sync", exclusive=True, exit_on_error=False)
        self.job = Job(kinds, sync, worker, saving)
        self.activity.begin(kinds)
