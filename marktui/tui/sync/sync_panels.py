"""MIS user sync: the row of tabs, the six panels, and the keys that read, review and save in them."""

from collections.abc import Collection
from time import monotonic

from msgspec import structs
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import ContentSwitcher
from textual.worker import Worker, WorkerState

from marktui.hub.model.kind import Kind
from marktui.hub.model.setup_order import next_step
from marktui.store.disk.errors import ChangedElsewhereError
from marktui.sync.model.proposal import Outcome
from marktui.sync.model.scope import Filter
from marktui.sync.session import Session
from marktui.tui.commands.context import Context, Stage
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
from marktui.tui.common.panel import Panel, panel_of
from marktui.tui.common.text.words import describe_failure, failure_words
from marktui.tui.common.widgets.tab_bar import STEP_LOOK, TabBar
from marktui.tui.connect.commands import StartSync
from marktui.tui.connect.panel import AuthorisationPanel
from marktui.tui.review.commands import Discard
from marktui.tui.review.messages import PlanProposed, PlanRevised
from marktui.tui.review.words import failed_words, lapsed_words, limit_words
from marktui.tui.sync.commands import LimitPupils, OpenPanel, Read, Save, ShowRemembered, Stop, SyncPupils
from marktui.tui.sync.finished import FinishedPanel, outcome_words
from marktui.tui.sync.held_dialog import HeldDialog
from marktui.tui.sync.kind_panel import KindPanel
from marktui.tui.sync.panel_tabs import panel_tabs
from marktui.tui.sync.pupil_filter_dialog import LimitDialog, limit_choices
from marktui.tui.sync.remembered_dialog import RememberedDialog
from marktui.tui.sync.workflow import Job, OpenReview, Workflow


class SyncPanels(Vertical):
    """Shows one of the six panels, and does what its keys ask for.

    Args:
        panel: The panel to begin with; by default the next step of the set-up.
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
        self._session = session
        self.workflow = Workflow(session, self)
        """What runs, and what is being reviewed."""
        self._panels = {kind: KindPanel(kind) for kind in Kind}
        self._first_panel = panel
        self._outcome: Outcome | None = None
        """The result of the last save since the start."""
        self._moves_on = False
        """Whether the next panel is opened once the hub is loaded: a save in this one has just ended."""

    def compose(self) -> ComposeResult:
        """The row of tabs and the six panels."""
        yield TabBar(STEP_LOOK, id="panels")
        with ContentSwitcher(initial=Panel.AUTHORISATION.value):
            yield AuthorisationPanel(self._session)
            yield from self._panels.values()
            yield FinishedPanel()

    @property
    def kind_panel(self) -> KindPanel | None:
        """The open panel, if it is one of the four that sync something."""
        kind = self.panel.kind
        return self._panels[kind] if kind else None

    def add_to(self, context: Context, view: HubView) -> Context:
        """The context of commands, with what goes on in the panels."""
        panel, job = self.kind_panel, self.workflow.job
        stage = panel.stage if panel else Stage.INTRODUCTION
        return structs.replace(
            context,
            panel=self.panel,
            stage=stage,
            closed=view.closed(self.panel),
            working=job.kinds if job else (),
            saving=self.workflow.saving,
            pair=panel.review.pair if panel and stage is Stage.REVIEW else None,
            is_outdated=panel is not None and self.workflow.is_outdated(panel.kind),
        )

    @property
    def listener(self) -> Widget:
        """The piece that hears a command first; what it does not answer bubbles up."""
        panel = self.kind_panel
        if self.panel is Panel.AUTHORISATION:
            return self.query_one(AuthorisationPanel)
        return panel.review if panel is not None and panel.stage is Stage.REVIEW else self

    def watch_view(self, before: HubView | None, view: HubView | None) -> None:
        """Show another state of the hub; the first one chooses the panel."""
        if view is None:
            return
        self.query_one(AuthorisationPanel).show(view)
        self.query_one(FinishedPanel).show(view, self._outcome)
        for panel in self._panels.values():
            panel.introduction.show(view)
        self.workflow.find_outdated(view.hub)
        self._renew()
        next_panel = self._next_panel(before, view)
        self._moves_on = False
        if next_panel is not None:
            self.panel = next_panel
            self.enter()
        self.draw_tabs()

    def _next_panel(self, before: HubView | None, view: HubView) -> Panel | None:
        """The panel to open without being asked: at the start, after a save, after connecting."""
        if before is None:
            return self._first_panel or view.first_panel()
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
            self._renew()

    def enter(self) -> None:
        """Put the focus where the keys of the open panel are, unless another tab of the hub is shown."""
        panel = self.query_one(ContentSwitcher).visible_content
        if self.display and isinstance(panel, AuthorisationPanel | KindPanel | FinishedPanel):
            panel.enter()

    def match(self, kind: Kind, mis_id: str, record_id: str) -> None:
        """Match a row and a record in the review of a kind."""
        self._panels[kind].review.match(mis_id, record_id)

    @on(TabBar.Chosen, "#panels")
    def choose_panel(self, event: TabBar.Chosen) -> None:
        """Open the panel of a tab."""
        event.stop()
        self.panel = Panel(event.tab_id)

    @on(OpenPanel)
    def open_panel(self, command: OpenPanel) -> None:
        """Open the panel of a command."""
        self.panel = command.PANEL
        self.enter()

    @on(StartSync)
    def start_sync(self) -> None:
        """Open the panel of the next step of the set-up, else the first panel that syncs something."""
        if self.view is not None:
            step = next_step(self.view.hub)
            self.panel = panel_of(step) if step else Panel.TEACHERS
            self.enter()

    @on(SyncPupils)
    def sync_pupils(self) -> None:
        """Read the pupils at once."""
        self.panel = Panel.PUPILS
        self.read()

    @on(Read)
    def read(self) -> None:
        """Read the list of the open panel."""
        panel = self.kind_panel
        if panel is not None and self.view is not None and self.workflow.job is None:
            self._read(self._kinds_with(panel.kind))

    def _read(self, kinds: tuple[Kind, ...]) -> None:
        if self.view is not None:
            for kind in kinds:
                self._panels[kind].begin()
            self.enter()
            self.workflow.read(self.view.hub, kinds)
            self._renew()

    def _kinds_with(self, kind: Kind) -> tuple[Kind, ...]:
        """The kinds that are reviewed and saved together with a kind, itself among them."""
        review = self.workflow.reviews.get(kind)
        return review.kinds if review else (kind,)

    @on(Stop)
    def stop(self) -> None:
        """Ask the reading to stop."""
        job = self.workflow.job
        if job is not None and not job.saving:
            for panel in self._concerned(job.kinds):
                panel.advance(structs.replace(panel.progress, is_stopping=True))
                panel.stage = Stage.STOPPING
            job.worker.cancel()
            self._renew()

    @on(Discard)
    def discard(self) -> None:
        """Discard the review of the open panel."""
        panel = self.kind_panel
        if panel is not None:
            kinds = self._kinds_with(panel.kind)
            self.workflow.discard(kinds)
            for each in self._concerned(kinds):
                each.stage = Stage.INTRODUCTION
            self._renew()

    @on(Save)
    def save(self) -> None:
        """Save what the open panel reviews; once it is planned again, where that is being done."""
        kind = self.panel.kind
        review = self.workflow.reviews.get(kind) if kind else None
        if review is not None and review.is_revising:
            review.save_next = True
        elif review is not None:
            self._save(review)

    def _save(self, review: OpenReview, approve: str | None = None) -> None:
        self.workflow.save(review, approve)
        self._renew()

    @on(LimitPupils)
    @work
    async def ask_for_limit(self) -> None:
        """Ask which pupils the sync is to be limited to."""
        if self.view is not None:
            review = self.workflow.reviews.get(Kind.PUPIL)
            choices = limit_choices(self.view.hub, review.proposal.plan.reading if review else None)
            limit = await self.app.push_screen_wait(LimitDialog(choices, self.workflow.limit))
            if limit is not None:
                self._limit(limit)

    def _limit(self, limit: Filter) -> None:
        self.workflow.limit_pupils(limit)
        self._panels[Kind.PUPIL].introduction.limit = limit_words(limit) if limit else ""

    @on(ShowRemembered)
    @work
    async def show_remembered(self) -> None:
        """Show what every sync remembers."""
        view = self.view
        if view is not None:
            refusal = READ_ONLY if view.read_only else view.refusal
            readings = tuple(self.workflow.readings.values())
            dialog = RememberedDialog(self._session, view.hub, readings, refusal)
            if await self.app.push_screen_wait(dialog):
                self.post_message(HubChanged())

    @on(Progressed)
    def show_progress(self, message: Progressed) -> None:
        """Show how far the work has come, in its panels and on their tabs."""
        for panel in self._concerned(message.kinds):
            panel.advance(panel.progress.after(message.event, monotonic()))
            if self.workflow.saving:
                panel.stage = Stage.SAVING
        self.draw_tabs()

    @on(PlanProposed)
    def show_plan(self, message: PlanProposed) -> None:
        """Show what was read, for review."""
        self.workflow.open_review(message)
        for kind, lines in message.lines.items():
            self._panels[kind].propose(lines)
        if message.lapsed:
            self.notify(lapsed_words(message.lapsed), markup=False)
        self._enter_if_open(message.proposal.scope.kinds)

    @on(ReviewDecided)
    def revise_plan(self, message: ReviewDecided) -> None:
        """Plan again with what the reviewer decided."""
        if message.kind in self.workflow.reviews:
            self.workflow.revise(message.kind, message.decisions)
        if message.said:
            self.notify(message.said, markup=False)

    @on(PlanRevised)
    def show_revised_plan(self, message: PlanRevised) -> None:
        """Show the plan as it is now; save it, if that was asked for meanwhile."""
        for kind, lines in message.lines.items():
            self._panels[kind].review.show(lines)
        self._renew()
        review = self.workflow.reviews.get(message.proposal.scope.kinds[0])
        if review is not None and review.save_next and not review.is_revising:
            review.save_next = False
            if self.workflow.job is None:
                self._save(review)
            else:
                # Another save or reading has begun meanwhile, and only one runs at a time.
                words = "Not saved: another panel is reading or saving just now. Press s again after that."
                self.notify(words, severity="warning", markup=False)

    @on(RunSaved)
    def end_review(self, message: RunSaved) -> None:
        """End the review, and open the next panel once the hub is loaded."""
        self._outcome = message.outcome
        kinds = message.outcome.plan.scope.kinds
        self._moves_on = self.panel.kind in kinds
        self.workflow.discard(kinds)
        if Kind.PUPIL in kinds:
            # Otherwise the next sync would be limited too, and nobody would notice.
            self._limit(Filter())
        for panel in self._concerned(kinds):
            panel.stage = Stage.INTRODUCTION

    @on(RunHeld)
    @work
    async def ask_for_approval(self, message: RunHeld) -> None:
        """Nothing was saved: go back to the review, and ask whether exactly this plan may be saved."""
        kinds = message.outcome.plan.scope.kinds
        for panel in self._concerned(kinds):
            panel.stage = Stage.REVIEW
        self._enter_if_open(kinds)
        plan_id = await self.app.push_screen_wait(HeldDialog(message.outcome))
        review = self.workflow.reviews.get(kinds[0])
        if plan_id is not None and review is not None:
            self._save(review, plan_id)

    @on(Worker.StateChanged)
    def end_work(self, event: Worker.StateChanged) -> None:
        """Clear up after a reading or a save, however it ended."""
        job, error = self.workflow.end(event.worker), event.worker.error
        if job is None:
            if error is not None:
                self.notify(failure_words(error), severity="error", markup=False)
                self.post_message(FailureShown(error))
            return
        if event.state is WorkerState.CANCELLED:
            for panel in self._concerned(job.kinds):
                panel.stage = Stage.INTRODUCTION
            self.notify("Stopped. Nothing has been changed.", markup=False)
        elif error is not None:
            self._show_failure(job, error)
        self._enter_if_open(job.kinds)
        self.post_message(HubChanged(is_known=job.saving))
        self._renew()

    def _show_failure(self, job: Job, error: BaseException) -> None:
        """Say what went wrong. A save that failed leaves the review open, with all that was decided."""
        self.post_message(FailureShown(error))
        review, panels = self.workflow.reviews.get(job.kinds[0]), self._concerned(job.kinds)
        if review is None:
            for panel in panels:
                panel.fail(describe_failure(error))
            return
        review.is_outdated |= isinstance(error, ChangedElsewhereError)
        for panel in panels:
            panel.stage = Stage.REVIEW
        self.notify(failed_words(error), severity="error", markup=False)

    def _concerned(self, kinds: Collection[Kind]) -> list[KindPanel]:
        """The panels in which the work on some kinds is shown."""
        return [self._panels[kind] for kind in kinds]

    def _enter_if_open(self, kinds: Collection[Kind]) -> None:
        if self.panel.kind in kinds:
            self.enter()

    def _renew(self) -> None:
        """Show which reviews are outdated, and the state of each panel on its tab; other keys may work."""
        for kind, panel in self._panels.items():
            panel.review.is_outdated = self.workflow.is_outdated(kind)
        self.post_message(CommandsChanged())

    @on(CommandsChanged)
    def draw_tabs(self) -> None:
        """Show the state of each panel on its tab."""
        if self.view is not None:
            bar = self.query_one("#panels", TabBar)
            progress = {kind: panel.progress for kind, panel in self._panels.items()}
            bar.items = panel_tabs(self.view, self.workflow, progress)
            bar.active = self.panel.value
