"""The main screen: header, tabs, what they show, footer."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.reactive import reactive

from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.kind import Kind
from marktui.hub.model.setup_order import is_set_up
from marktui.hub.settings.settings import Settings
from marktui.sync.history.status import Cause
from marktui.sync.session import Session
from marktui.tui.accounts.commands import ACCOUNTS, ShowAccounts
from marktui.tui.commands.command import Command, ListCommand, bindings
from marktui.tui.commands.context import Context
from marktui.tui.commands.footer import CommandFooter
from marktui.tui.commands.general import GENERAL
from marktui.tui.commands.screen import READ_ONLY, CommandedScreen
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.messages import (
    TIME_TO_ACT,
    CommandsChanged,
    HubChanged,
    HubShown,
    PairChosen,
)
from marktui.tui.common.on_screen import WIDE, is_on_screen
from marktui.tui.common.panel import Panel
from marktui.tui.common.tab import Tab, TopTab
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.keys import key_of
from marktui.tui.common.widgets.fact_line import FactLine
from marktui.tui.common.widgets.tab_bar import TOP_LOOK, UNDER_LOOK, TabBar
from marktui.tui.connect.commands import ConnectToFiles
from marktui.tui.history.commands import HISTORY, ShowPersonHistory, Undo
from marktui.tui.leavers.commands import LEAVERS
from marktui.tui.main.commands import GO, Go, ShowNext, ShowPrevious
from marktui.tui.main.find.messages import AllPupilsWanted, FoundChosen
from marktui.tui.main.header import HeaderLine, facts
from marktui.tui.main.hub_follower import HubFollower
from marktui.tui.main.tab_contents import TabContents
from marktui.tui.main.tabs import sub_tabs, top_tabs
from marktui.tui.records.commands import RECORD, ShowMembers
from marktui.tui.records.messages import MembersLeft
from marktui.tui.review.commands import REVIEW
from marktui.tui.sync.commands import OPEN, SYNC, OpenPanel, ReadEverything, SyncPupils
from marktui.tui.sync.live.status import Status
from marktui.tui.sync.sync_panels import SyncPanels

_OFFERS = (*SYNC, *REVIEW, *LEAVERS, *RECORD, *HISTORY, *OPEN, *GO, *ACCOUNTS, *GENERAL)
_LOOK_EVERY = 2.5
"""Seconds between two looks whether the hub was changed elsewhere."""


class MainScreen(CommandedScreen[None]):
    """Shows one hub, and looks whether it was changed elsewhere."""

    OFFERS: ClassVar[Sequence[type[Command]]] = _OFFERS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(_OFFERS)]
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    MainScreen > #top {
        height: 1; background: $panel;
        & > #tabs { width: auto; }
        & > #facts { color: $text-muted; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012 - as Textual declares it
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual declares it

    tab: reactive[Tab] = reactive(Tab.SYNC)
    """The tab or sub-tab that is shown."""
    view: reactive[HubView | None] = reactive[HubView | None](None)
    """The hub, and what is known beside it."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        *,
        panel: Panel | None,
        read_only: bool,
        is_demo: bool = False,
    ) -> None:
        super().__init__()
        self._session = session
        self._opens_details = settings.detail
        self._start = Tab(settings.start) if panel is None else None
        """The tab that is wanted at the start; until the set-up is done it goes on where it was left."""
        self.keymap = settings.keys
        self._read_only = read_only
        self._is_demo = is_demo
        self._follower = HubFollower(session, self, self.show, read_only=read_only, is_demo=is_demo)
        self._history_from: Tab | None = None
        """The list that holds the record whose history is shown."""
        self.panels = SyncPanels(session, panel)
        """MIS user sync."""

    def compose(self) -> ComposeResult:
        """Header, tabs, sub-tabs, what the tab shows, footer."""
        # At once: Textual adds it when the first size is told, and then styles everything a second time.
        self.add_class(*self._size_classes, update=False)
        yield HeaderLine()
        with Horizontal(id="top"):
            yield TabBar(TOP_LOOK, id="tabs")
            yield FactLine(f" {GLYPHS.dot} ", id="facts")
        yield TabBar(UNDER_LOOK, id="sub-tabs")
        workflow = self.panels.workflow
        with TabContents(self._session, workflow, opens_details=self._opens_details):
            yield self.panels.data_bind(MainScreen.view)
        yield CommandFooter()

    @property
    def _size_classes(self) -> Iterator[str]:
        """The classes of this size."""
        size = self.app.size
        sides = ((size.height, self.VERTICAL_BREAKPOINTS), (size.width, self.HORIZONTAL_BREAKPOINTS))
        for cells, breakpoints in sides:
            yield next(name for least, name in reversed(breakpoints) if cells >= least)

    def on_mount(self) -> None:
        """Open the hub, and look from time to time whether it was changed elsewhere."""
        self._draw_tabs()
        self.watch(self.panels, "status", self._show_status)
        self._follower.load(is_known=True)
        self.set_interval(_LOOK_EVERY, self.look)

    @property
    def context(self) -> Context:
        """What is on the screen, and what is running."""
        if self.view is None:
            return Context(read_only=self._read_only, is_demo=self._is_demo, tab=self.tab)
        shown = self.tab_contents.shown_list
        context = Context(
            read_only=self._read_only,
            is_demo=self._is_demo,
            hub=self.view.hub,
            refusals=self.view.refusals,
            tab=self.tab,
            entry=self.tab_contents.entry,
            row_id=shown.table.cursor_id if shown is not None else None,
            marks=shown.marks if shown is not None else frozenset(),
            accesses=shown.accesses if shown is not None else frozenset(),
        )
        return self.panels.add_to(context, self.view)

    def dispatch(self, command: Command) -> None:
        """Send a command to the piece that hears it first; it bubbles up from there."""
        shown = self.tab_contents.shown_list
        if shown is not None and isinstance(command, ListCommand):
            shown.post_message(command)
        else:
            self.panels.listener.post_message(command)

    @on(HubChanged)
    def renew(self, message: HubChanged) -> None:
        """Load the hub again; what is known already is no news."""
        if message.is_known:
            self._follower.say_nothing()
        self._follower.load(is_known=message.is_known)

    def show(self, view: HubView) -> None:
        """Show another state of the hub."""
        self.view = view

    def look(self) -> None:
        """Look whether the hub was changed elsewhere; show how old its data is by now."""
        if self.view is not None and is_on_screen(self):
            self.query_one("#facts", FactLine).aside = facts(self.view, self._session.now())
        self._follower.look()

    def watch_view(self, before: HubView | None, view: HubView | None) -> None:
        """Show another state of the hub."""
        if view is None:
            return
        if view.is_nominee and not (before and before.is_nominee):
            self._show_nomination(view, at_first=before is None)
        self.query_one(HeaderLine).school = view.heading
        self.query_one("#facts", FactLine).aside = facts(view, view.now)
        self.tab_contents.show(view)
        self._draw_tabs()

    @on(HubShown)
    async def go_to_start(self) -> None:
        """Open the tab that is wanted at the start; say what is due, where the screen does not say it."""
        if self.view is None:
            return
        if self._start is not None and is_set_up(self.view.hub):
            await self._open(self._start)
        if not (self.panels.display and self.panels.switcher.says_what_waits):
            self.tab_contents.say_due(self.view)

    def watch_tab(self, tab: Tab) -> None:
        """Show another tab or sub-tab."""
        if not self.is_mounted:
            return
        self.panels.move_on()
        self.tab_contents.current = tab.value
        self.panels.draw()
        self._draw_tabs()
        if not isinstance(self.focused, TabBar):
            self._focus_tab()
        self.refresh_bindings()

    def _show_status(self, status: Status) -> None:
        header = self.query_one(HeaderLine)
        was_running, header.status = header.status.is_running, status
        covered = self.app.screen is not self and not self.app.screen.is_modal
        if was_running and not status.is_running and status.texts and covered:
            self.app.notify(status.texts[0], markup=False)

    def _focus_tab(self) -> None:
        shown = self.tab_contents.shown_list
        if shown is None:
            self.panels.enter()
        else:
            shown.focus_list()

    @property
    def tab_contents(self) -> TabContents:
        """What the tabs show."""
        return self.query_one(TabContents)

    @on(CommandsChanged)
    def renew_keys(self) -> None:
        """Other commands may be possible now."""
        self.refresh_bindings()

    async def _open(self, tab: Tab) -> None:
        """Go to a tab; what it shows is there then."""
        await self.tab_contents.prepare(tab)
        self.tab = tab

    @on(TabBar.Chosen, "#tabs")
    async def choose_tab(self, event: TabBar.Chosen) -> None:
        """Go to a tab."""
        await self._open(next(tab for tab in Tab if tab.top_tab == event.tab_id))

    @on(TabBar.Chosen, "#sub-tabs")
    async def choose_sub_tab(self, event: TabBar.Chosen) -> None:
        """Go to a sub-tab."""
        await self._open(Tab(event.tab_id))

    @on(Go)
    async def go(self, command: Go) -> None:
        """Go to a tab from anywhere: a dialog may have left the focus on the tabs."""
        await self._open(command.TAB)
        self._focus_tab()

    @on(OpenPanel)
    @on(SyncPupils)
    @on(ReadEverything)
    @on(ConnectToFiles)
    def go_to_panel(self) -> None:
        """A panel has been opened: show it."""
        self.tab = Tab.SYNC

    @on(ShowNext)
    @on(ShowPrevious)
    async def go_to_neighbour(self, command: ShowNext | ShowPrevious) -> None:
        """Go to the next tab, or to the one before."""
        tabs, by = list(Tab), 1 if isinstance(command, ShowNext) else -1
        await self._open(tabs[(tabs.index(self.tab) + by) % len(tabs)])

    @on(Undo)
    @work
    async def undo(self) -> None:
        """Ask, and undo the entry that is meant, or show the entry that has to be undone first."""
        from marktui.tui.history.undo_dialog import UndoDialog
        from marktui.tui.history.words import redo_words

        entry = self.context.entry
        answer = await self.app.push_screen_wait(UndoDialog(self._session, entry.number if entry else None))
        if isinstance(answer, int):
            await self._open(Tab.HISTORY)
            self.tab_contents.history.go_to(answer)
        elif answer is not None:
            self.notify(redo_words(answer), timeout=TIME_TO_ACT, markup=False)
            self.post_message(HubChanged())

    @on(ShowPersonHistory)
    async def show_person_history(self) -> None:
        """Show what happened to the record under the cursor, or go back to the list that it is in."""
        record_id, before = self.context.row_id, self.tab
        if before is not Tab.HISTORY and record_id is not None:
            await self._open(Tab.HISTORY)
            self._history_from = before
            self.tab_contents.history.narrow_to(record_id)
        elif self._history_from is not None:
            self.tab_contents.history.show_all()
            self.tab, self._history_from = self._history_from, None
        else:
            key = key_of("show-person-history", "h")
            self.notify(f"{key} shows the history of a record in a list of records.", markup=False)

    @on(ShowMembers)
    async def show_members(self) -> None:
        """Show the pupils of the class or year group under the cursor."""
        await self._show_members(self.context.row_id, back_to=self.tab)

    async def _show_members(self, group_id: str | None, back_to: Tab | None = None) -> None:
        await self._open(Tab.PUPILS)
        self.tab_contents.records(Kind.PUPIL).show_members(group_id, back_to)

    @on(MembersLeft)
    async def return_to_group(self, message: MembersLeft) -> None:
        """Go back to the class or year group whose pupils were shown."""
        await self._open(message.tab)
        if (shown := self.tab_contents.shown_list) is not None:
            shown.show_item(message.group_id)

    @on(FoundChosen)
    async def show_found(self, message: FoundChosen) -> None:
        """Show what was chosen in the palette: a person with all details, the pupils of a class."""
        found = message.found
        if found.is_group:
            await self._show_members(found.id)
            return
        await self._open(found.tab)
        if (shown := self.tab_contents.shown_list) is not None:
            shown.show_item(found.id, with_details=True)

    @on(AllPupilsWanted)
    async def show_all_found(self, message: AllPupilsWanted) -> None:
        """Show all pupils with the words that were typed in the palette."""
        await self._show_members(None)
        self.tab_contents.records(Kind.PUPIL).filter_bar.filter_by(message.text)

    @on(PairChosen)
    async def match_in_review(self, message: PairChosen) -> None:
        """Match a row and a record in the review that is open."""
        await self.panels.switcher.match(message.kind, message.mis_id, message.record_id)

    @on(ShowAccounts)
    @work
    async def show_accounts(self) -> None:
        """Show who may open the hub; logins are mapped and people nominated there."""
        from marktui.tui.accounts.accounts_dialog import AccountsDialog

        view = self.view
        if view is not None:
            refusal = READ_ONLY if view.read_only else view.refusals.get(Permission.MAP)
            dialog = AccountsDialog(self._session, view.hub, refusal, read_only=view.read_only)
            if await self.app.push_screen_wait(dialog):
                self.post_message(HubChanged())

    def _show_nomination(self, view: HubView, *, at_first: bool) -> None:
        """Show that the person at the keyboard is nominated: in a dialog at the start, later in a message."""
        if at_first and not view.read_only:
            self.ask_nominee(view)
            return
        # That the hub was changed says less than this, and would replace it.
        self._follower.say_nothing()
        words = f"You are nominated as the Access Coordinator; {key_of('show-accounts', 'U')} shows it."
        self.notify(words, timeout=TIME_TO_ACT, markup=False)

    @work
    async def ask_nominee(self, view: HubView) -> None:
        """Ask the person at the keyboard whether they become the Access Coordinator."""
        from marktui.tui.accounts.nomination_dialog import NominationDialog

        if await self.app.push_screen_wait(NominationDialog(self._session, view.hub)):
            self.post_message(HubChanged())

    def _draw_tabs(self) -> None:
        tabs, under = self.query_one("#tabs", TabBar), self.query_one("#sub-tabs", TabBar)
        tabs.items, tabs.active = top_tabs(), self.tab.top_tab
        under.items = sub_tabs(self.view.waiting(Cause.LEAVERS) if self.view else 0)
        under.active = self.tab.value
        under.display = self.tab.top_tab is TopTab.SCHOOL
