"""The panels, of which one is shown; each is made when it is opened for the first time."""

from asyncio import Lock
from typing import TYPE_CHECKING, TypeAlias

from textual.widget import Widget
from textual.widgets import ContentSwitcher

from marktui.hub.model.kind import Kind
from marktui.sync.model.proposal import Outcome
from marktui.sync.session import Session
from marktui.tui.commands.context import Stage
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.on_screen import is_on_screen
from marktui.tui.common.panel import Panel, panel_of
from marktui.tui.sync.panels.work_panel import WorkPanel
from marktui.tui.sync.panels.work_panels import WorkPanels
from marktui.tui.sync.waiting import WaitingView

if TYPE_CHECKING:
    from marktui.tui.connect.panel import AuthorisationPanel
    from marktui.tui.review.lines import Lines
    from marktui.tui.review.review import Review
    from marktui.tui.sync.finished import FinishedPanel

    AnyPanel: TypeAlias = AuthorisationPanel | WorkPanel | FinishedPanel


class PanelSwitcher(ContentSwitcher):
    """Shows one panel at a time, and keeps what a panel will need until it is made."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.panel = Panel.AUTHORISATION
        """The open panel; nothing is shown of it before the hub is loaded."""
        self.work = WorkPanels()
        """The panels that read something, on the screen or not."""
        self._lock = Lock()
        """Each page is made once, for a key or for a plan."""
        self._opened: dict[Panel, AnyPanel] = {}
        self._view: HubView | None = None
        self._outcome: Outcome | None = None
        self._waiting = ""

    async def open(self, panel: Panel) -> None:
        """Show a panel."""
        await self.prepare(panel)
        if panel in self._opened:  # nothing is, once somebody quits
            self.panel, self.current = panel, panel.value

    async def prepare(self, panel: Panel) -> None:
        """Have a panel there, with all that belongs in it, out of sight for now."""
        async with self._lock:
            if panel not in self._opened:
                await self._add(panel)

    async def connect_to_files(self) -> None:
        """Ask in panel 1, which is open, where the files are."""
        from marktui.tui.connect.panel import AuthorisationPanel

        await self.query_one(AuthorisationPanel).connect_to_files()

    async def match(self, kind: Kind, mis_id: str, record_id: str) -> None:
        """Match a row and a record in the review of a kind, on the screen or not."""
        await self.prepare(panel_of(kind))
        review = self.work.of_kinds[kind].review
        if review is not None:
            review.match(mis_id, record_id)

    async def propose(self, lines: "Lines") -> None:
        """There is a plan to be reviewed."""
        async with self._lock:
            await self.work.propose(lines)

    async def _add(self, panel: Panel) -> None:
        widget = self._made(panel)
        widget.display = False
        await self.mount(widget)
        if not is_on_screen(widget):
            return
        self._opened[panel] = widget
        self._show_in(widget)
        self.say_waiting(self._waiting)
        if isinstance(widget, WorkPanel):
            await widget.show_proposed()

    def _made(self, panel: Panel) -> "AnyPanel":
        match panel:
            case Panel.AUTHORISATION:
                from marktui.tui.connect.panel import AuthorisationPanel

                return AuthorisationPanel(self._session)
            case Panel.FINISHED:
                from marktui.tui.sync.finished import FinishedPanel

                return FinishedPanel(self._session, lambda: self._outcome)
            case _:
                return self.work.of(panel)

    @property
    def _shown(self) -> "AnyPanel | None":
        return self._opened.get(self.panel) if self.current else None

    @property
    def review(self) -> "Review | None":
        """The review that is shown, if one is."""
        work = self.work.of_kinds.get(self.panel.kind) if self.panel.kind else None
        return work.review if work is not None and work.stage is Stage.REVIEW else None

    @property
    def listener(self) -> Widget:
        """The widget that gets a command first; what it does not handle bubbles up."""
        return self.review or self._shown or self

    def enter(self) -> None:
        """Put the focus where the keys of the open panel are."""
        if self._shown is not None:
            self._shown.enter()

    def show(self, view: HubView, outcome: Outcome | None) -> None:
        """Show another state of the hub.

        Args:
            view: The hub, and what is known beside it.
            outcome: The result of the last save since the start.
        """
        self._view, self._outcome = view, outcome
        for widget in self._opened.values():
            self._show_in(widget)

    def _show_in(self, widget: "AnyPanel") -> None:
        if self._view is not None:
            widget.show(self._view)

    @property
    def says_what_waits(self) -> bool:
        """Whether the panel that is shown says what waits."""
        return bool(self._shown and self._shown.query(WaitingView))

    def say_waiting(self, waiting: str) -> None:
        """Show what waits for a person, wherever there is a place for it."""
        self._waiting = waiting
        for each in self.query(WaitingView):
            each.say(waiting)
