"""MIS user sync: the row of tabs, the six panels, and the keys that read, review and save in them."""

from collections.abc import Collection

from msgspec import structs
from textual import on, work
from textual.app import ComposeResult
from textual.reactive import reactive, var
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from marktui.hub.model.kind import Kind
from marktui.hub.model.setup_order import next_step, source_kinds
from marktui.store.disk.errors import ChangedElsewhereError
from marktui.sync.model.proposal import Outcome
from marktui.sync.model.scope import Filter
from marktui.sync.session import Session
from marktui.tui.commands.context import Context, Stage
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.messages import (
    CommandsChanged,
    FailureShown,
    HubChanged,
    HubShown,
    Progressed,
    ReviewDecided,
    RunHeld,
    RunSaved,
)
from marktui.tui.common.panel import Panel, panel_of
from marktui.tui.common.text.words import describe_failure, failure_words
from marktui.tui.common.widgets.tab_bar import TabBar
from marktui.tui.connect.commands import ConnectToFiles, StartSync
from marktui.tui.review.commands import BackToSummary, Discard
from marktui.tui.review.messages import PlanProposed, PlanRevised
from marktui.tui.review.words import busy_words, failed_words, lapsed_words, limit_words
from marktui.tui.sync.commands import (
    LimitPupils,
    OpenPanel,
    Read,
    ReadEverything,
    Save,
    SaveEverything,
    ShowRemembered,
    Stop,
    SyncPupils,
)
from marktui.tui.sync.dialogs.sync_dialogs import SyncDialogs
from marktui.tui.sync.live.panel_bar import PanelBar
from marktui.tui.sync.live.status import Status
from marktui.tui.sync.panel_tabs import panel_tabs
from marktui.tui.sync.panels.panel_area import PanelArea
from marktui.tui.sync.panels.panel_switcher import PanelSwitcher
from marktui.tui.sync.waiting import waiting_text
from marktui.tui.sync.web_hub import WebHubFiles
from marktui.tui.sync.workflow import UNSAVED, Job, OpenReview, Workflow


class SyncPanels(WebHubFiles):
    """Shows one of the six panels, and does what its keys ask for.

    Args:
        panel: The panel to begin with; by default the next step of the set-up.
    """

    DEFAULT_CSS = "SyncPanels { height: 1fr; }"

    view: reactive[HubView | None] = reactive[HubView | None](None)
    """The hub, and what is known beside it."""
    status: var[Status] = var(Status())
    """What the strip in the header says."""

    def __init__(self, session: Session, panel: Panel | None) -> None:
        super().__init__(session, id="sync")
        self.workflow = Workflow(session, self)
        """What runs, and what is being reviewed."""
        self._dialogs = SyncDialogs(session, self, self.workflow)
        self.switcher = PanelSwitcher(session)
        """The panels themselves."""
        self._panels = self.switcher.work
        self._first_panel = panel
        self._outcome: Outcome | None = None
        """The result of the last save since the start."""
        self._moves_on = False
        """Whether the next panel is opened once the hub is loaded: a save in this one has just ended."""

    def compose(self) -> ComposeResult:
        """The row of tabs and the open panel."""
        yield PanelBar(self.draw)
        yield PanelArea(self._session, self.switcher).data_bind(SyncPanels.view)

    @property
    def panel(self) -> Panel:
        """The open panel."""
        return self.switcher.panel

    def _kinds_of(self, panel: Panel) -> tuple[Kind, ...]:
        """What a panel is for, as far as the MIS has it."""
        return panel.kinds_of(self.view.hub if self.view else None)

    @property
    def _review(self) -> OpenReview | None:
        """The review that the open panel shows, or shows a part of; on the summary, one of everything."""
        return self.workflow.review_of(self._kinds_of(self.panel))

    def add_to(self, context: Context, view: HubView) -> Context:
        """The context of commands, with what goes on in the panels."""
        shown, review, job = self.switcher.review, self._review, self.workflow.job
        return structs.replace(
            context,
            panel=self.panel,
            stage=self._panels.stage_of(self.panel),
            closed=view.closed(self.panel),
            working=job.kinds if job else (),
            saving=self.workflow.saving,
            pair=shown.pair if shown else None,
            together=review is not None and len(review.kinds) > 1,
            is_outdated=self.workflow.is_outdated(self._kinds_of(self.panel)),
        )

    @property
    def listener(self) -> Widget:
        """The widget that gets a command first; what it does not handle bubbles up."""
        return self.switcher.listener

    async def watch_view(self, before: HubView | None, view: HubView | None) -> None:
        """Show another state of the hub; the first one chooses the panel."""
        if view is None:
            return
        if self._outcome is not None and view.attempts.undone_by(self._outcome.run):
            self._outcome = None
            self.workflow.activity.move_on(None)
        self._panels.hub = view.hub
        self.switcher.show(view, self._outcome)
        self._show_waiting()
        self._panels.go_to(Stage.INTRODUCTION, self.workflow.know(view.hub, read_only=view.read_only))
        self._renew()
        next_panel = view.next_panel(before, saved=self._moves_on)
        self._moves_on = False
        if next_panel is not None:
            await self._open((self._first_panel if before is None else None) or next_panel)
            self.enter()
        self.draw()
        if before is None:
            self.post_message(HubShown())

    async def _open(self, panel: Panel) -> None:
        """Show another panel."""
        await self.switcher.open(panel)
        self._renew()

    def enter(self) -> None:
        """Put the focus where the keys of the open panel are, unless another tab of the hub is shown."""
        if self.display:
            self.switcher.enter()

    @on(TabBar.Chosen, "#panels")
    async def choose_panel(self, event: TabBar.Chosen) -> None:
        """Open the panel of a tab."""
        event.stop()
        self.move_on()
        await self._open(Panel(event.tab_id))

    @on(OpenPanel)
    async def open_panel(self, command: OpenPanel) -> None:
        """Open the panel of a command."""
        self.move_on()
        await self._open(command.PANEL)
        self.enter()

    @on(ConnectToFiles)
    @work
    async def connect_to_files(self) -> None:
        """Ask in panel 1 where the files are."""
        self.move_on()
        await self._open(Panel.AUTHORISATION)
        await self.switcher.connect_to_files()

    @on(StartSync)
    async def start_sync(self) -> None:
        """Open the panel of the next step of the set-up, else the first panel that syncs something."""
        if self.view is not None:
            await self._open(panel_of(next_step(self.view.hub) or source_kinds(self.view.hub)[0]))
        self.enter()

    @on(SyncPupils)
    async def sync_pupils(self) -> None:
        """Read the pupils at once."""
        await self._open(Panel.PUPILS)
        self._read(self._kinds_of(Panel.PUPILS))

    @on(Read)
    def read(self) -> None:
        """Read what the open panel is for; where it shows a part of everything, everything."""
        review = self._review
        # A save that has ended just now may have opened the last panel, where nothing is read.
        if kinds := review.kinds if review else self._kinds_of(self.panel):
            self._read(kinds)

    @on(ReadEverything)
    async def read_everything(self) -> None:
        """Read everything; or show what has been read, where that is not on the screen."""
        was_shown = self.display and self.panel is Panel.EVERYTHING
        kinds = self._kinds_of(Panel.EVERYTHING)
        await self._open(Panel.EVERYTHING)
        if was_shown or self.workflow.review_of(kinds) is None:
            self._read(kinds)
        self.enter()

    @work
    async def _read(self, kinds: tuple[Kind, ...]) -> None:
        """Read, once it is settled what becomes of the decisions that an earlier session left behind."""
        if await self._dialogs.settle_earlier(kinds) and self.view and self.workflow.job is None:
            # Reviews that share a kind with it are given up: their other panels are at their beginning again.
            self._panels.go_to(Stage.INTRODUCTION, self.workflow.reviewed_with(kinds))
            self._panels.begin(kinds)
            self.enter()
            self.workflow.read(self.view.hub, kinds)
            self._renew()

    @on(Stop)
    def stop(self) -> None:
        """Ask the reading to stop."""
        if (job := self.workflow.job) and not job.saving:
            self.workflow.activity.stop()
            self._panels.go_to(Stage.STOPPING, job.kinds)
            job.worker.cancel()
            self._renew()

    @on(BackToSummary)
    async def open_summary(self) -> None:
        """Go back to the page that sums everything up."""
        await self._open(Panel.EVERYTHING)
        self.enter()

    @on(Discard)
    @work
    async def discard(self) -> None:
        """Discard the review of the open panel; ask first, if something was decided in it."""
        review = self._review
        if review is None or not await self._dialogs.may_discard(review):
            return
        self.workflow.discard(review.kinds)
        self._panels.go_to(Stage.INTRODUCTION, review.kinds)
        self._renew()
        self.enter()

    @on(Save)
    @on(SaveEverything)
    def save(self) -> None:
        """Save what the open panel reviews; once it is planned again, where that is being done."""
        if review := self._review:
            self.workflow.save_soon(review)
            self._renew()

    @on(LimitPupils)
    @work
    async def ask_for_limit(self) -> None:
        """Ask which pupils the sync is to be limited to."""
        if self.view is not None:
            limit = await self._dialogs.limit(self.view, self.workflow.reviews.get(Kind.PUPIL))
            if limit is not None:
                self._limit(limit)

    def _limit(self, limit: Filter) -> None:
        self.workflow.limit_pupils(limit)
        self._panels.limit(limit_words(limit) if limit else "")

    @on(ShowRemembered)
    @work
    async def show_remembered(self) -> None:
        """Show what every sync remembers."""
        if self.view is not None and await self._dialogs.remembered(self.view):
            self.post_message(HubChanged())

    @on(Progressed)
    def show_progress(self, message: Progressed) -> None:
        """Take note of how far the work has come; it is drawn at the next look."""
        self.workflow.activity.hear(message.event)
        if self.workflow.saving:
            self._panels.go_to(Stage.SAVING, message.kinds)

    def move_on(self) -> None:
        """The person at the keyboard goes elsewhere: what the strip said of the past has been seen."""
        self.workflow.activity.move_on(self._shown)

    @property
    def _shown(self) -> Panel | None:
        return self.panel if self.display else None

    @on(PlanProposed)
    async def show_plan(self, message: PlanProposed) -> None:
        """Show what was read, for review."""
        self.workflow.open_review(message)
        await self.switcher.propose(message.lines)
        self.workflow.free_closed(message.proposal.scope.kinds)
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
        self._panels.revise(message.lines)
        self.workflow.free_earlier(message.proposal.scope.kinds)
        if not self.workflow.save_if_asked(message.proposal.scope.kinds):
            # Another save or reading has begun meanwhile, and only one runs at a time.
            self.notify(busy_words(), severity="warning", markup=False)
        self._renew()

    @on(RunSaved)
    def end_review(self, message: RunSaved) -> None:
        """End the review, and open the next panel once the hub is loaded."""
        self._outcome = message.outcome
        kinds = message.outcome.plan.scope.kinds
        self._moves_on = self._panels.is_within(self.panel, kinds)
        self.workflow.discard(kinds)
        if Kind.PUPIL in kinds:
            # Otherwise the next sync would be limited too, and nobody would notice.
            self._limit(Filter())
        self._panels.go_to(Stage.INTRODUCTION, kinds)

    @on(RunHeld)
    @work
    async def ask_for_approval(self, message: RunHeld) -> None:
        """Nothing was saved: go back to the review, and ask whether exactly this plan may be saved."""
        kinds = message.outcome.plan.scope.kinds
        self._panels.go_to(Stage.REVIEW, kinds)
        self._enter_if_open(kinds)
        plan_id = await self._dialogs.approval(message.outcome)
        review = self.workflow.reviews.get(kinds[0])
        if plan_id is not None and review is not None:
            self.workflow.save(review, plan_id)
            self._renew()

    @on(Worker.StateChanged)
    def end_work(self, event: Worker.StateChanged) -> None:
        """Clear up after a reading or a save, however it ended."""
        job, error = self.workflow.end(event.worker), event.worker.error
        if job is None:
            if event.worker.group == UNSAVED and event.worker.is_finished:
                self._show_waiting()
            if error is not None:
                self.notify(failure_words(error), severity="error", markup=False)
                self.post_message(FailureShown(error))
            return
        if event.state is WorkerState.CANCELLED:
            self._panels.go_to(Stage.INTRODUCTION, job.kinds)
        elif error is not None:
            self._show_failure(job, error)
        self._enter_if_open(job.kinds)
        self.post_message(HubChanged(is_known=job.saving))
        self._renew()

    def _show_waiting(self) -> None:
        if self.view is not None:
            self.switcher.say_waiting(waiting_text(self.view, self.workflow.kept.on_disk))

    def _show_failure(self, job: Job, error: BaseException) -> None:
        """Say what went wrong. A save that failed leaves the review open, with all that was decided."""
        self.post_message(FailureShown(error))
        review = self.workflow.reviews.get(job.kinds[0])
        if review is None:
            self._panels.fail(job.kinds, describe_failure(error))
            return
        review.is_outdated |= isinstance(error, ChangedElsewhereError)
        self._panels.go_to(Stage.REVIEW, job.kinds)
        self.notify(failed_words(error), severity="error", markup=False)

    def _enter_if_open(self, kinds: Collection[Kind]) -> None:
        if self._panels.is_within(self.panel, kinds):
            self.enter()

    def _renew(self) -> None:
        """Show which reviews are outdated, and the state of each panel on its tab; other keys may work."""
        self._panels.show_outdated(self.workflow.is_outdated)
        self.query_one(PanelBar).follow(work=self.workflow.job is not None)
        self.post_message(CommandsChanged())

    @on(CommandsChanged)
    def draw(self) -> None:
        """Show the state of each panel on its tab, what goes on in the strip, and in its panels how far."""
        activity = self.workflow.activity
        if self.workflow.job is not None:
            self._panels.show_progress(self.workflow.job.kinds, activity.progress, activity.clock())
        can_save = not (self.view and self.view.read_only)
        self.status = activity.status(self.workflow.latest, self._shown, can_save=can_save)
        if self.view is not None:
            self.query_one(PanelBar).show(panel_tabs(self.view, self.workflow), self.panel.value)
            self.query_one(PanelArea).renew()
