"""MIS user sync: the row of six panels, and which of them is open."""

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widget import Widget

from marktui.hub.model.kind import Kind
from marktui.hub.model.setup import next_step
from marktui.sync.session import Session
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.messages import CommandsChanged, Progressed, RunSaved
from marktui.tui.common.panel import Panel, panel_of
from marktui.tui.common.widgets.tab_bar import TabBar
from marktui.tui.connect.commands import StartSync
from marktui.tui.main.commands import OpenPanel
from marktui.tui.main.tabs import panel_tabs
from marktui.tui.sync.commands import SyncPupils
from marktui.tui.sync.desk import Desk
from marktui.tui.sync.finished import outcome_words
from marktui.tui.sync.panel import KindPanel
from marktui.tui.sync.workflow import Workplace

if TYPE_CHECKING:
    from marktui.sync.model.proposal import Outcome


class SyncPanels(Vertical):
    """Opens panels, and says on their tabs how each one stands.

    Args:
        session: The hub and who is at the keyboard.
        panel: The panel to begin with, if not the one that the set-up has come to.
    """

    DEFAULT_CSS = """
    SyncPanels { height: 1fr; & > Workplace { height: 1fr; } }
    """

    view: reactive[HubView | None] = reactive[HubView | None](None)
    """The hub, and what is known beside it."""
    panel: reactive[Panel] = reactive(Panel.AUTHORISATION)
    """The open panel."""

    def __init__(self, session: Session, panel: Panel | None) -> None:
        super().__init__(id="sync")
        self.workplace = Workplace(session)
        """The panels themselves."""
        self._wanted = panel
        self._outcome: Outcome | None = None
        self._moves_on = False

    def compose(self) -> ComposeResult:
        """The row of tabs and the six panels."""
        yield TabBar(id="panels")
        yield self.workplace

    @property
    def desk(self) -> Desk:
        """What runs, and what is being reviewed."""
        return self.workplace.desk

    @property
    def page(self) -> KindPanel | None:
        """The open panel, if it is one of the four."""
        return self.workplace.page

    @property
    def listener(self) -> Widget:
        """The piece that hears a command first; what it does not answer bubbles up."""
        return self.workplace.listener

    def watch_view(self, before: HubView | None, view: HubView | None) -> None:
        """Show another state of the hub; the first one chooses the panel."""
        if view is None:
            return
        self.workplace.show(view, self._outcome)
        follows = self._what_follows(before, view)
        self._moves_on = False
        if follows is not None:
            self.panel = follows
            self.enter()
        self.draw_tabs()

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
            self.workplace.current = panel.value
            self.workplace.tell_situation()

    def enter(self) -> None:
        """Put the focus where the keys of the open panel are."""
        self.workplace.enter()

    def apply(self, kind: Kind, approve: str | None = None) -> None:
        """Save the proposal of a kind.

        Args:
            kind: Whose proposal.
            approve: The id of the plan that the Access Coordinator approves.
        """
        self.workplace.apply(kind, approve)

    def stop(self) -> None:
        """Ask the reading to stop."""
        self.workplace.stop()

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
        """Begin with the panel that the set-up has come to, else with the first that syncs something."""
        if self.view is not None:
            step = next_step(self.view.hub)
            self.panel = panel_of(step) if step else Panel.TEACHERS
            self.enter()

    @on(SyncPupils)
    def sync_pupils(self) -> None:
        """Read the pupils at once."""
        self.panel = Panel.PUPILS
        self.workplace.read()

    @on(RunSaved)
    def keep_outcome(self, message: RunSaved) -> None:
        """Keep what came of a save for the last panel; go on from its own panel once the hub is loaded."""
        self._outcome = message.outcome
        self._moves_on = self.panel.kind is message.kind

    @on(Progressed)
    @on(CommandsChanged)
    def draw_tabs(self) -> None:
        """Say on each tab how its panel stands."""
        if self.view is not None:
            line = self.query_one("#panels", TabBar)
            progress = {kind: page.progress for kind, page in self.workplace.pages.items()}
            line.items = panel_tabs(self.view, self.desk, progress)
            line.active = self.panel.value
