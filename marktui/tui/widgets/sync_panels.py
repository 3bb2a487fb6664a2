"""MIS user sync: the row of six panels, and what each of them hears of the work."""

from time import monotonic

from msgspec import structs
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import ContentSwitcher
from textual.worker import Worker, WorkerState

from marktui.hub.kind import Kind
from marktui.store.error import ChangedElsewhereError
from marktui.sync.outcome import Outcome
from marktui.sync.session import Session
from marktui.tui.commands.open import OpenPanel
from marktui.tui.commands.sync import PutAside, Read, Save, Stop, SyncPupils
from marktui.tui.desk import Desk, Job
from marktui.tui.hub_view import HubView
from marktui.tui.messages import (
    FailureTold,
    HubChanged,
    PlanProposed,
    PlanRevised,
    Progressed,
    ReviewDecided,
    RunHeld,
    RunSaved,
    SituationChanged,
)
from marktui.tui.panel import Panel
from marktui.tui.panel_tabs import panel_tabs
from marktui.tui.review_words import failed_words, lapsed_words
from marktui.tui.situation import Stage
from marktui.tui.widgets.authorisation_panel import AuthorisationPanel
from marktui.tui.widgets.data_panel import DataPanel
from marktui.tui.widgets.finished_panel import FinishedPanel, outcome_words
from marktui.tui.widgets.tab_line import TabLine
from marktui.tui.words import told


class SyncPanels(Vertical):
    """Opens panels, and tells each how its work stands.

    Args:
        session: The hub and who is at the keyboard.
        panel: The panel to begin with, if not the one that the set-up has come to.
    """

    DEFAULT_CSS = """
    SyncPanels { height: 1fr; & > ContentSwitcher { height: 1fr; } }
    """

    view: reactive[HubView | None] = reactive[HubView | None](None)
    """The hub, and what is known beside it."""
    panel: reactive[Panel] = reactive(Panel.AUTHORISATION)
    """The open panel."""

    def __init__(self, session: Session, panel: Panel | None) -> None:
        super().__init__(id="sync")
        self.desk = Desk(session, self)
        self._wanted = panel
        self._outcome: Outcome | None = None
        self._moves_on = False
        self.pages = {kind: DataPanel(kind) for kind in Kind}
        """The four panels that sync something."""

    def compose(self) -> ComposeResult:
        """The row of tabs and the six panels."""
        yield TabLine(id="panels")
        with ContentSwitcher(initial=self.panel.value):
            yield AuthorisationPanel()
            yield from self.pages.values()
            yield FinishedPanel()

    @property
    def page(self) -> DataPanel | None:
        """The open panel, if it is one of the four."""
        return self.pages.get(self.panel.kind) if self.panel.kind else None

    @property
    def listener(self) -> Widget:
        """The piece that hears a command first; what it does not answer bubbles up to here."""
        page = self.page
        return page.review if page is not None and page.stage is Stage.REVIEW else self

    def watch_view(self, before: HubView | None, view: HubView | None) -> None:
        """Show another state of the hub; the first one chooses the panel."""
        if view is None:
            return
        self.query_one(AuthorisationPanel).show(view)
        self.query_one(FinishedPanel).show(view, self._outcome)
        for page in self.pages.values():
            page.introduction.show(view)
        self.desk.compare(view.hub)
        follows = self._what_follows(before, view)
        self._moves_on = False
        if follows is not None:
            self.panel = follows
            self.enter()
        self._tell_situation()

    def _what_follows(self, before: HubView | None, view: HubView) -> Panel | None:
        """The panel to go to by itself: the first one, the one after a save, the one after connecting."""
        if before is None:
            return self._wanted or view.first_panel()
        if before.hub.connection is None and view.hub.connection is not None:
            return view.first_panel()
        if not self._moves_on:
            return None
        panel = view.after_save()
        if panel is not Panel.FINISHED and self._outcome is not None:
            self.notify(outcome_words(self._outcome), markup=False)
        return panel

    def watch_panel(self, panel: Panel) -> None:
        """Show another panel."""
        if self.is_mounted:
            self.query_one(ContentSwitcher).current = panel.value
            self._tell_situation()

    def enter(self) -> None:
        """Put the focus where the keys of the open panel are."""
        page = self.query_one(f"#{self.panel.value}")
        if self.display and isinstance(page, AuthorisationPanel | DataPanel | FinishedPanel):
            page.enter()

    @on(TabLine.Chosen, "#panels")
    def choose_panel(self, event: TabLine.Chosen) -> None:
        """Open the panel of a tab."""
        event.stop()
        self.panel = Panel(event.tab_id)

    @on(OpenPanel)
    def open_panel(self, command: OpenPanel) -> None:
        """Open the panel of a command."""
        self.panel = command.PANEL
        self.enter()

    @on(SyncPupils)
    def sync_pupils(self) -> None:
        """Read the pupils at once."""
        self.panel = Panel.PUPILS
        self.read()

    @on(Read)
    def read(self) -> None:
        """Read the list of the open panel."""
        page = self.page
        if page is None or self.view is None or self.desk.job is not None:
            return
        page.begin()
        page.enter()
        self.desk.read(self.view.hub, page.kind)
        self._tell_situation()

    @on(PutAside)
    def leave_review(self) -> None:
        """Put a review aside."""
        page = self.page
        if page is not None:
            self.desk.put_aside(page.kind)
            page.stage = Stage.INTRODUCTION
            self._tell_situation()

    @on(Save)
    def save(self, command: Save) -> None:
        """Save what the open panel reviews."""
        review = self.desk.reviews.get(self.panel.kind) if self.panel.kind else None
        if review is None or self.panel.kind is None:
            return
        if review.is_revising:
            review.save_next = True
        else:
            self.apply(self.panel.kind)

    def apply(self, kind: Kind, approve: str | None = None) -> None:
        """Save the proposal of a kind.

        Args:
            kind: Whose proposal.
            approve: The id of the plan that the Access Coordinator approves.
        """
        self.desk.save(kind, approve)
        self._tell_situation()

    @on(Stop)
    def stop(self) -> None:
        """Ask the reading to stop."""
        job = self.desk.job
        if job is not None and not job.saving:
            page = self.pages[job.kind]
            page.advance(structs.replace(page.progress, stopping=True))
            page.stage = Stage.STOPPING
            job.worker.cancel()
            self._tell_situation()

    @on(Progressed)
    def show_progress(self, message: Progressed) -> None:
        """Show how far the work has come, in its panel and on its tab."""
        page = self.pages[message.kind]
        page.advance(page.progress.after(message.event, monotonic()))
        if self.desk.saving:
            page.stage = Stage.SAVING
        self._draw_tabs()

    @on(PlanProposed)
    def show_plan(self, message: PlanProposed) -> None:
        """Show what was read, for review."""
        self.desk.keep(message.kind, message.proposal)
        self.pages[message.kind].propose(message.proposal)
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
        self.pages[message.kind].review.show(message.proposal)
        self._tell_situation()
        review = self.desk.reviews.get(message.kind)
        if review is not None and review.save_next and not review.is_revising:
            review.save_next = False
            self.apply(message.kind)

    @on(RunSaved)
    def show_outcome(self, message: RunSaved) -> None:
        """The review is done with; those of other panels are compared with the hub once it is loaded."""
        self._outcome = message.outcome
        self._moves_on = self.panel.kind is message.kind
        self.desk.put_aside(message.kind)
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
                self.notify(told(event.worker.error).message, severity="error", markup=False)
                self.post_message(FailureTold(event.worker.error))
            return
        error = event.worker.error
        if event.state is WorkerState.CANCELLED:
            self.pages[job.kind].stage = Stage.INTRODUCTION
            self.notify("Stopped. Nothing has been changed.", markup=False)
        elif error is not None:
            self._fail(job, error)
        self._enter_if_open(job.kind)
        self.post_message(HubChanged(is_known=job.saving))
        self._tell_situation()

    def _fail(self, job: Job, error: BaseException) -> None:
        """Say what went wrong. A save that failed leaves the review open, with all that was decided."""
        self.post_message(FailureTold(error))
        review = self.desk.reviews.get(job.kind)
        if review is None:
            self.pages[job.kind].fail(told(error))
            return
        review.is_outdated |= isinstance(error, ChangedElsewhereError)
        self.pages[job.kind].stage = Stage.REVIEW
        self.notify(failed_words(told(error)), severity="error", markup=False)

    def _enter_if_open(self, kind: Kind) -> None:
        if self.panel.kind is kind:
            self.enter()

    def _tell_situation(self) -> None:
        for kind, page in self.pages.items():
            page.review.is_outdated = self.desk.is_outdated(kind)
        self._draw_tabs()
        self.post_message(SituationChanged())

    def _draw_tabs(self) -> None:
        if self.view is not None:
            line = self.query_one("#panels", TabLine)
            progress = {kind: page.progress for kind, page in self.pages.items()}
            line.items = panel_tabs(self.view, self.desk, progress)
            line.active = self.panel.value
