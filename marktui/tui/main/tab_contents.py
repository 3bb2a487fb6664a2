"""What the tabs show: MIS user sync, and the lists."""

from collections.abc import Iterable, Iterator
from typing import Any

from textual import on, work
from textual.widgets import ContentSwitcher

from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.kind import Kind
from marktui.hub.model.time import local_day
from marktui.sync.history.status import Cause
from marktui.sync.model.plan import Plan
from marktui.sync.session import Session
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.list.catalogue_list import CatalogueList
from marktui.tui.common.messages import TIME_TO_ACT
from marktui.tui.common.tab import Tab
from marktui.tui.history.panel import HistoryPanel
from marktui.tui.leavers.actions import LeaverActions
from marktui.tui.leavers.commands import Decide, MatchLeaver, ShowDue
from marktui.tui.leavers.decide_words import due_words
from marktui.tui.leavers.panel import LeaversPanel
from marktui.tui.records.commands import EditRecord
from marktui.tui.records.panel import RecordPanel
from marktui.tui.sync.workflow import Workflow


class TabContents(ContentSwitcher):
    """Shows one tab at a time, gives the lists the hub to show, and carries out what is decided in them.

    A list becomes a part of the screen when its tab is opened for the first time: marktui starts sooner, and
    each dialog opens sooner, than with all of them.
    """

    def __init__(self, session: Session, lists: Iterable[CatalogueList[Any]]) -> None:
        super().__init__(id="tab-contents", initial=Tab.SYNC.value)
        self._lists = {one.id: one for one in lists}
        self._actions = LeaverActions(session, self)

    @property
    def shown_list(self) -> CatalogueList[Any] | None:
        """The list that is shown, if one is."""
        shown = self.visible_content
        return shown if isinstance(shown, CatalogueList) else None

    async def prepare(self, tab: Tab) -> None:
        """Have what a tab shows on the screen, with its rows, out of sight for now."""
        wanted = self._lists.get(tab.value)
        if wanted is None:
            return
        if not wanted.is_attached:
            wanted.display = False
            await self.mount(wanted)
        await wanted.catch_up()

    @property
    def history(self) -> HistoryPanel:
        """School > History."""
        return self.query_one(HistoryPanel)

    def records(self, kind: Kind) -> RecordPanel:
        """The list of all records of a kind."""
        return self.query_one(f"#{Tab(kind.plural).value}", RecordPanel)

    def show(self, view: HubView) -> None:
        """Show another state of the hub; its history may have changed even if the hub has not."""
        for each in self._lists.values():
            if isinstance(each, LeaversPanel):
                each.can_decide = not view.read_only and Permission.DECIDE not in view.refusals
            each.today = local_day(view.now)
            each.hub = view.hub
        self._lists[Tab.HISTORY.value].expire()

    def say_due(self, view: HubView) -> None:
        """Say to a person who may erase people that some are due."""
        number = view.waiting(Cause.DUE)
        if number and Permission.ERASE not in view.refusals:
            self.notify(due_words(number), timeout=TIME_TO_ACT, markup=False)

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
        if isinstance(self.shown_list, LeaversPanel):
            dialog = await self._actions.rejoin_dialog(self.shown_list)
            if dialog is not None:
                self.run_worker(self._actions.match(dialog))

    @on(EditRecord)
    @work
    async def open_record(self) -> None:
        """Open the page of the leaver under the cursor; the lists of records open theirs themselves."""
        if isinstance(self.shown_list, LeaversPanel):
            await self._actions.open_record(self.shown_list)

    @on(ShowDue)
    @work
    async def show_due(self) -> None:
        """Show whose deletion is due."""
        await self._actions.show_due()


def lists(session: Session, workflow: Workflow) -> Iterator[CatalogueList[Any]]:
    """All the lists, each under the id of its tab.

    Args:
        session: The hub and who is at the keyboard.
        workflow: What was read of the MIS since the start.
    """

    def plan() -> Plan | None:
        review = workflow.reviews.get(Kind.PUPIL)
        return review.proposal.plan if review else None

    yield LeaversPanel(session.store.history, plan, id=Tab.LEAVERS.value)
    yield RecordPanel(Kind.YEAR_GROUP, session, id=Tab.YEAR_GROUPS.value)
    yield HistoryPanel(session, id=Tab.HISTORY.value)
    for kind in (Kind.TEACHER, Kind.PUPIL, Kind.CLASS):
        yield RecordPanel(kind, session, id=Tab(kind.plural).value)
