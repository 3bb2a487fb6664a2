"""The six panels, one of which is shown, and the work behind them: reading, revising, saving."""

from time import monotonic

from msgspec import structs
from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import ContentSwitcher
from textual.worker import Worker, WorkerState

from marktui.hub.model.kind import Kind
from marktui.store.disk.errors import ChangedElsewhereError
from marktui.sync.model.proposal import Outcome
from marktui.sync.model.scope import Filter
from marktui.sync.session import Session
from marktui.tui.commands.context import Stage
from marktui.tui.commands.screen import READ_ONLY
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.messages import (
    CommandsChanged,
    FailureShown,
    HubChanged,
    Progressed,
    ReviewDecided,
    RunHeld,
    RunSaved,
)
from marktui.tui.common.panel import Panel
from marktui.tui.common.text.words import describe_failure, failure_words
from marktui.tui.connect.panel import AuthorisationPanel
from marktui.tui.review.commands import PutAside
from marktui.tui.review.messages import PlanProposed, PlanRevised
from marktui.tui.review.words import failed_words, lapsed_words, limit_words
from marktui.tui.sync.commands import LimitPupils, Read, Save, ShowChoices, Stop
from marktui.tui.sync.desk import Desk, Job
from marktui.tui.sync.finished import FinishedPanel
from marktui.tui.sync.limit import LimitDialog, limit_choices
from marktui.tui.sync.panel import KindPanel
from marktui.tui.sync.remembered import RememberedDialog


class Workplace(ContentSwitcher):
    """Carries out what is asked for in a panel, and tells every panel how its work stands.

    Args:
        session: The hub and who is at the keyboard.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(initial=Panel.AUTHORISATION.value)
        self._session = session
        self._view: HubView | None = None
        self.desk = Desk(session, self)
        """What runs, and what is being reviewed."""
        self.pages = {kind: KindPanel(kind) for kind in Kind}
        """The four panels that sync something."""

    def compose(self) -> ComposeResult:
        """The six panels."""
        yield AuthorisationPanel(self._session)
        yield from self.pages.values()
        yield FinishedPanel()

    @property
    def page(self) -> KindPanel | None:
        """The open panel, if it is one of the four."""
        kind = self._kind
        return self.pages[kind] if kind else None

    @property
    def listener(self) -> Widget:
        """The piece that hears a command first; what it does not answer bubbles up."""
        page = self.page
        if self.current == Panel.AUTHORISATION.value:
            return self.query_one(AuthorisationPanel)
        return page.review if page is not None and page.stage is Stage.REVIEW else self

    def show(self, view: HubView, outcome: Outcome | None) -> None:
        """Show another state of the hub.

        Args:
            view: The hub, and what is known beside it.
            outcome: What came of the last save, if there was one since the start.
        """
        self._view = view
        self.query_one(AuthorisationPanel).show(view)
        self.query_one(FinishedPanel).show(view, outcome)
        for page in self.pages.values():
            page.introduction.show(view)
        self.desk.compare(view.hub)
        self.tell_situation()

    def enter(self) -> None:
        """Put the focus where the keys of the open panel are, unless another tab of the hub is shown."""
        shown, around = self.visible_content, self.parent
        is_shown = isinstance(around, Widget) and around.display
        if is_shown and isinstance(shown, AuthorisationPanel | KindPanel | FinishedPanel):
            shown.enter()

    def tell_situation(self) -> None:
        """Tell the panels what they must know of each other's work, and that other keys may work now."""
        for kind, page in self.pages.items():
            page.review.is_outdated = self.desk.is_outdated(kind)
        # To the parent: Textual lets no message rise beyond its sender, which the parent itself may be.
        if isinstance(self.parent, Widget):
            self.parent.post_message(CommandsChanged())

    @on(Read)
    def read(self) -> None:
        """Read the list of the open panel."""
        page = self.page
        if page is None or self._view is None or self.desk.job is not None:
            return
        page.begin()
        page.enter()
        self.desk.read(self._view.hub, page.kind)
        self.tell_situation()

    @on(PutAside)
    def leave_review(self) -> None:
        """Put a review aside."""
        page = self.page
        if page is not None:
            self.desk.put_aside(page.kind)
            page.stage = Stage.INTRODUCTION
            self.tell_situation()

    @on(Save)
    def save(self) -> None:
        """Save what the open panel reviews."""
        kind = self._kind
        review = self.desk.reviews.get(kind) if kind else None
        if review is None or kind is None:
            return
        if review.is_revising:
            review.save_next = True
        else:
            self.apply(kind)

    def apply(self, kind: Kind, approve: str | None = None) -> None:
        """Save the proposal of a kind.

        Args:
            kind: Whose proposal.
            approve: The id of the plan that the Access Coordinator approves.
        """
        self.desk.save(kind, approve)
        self.tell_situation()

    @on(LimitPupils)
    def ask_for_limit(self) -> None:
        """Ask to which pupils the sync is to be limited."""
        if self._view is None:
            return
        review = self.desk.reviews.get(Kind.PUPIL)
        choices = limit_choices(self._view.hub, review.proposal.plan.reading if review else None)
        self.app.push_screen(LimitDialog(choices, self.desk.limit), self._limit)

    def _limit(self, limit: Filter | None) -> None:
        if limit is not None:
            self.desk.limit_pupils(limit)
            self._tell_limit()

    def _tell_limit(self) -> None:
        self.pages[Kind.PUPIL].introduction.limit = limit_words(self.desk.limit) if self.desk.limit else ""

    @on(ShowChoices)
    def show_choices(self) -> None:
        """Show what every sync remembers."""
        view = self._view
        if view is not None:
            refusal = READ_ONLY if view.read_only else view.refusal
            readings = tuple(self.desk.readings.values())
            dialog = RememberedDialog(self._session, view.hub, readings, refusal)
            self.app.push_screen(dialog, self._heed_choices)

    def _heed_choices(self, changed: bool | None) -> None:
        if changed:
            self.post_message(HubChanged())

    @on(Stop)
    def stop(self) -> None:
        """Ask the reading to stop."""
        job = self.desk.job
        if job is not None and not job.saving:
            page = self.pages[job.kind]
            page.advance(structs.replace(page.progress, stopping=True))
            page.stage = Stage.STOPPING
            job.worker.cancel()
            self.tell_situation()

    @on(Progressed)
    def show_progress(self, message: Progressed) -> None:
        """Show how far the work has come in its panel; its tab shows it too."""
        page = self.pages[message.kind]
        page.advance(page.progress.after(message.event, monotonic()))
        if self.desk.saving:
            page.stage = Stage.SAVING

    @on(PlanProposed)
    def show_plan(self, message: PlanProposed) -> None:
        """Show what was read, for review."""
        self.desk.keep(message.kind, message.lines)
        self.pages[message.kind].propose(message.lines)
        if message.lapsed:
            self.notify(lapsed_words(message.lapsed), markup=False)
        self._enter_if_open(message.kind)

    @on(ReviewDecided)
    def revise_plan(self, message: ReviewDecided) -> None:
        """Plan anew with what the reviewer decided."""
        if message.kind in self.desk.reviews:
            self.desk.revise(message.kind, message.decisions)
        if message.said:
            self.notify(message.said, markup=False)

    @on(PlanRevised)
    def show_revised_plan(self, message: PlanRevised) -> None:
        """Show the plan as it is now; save it, if that was asked for meanwhile."""
        self.pages[message.kind].review.show(message.lines)
        self.tell_situation()
        review = self.desk.reviews.get(message.kind)
        if review is not None and review.save_next and not review.is_revising:
            review.save_next = False
            self.apply(message.kind)

    @on(RunSaved)
    def end_review(self, message: RunSaved) -> None:
        """The review is done with; those of other panels are compared with the hub once it is loaded."""
        self.desk.put_aside(message.kind)
        if message.kind is Kind.PUPIL:
            # Nobody shall think next week that everybody was synced.
            self._limit(Filter())
        self.pages[message.kind].stage = Stage.INTRODUCTION

    @on(RunHeld)
    def return_to_review(self, message: RunHeld) -> None:
        """Nothing was applied: the review goes on while the dialog asks."""
        self.pages[message.kind].stage = Stage.REVIEW
        self._enter_if_open(message.kind)

    @on(Worker.StateChanged)
    def end_work(self, event: Worker.StateChanged) -> None:
        """Clear up after a reading or a save, however it ended."""
        job = self.desk.end(event.worker)
        if job is None:
            if event.worker.error is not None:
                self.notify(failure_words(event.worker.error), severity="error", markup=False)
                self.post_message(FailureShown(event.worker.error))
            return
        error = event.worker.error
        if event.state is WorkerState.CANCELLED:
            self.pages[job.kind].stage = Stage.INTRODUCTION
            self.notify("Stopped. Nothing has been changed.", markup=False)
        elif error is not None:
            self._fail(job, error)
        self._enter_if_open(job.kind)
        self.post_message(HubChanged(is_known=job.saving))
        self.tell_situation()

    def _fail(self, job: Job, error: BaseException) -> None:
        """Say what went wrong. A save that failed leaves the review open, with all that was decided."""
        self.post_message(FailureShown(error))
        review = self.desk.reviews.get(job.kind)
        if review is None:
            self.pages[job.kind].fail(describe_failure(error))
            return
        review.is_outdated |= isinstance(error, ChangedElsewhereError)
        self.pages[job.kind].stage = Stage.REVIEW
        self.notify(failed_words(error), severity="error", markup=False)

    @property
    def _kind(self) -> Kind | None:
        """What the open panel syncs."""
        return Panel(self.current).kind if self.current else None

    def _enter_if_open(self, kind: Kind) -> None:
        if self._kind is kind:
            self.enter()
