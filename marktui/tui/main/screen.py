"""The hub: header, tabs, what lies under them, footer."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import reactive

from marktui.hub.model.errors import MarktuiError
from marktui.sync.session import Session
from marktui.tui.accounts.commands import ACCOUNTS, ShowAccounts
from marktui.tui.commands.command import Command, ListCommand, bindings
from marktui.tui.commands.context import Context, Stage
from marktui.tui.commands.footer import CommandFooter
from marktui.tui.commands.general import GENERAL
from marktui.tui.commands.screen import CommandedScreen
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.list.browser import is_on_screen
from marktui.tui.common.messages import CommandsChanged, HubChanged, HubUnreadable, PairChosen, RunHeld
from marktui.tui.common.panel import Panel
from marktui.tui.common.tab import Tab, TopTab
from marktui.tui.common.widgets.tab_bar import TabBar
from marktui.tui.history.commands import HISTORY, ShowPersonHistory, Undo
from marktui.tui.history.panel import HistoryPanel
from marktui.tui.leavers.commands import LEAVERS
from marktui.tui.main.change_watcher import ChangeWatcher
from marktui.tui.main.commands import GO, OPEN, Go, OpenPanel, ShowNext, ShowPrevious
from marktui.tui.main.dialogs import Errands
from marktui.tui.main.header import HeaderLine
from marktui.tui.main.sync_panels import SyncPanels
from marktui.tui.main.tab_contents import TabContents, lists
from marktui.tui.main.tabs import sub_tabs, top_tabs
from marktui.tui.records.commands import RECORD
from marktui.tui.review.commands import REVIEW
from marktui.tui.sync.commands import SYNC, SyncPupils
from marktui.tui.sync.run import hub_view

if TYPE_CHECKING:
    from textual.timer import Timer

_OFFERS = (*SYNC, *REVIEW, *LEAVERS, *RECORD, *HISTORY, *OPEN, *GO, *ACCOUNTS, *GENERAL)
_LOOK_EVERY = 2.5
"""Seconds between two looks whether the hub was changed elsewhere."""
DOUBT = 0.4
"""Seconds after which a change on disk is somebody else's: of our own we hear as soon as they are done."""


class MainScreen(CommandedScreen[None]):
    """Shows one hub, and looks whether it was changed elsewhere.

    Args:
        session: The hub and who is at the keyboard.
        panel: The panel to begin with, if any.
        read_only: Whether nothing may be changed.
    """

    OFFERS: ClassVar[Sequence[type[Command]]] = _OFFERS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(_OFFERS)]
    AUTO_FOCUS = None
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012 - as Textual declares it

    tab: reactive[Tab] = reactive(Tab.SYNC)
    """The tab or sub-tab that is shown."""
    view: reactive[HubView | None] = reactive[HubView | None](None)
    """The hub, and what is known beside it."""

    def __init__(self, session: Session, *, panel: Panel | None, read_only: bool) -> None:
        super().__init__()
        self._session = session
        self._read_only = read_only
        self._watcher = ChangeWatcher(session.store)
        self._news: Timer | None = None
        self._is_clock_told = False
        """Whether it was told what speaks against the clock."""
        self._errands = Errands(session, self)
        self.panels = SyncPanels(session, panel)
        """MIS user sync."""

    def compose(self) -> ComposeResult:
        """Header, tabs, sub-tabs, the seven tabs or sub-tabs, footer."""
        yield HeaderLine()
        yield TabBar("  ", id="tabs")
        yield TabBar("  ", id="sub-tabs")
        with TabContents(self._session):
            yield self.panels.data_bind(MainScreen.view)
            yield from lists(self._session, self.panels.desk)
        yield CommandFooter()

    def on_mount(self) -> None:
        """Open the hub, and look from time to time whether it was changed elsewhere."""
        self._draw_tabs()
        self.load(is_known=True)
        self.set_interval(_LOOK_EVERY, self.look)

    @property
    def context(self) -> Context:
        """Where the person at the keyboard stands."""
        if self.view is None:
            return Context(read_only=self._read_only, tab=self.tab)
        panels, view = self.panels, self.view
        browser = self.tab_contents.browser
        page, job = panels.page, panels.desk.job
        in_review = page is not None and page.stage is Stage.REVIEW
        return Context(
            read_only=self._read_only,
            hub=view.hub,
            refusals=view.refusals,
            tab=self.tab,
            panel=panels.panel,
            stage=page.stage if page else Stage.INTRODUCTION,
            closed=view.closed(panels.panel),
            working=job.kind if job else None,
            saving=panels.desk.saving,
            pair=page.review.pair if page and in_review else None,
            entry=browser.entry if isinstance(browser, HistoryPanel) else None,
            row_id=browser.table.cursor_id if browser is not None else None,
            marks=browser.marks if browser is not None else frozenset(),
            is_outdated=page is not None and panels.desk.is_outdated(page.kind),
        )

    def dispatch(self, command: Command) -> None:
        """Send a command to the piece that hears it first; it bubbles up from there."""
        browser = self.tab_contents.browser
        if browser is not None and isinstance(command, ListCommand):
            browser.post_message(command)
        else:
            self.panels.listener.post_message(command)

    @on(HubChanged)
    def renew(self, message: HubChanged) -> None:
        """Load the hub again; what is known already is no news."""
        if message.is_known and self._news is not None:
            self._news.stop()
        self.load(is_known=message.is_known)

    @work(exclusive=True, group="load")
    async def load(self, *, is_known: bool) -> None:
        """Load the hub and what its history tells.

        Args:
            is_known: Whether the person at the keyboard knows of the change, and need not be told.
        """
        await self._watcher.remember()
        try:
            view = await hub_view(self._session, read_only=self._read_only)
            clock = await self._session.clock_remark()
        except MarktuiError as error:
            self.post_message(HubUnreadable(error))
            return
        if not is_on_screen(self):
            return
        generation = view.hub.generation
        if not is_known and self.view is not None and self.view.hub.generation != generation:
            self._news = self.set_timer(DOUBT, partial(self._tell_news, generation))
        self.view = view
        if clock and not self._is_clock_told:
            self.app.notify(clock, severity="warning")
        self._is_clock_told = clock is not None

    def watch_view(self, before: HubView | None, view: HubView | None) -> None:
        """Show another state of the hub."""
        if view is None:
            return
        if view.is_nominee and not (before and before.is_nominee):
            self._tell_nominee(view, at_first=before is None)
        header = self.query_one(HeaderLine)
        header.school, header.facts = view.heading, view.facts(view.now)
        self.tab_contents.show(view)
        self._draw_tabs()

    def watch_tab(self, tab: Tab) -> None:
        """Show another tab or sub-tab."""
        if not self.is_mounted:
            return
        self.tab_contents.current = tab.value
        self._draw_tabs()
        if not isinstance(self.focused, TabBar):
            self._focus_tab()
        self.refresh_bindings()

    def _focus_tab(self) -> None:
        browser = self.tab_contents.browser
        if browser is None:
            self.panels.enter()
        else:
            browser.focus_list()

    @property
    def tab_contents(self) -> TabContents:
        """What lies under the tabs."""
        return self.query_one(TabContents)

    @on(CommandsChanged)
    def renew_keys(self) -> None:
        """Other commands may be possible now."""
        self.refresh_bindings()

    @on(TabBar.Chosen, "#tabs")
    def choose_tab(self, event: TabBar.Chosen) -> None:
        """Go to a tab."""
        self.tab = next(tab for tab in Tab if tab.top_tab == event.tab_id)

    @on(TabBar.Chosen, "#sub-tabs")
    def choose_sub_tab(self, event: TabBar.Chosen) -> None:
        """Go to a sub-tab."""
        self.tab = Tab(event.tab_id)

    @on(Go)
    def go(self, command: Go) -> None:
        """Go to a tab, wherever the keyboard was: a dialog may have left it on the tabs."""
        self.tab = command.TAB
        self._focus_tab()

    @on(OpenPanel)
    @on(SyncPupils)
    def go_to_panel(self) -> None:
        """A panel has been opened: show it."""
        self.tab = Tab.SYNC

    @on(ShowNext)
    def go_to_next(self) -> None:
        """Go to the next tab."""
        self._step(1)

    @on(ShowPrevious)
    def go_to_previous(self) -> None:
        """Go to the tab before."""
        self._step(-1)

    @on(Undo)
    def take_back(self) -> None:
        """Ask, and take back the entry that is meant."""
        entry = self.context.entry
        self._errands.take_back(entry.number if entry else None, self._go_to_entry)

    def _go_to_entry(self, number: int) -> None:
        self.tab = Tab.HISTORY
        self.tab_contents.history.go_to(number)

    @on(ShowPersonHistory)
    def show_person_history(self) -> None:
        """Show what happened to the record under the cursor."""
        record_id = self.context.row_id
        if record_id is not None:
            self.tab = Tab.HISTORY
            self.tab_contents.history.narrow_to(record_id)

    @on(PairChosen)
    def match_in_review(self, message: PairChosen) -> None:
        """Match a row and a record in the review that is open."""
        self.panels.workplace.pages[message.kind].review.match(message.mis_id, message.record_id)

    @on(ShowAccounts)
    def show_accounts(self) -> None:
        """Show who may open the hub."""
        if self.view is not None:
            self._errands.show_accounts(self.view)

    def _tell_nominee(self, view: HubView, *, at_first: bool) -> None:
        """Tell the person at the keyboard that they are nominated: ask at first, and later tell it aside."""
        if at_first and not view.read_only:
            self._errands.ask_nominee(view)
        else:
            if self._news is not None:
                # That the hub was changed says less than this, and would take its place.
                self._news.stop()
            self._errands.tell_nominee()

    @on(RunHeld)
    def ask_for_approval(self, message: RunHeld) -> None:
        """Ask whether exactly this plan may be applied."""
        self._errands.ask_for_approval(message.outcome, partial(self.panels.apply, message.kind))

    def _step(self, by: int) -> None:
        tabs = list(Tab)
        self.tab = tabs[(tabs.index(self.tab) + by) % len(tabs)]

    @work(exclusive=True, group="look")
    async def look(self) -> None:
        """Look whether the hub or its history was changed elsewhere; its data grows older meanwhile."""
        if any(worker.group == "load" and not worker.is_finished for worker in self.workers):
            return
        if await self._watcher.sees_change():
            # Whoever answers a dialog may be changing the hub by it, which is no news to them.
            self.load(is_known=not self.is_active)
        elif self.view is not None and is_on_screen(self):
            self.query_one(HeaderLine).facts = self.view.facts(self._session.now())

    def _tell_news(self, generation: int) -> None:
        self.notify(f"The hub was changed elsewhere: generation {generation}.", markup=False)

    def _draw_tabs(self) -> None:
        tabs, under = self.query_one("#tabs", TabBar), self.query_one("#sub-tabs", TabBar)
        tabs.items, tabs.active = top_tabs(), self.tab.top_tab
        under.items = sub_tabs(self.view.leavers if self.view else 0)
        under.active = self.tab.value
        under.display = self.tab.top_tab is TopTab.SCHOOL
