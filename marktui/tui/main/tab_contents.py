"""What the tabs show: MIS user sync, and the lists."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.widgets import ContentSwitcher

from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.kind import Kind
from marktui.hub.model.time import local_day
from marktui.sync.history.status import Cause
from marktui.sync.session import Session
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.messages import TIME_TO_ACT
from marktui.tui.common.tab import Tab
from marktui.tui.leavers.commands import Decide, MatchLeaver, ShowDue
from marktui.tui.records.commands import EditRecord
from marktui.tui.sync.workflow import Workflow

if TYPE_CHECKING:
    from marktui.store.file.entry import Entry
    from marktui.sync.model.plan import Plan
    from marktui.tui.common.list.catalogue_list import CatalogueList
    from marktui.tui.history.panel import HistoryPanel
    from marktui.tui.leavers.actions import LeaverActions
    from marktui.tui.leavers.panel import LeaversPanel
    from marktui.tui.records.panel import RecordPanel

_LISTED = {Tab.TEACHERS: Kind.TEACHER, Tab.PUPILS: Kind.PUPIL, Tab.CLASSES: Kind.CLASS}


class TabContents(ContentSwitcher):
    """Shows one tab at a time, gives the lists the hub to show, and carries out what is decided in them.

    A list is made when its tab is opened for the first time: marktui starts sooner, and each dialog opens
    sooner, than with all of them.

    Args:
        workflow: What was read of the MIS since the start.
        opens_details: Whether a list begins with the details open.
    """

    def __init__(self, session: Session, workflow: Workflow, *, opens_details: bool) -> None:
        super().__init__(id="tab-contents", initial=Tab.SYNC.value)
        self._session = session
        self._workflow = workflow
        self._opens_details = opens_details
        self._view: HubView | None = None
        self._lists: dict[Tab, CatalogueList[Any]] = {}

    @property
    def shown_list(self) -> "CatalogueList[Any] | None":
        """The list that is shown, if one is."""
        return self._lists.get(Tab(self.current)) if self.current else None

    async def prepare(self, tab: Tab) -> None:
        """Have what a tab shows on the screen, with its rows, out of sight for now."""
        if tab is Tab.SYNC:
            return
        if tab not in self._lists:
            self._lists[tab] = self._made(tab)
            self._lists[tab].set_class(self._opens_details, "-open", update=False).display = False
            self._show_in(self._lists[tab])
            await self.mount(self._lists[tab])
        await self._lists[tab].catch_up()

    def _made(self, tab: Tab) -> "CatalogueList[Any]":
        from marktui.tui.history.panel import HistoryPanel
        from marktui.tui.leavers.panel import LeaversPanel
        from marktui.tui.records.panel import RecordPanel

        match tab:
            case Tab.LEAVERS:
                return LeaversPanel(self._session.store.history, self._plan, id=tab.value)
            case Tab.HISTORY:
                return HistoryPanel(self._session, id=tab.value)
            case _:
                return RecordPanel(_LISTED.get(tab, Kind.YEAR_GROUP), self._session, id=tab.value)

    def _plan(self) -> "Plan | None":
        """What the review of pupils would do that is open."""
        review = self._workflow.reviews.get(Kind.PUPIL)
        return review.proposal.plan if review else None

    @property
    def leavers(self) -> "LeaversPanel | None":
        """School > Leavers, while it is shown."""
        from marktui.tui.leavers.panel import LeaversPanel

        shown = self.shown_list
        return shown if isinstance(shown, LeaversPanel) else None

    @property
    def history(self) -> "HistoryPanel":
        """School > History."""
        from marktui.tui.history.panel import HistoryPanel

        return self.query_one(HistoryPanel)

    @property
    def entry(self) -> "Entry | None":
        """The entry of the history under the cursor, while it is shown."""
        return self.history.entry if self.current == Tab.HISTORY.value else None

    def records(self, kind: Kind) -> "RecordPanel":
        """The list of all records of a kind."""
        from marktui.tui.records.panel import RecordPanel

        return self.query_one(f"#{Tab(kind.plural).value}", RecordPanel)

    def show(self, view: HubView) -> None:
        """Show another state of the hub; its history may have changed even if the hub has not."""
        self._view = view
        for each in self._lists.values():
            self._show_in(each)

    def _show_in(self, shown: "CatalogueList[Any]") -> None:
        from marktui.tui.leavers.panel import LeaversPanel

        view = self._view
        if view is None:
            return
        if isinstance(shown, LeaversPanel):
            shown.can_decide = not view.read_only and Permission.DECIDE not in view.refusals
        shown.today = local_day(view.now)
        if shown.hub is None or shown.hub.generation != view.hub.generation:
            shown.hub = view.hub
        if shown.id == Tab.HISTORY.value:
            shown.expire()

    def say_due(self, view: HubView) -> None:
        """Say to a person who may erase people that some are due."""
        from marktui.tui.leavers.decide_words import due_words

        number = view.waiting(Cause.DUE)
        if number and Permission.ERASE not in view.refusals:
            self.notify(due_words(number), timeout=TIME_TO_ACT, markup=False)

    @cached_property
    def _actions(self) -> "LeaverActions":
        from marktui.tui.leavers.actions import LeaverActions

        return LeaverActions(self._session, self)

    @on(Decide)
    @work
    async def decide(self, command: Decide) -> None:
        """Ask, and decide about the people who are marked, or under the cursor."""
        if self.shown_list is not None:
            await self._actions.decide(command.DECISION, self.shown_list)

    @on(MatchLeaver)
    async def match(self) -> None:
        """Look for the pupil under the cursor among the pupils who are in the MIS.

        The next keys wait until all are found who may be meant: they are meant for the window.
        """
        if self.leavers is not None:
            dialog = await self._actions.rejoin_dialog(self.leavers)
            if dialog is not None:
                self.run_worker(self._actions.match(dialog))

    @on(EditRecord)
    @work
    async def open_record(self) -> None:
        """Open the page of the leaver under the cursor; the lists of records open theirs themselves."""
        if self.leavers is not None:
            await self._actions.open_record(self.leavers)

    @on(ShowDue)
    @work
    async def show_due(self) -> None:
        """Show whose deletion is due."""
        await self._actions.show_due()
