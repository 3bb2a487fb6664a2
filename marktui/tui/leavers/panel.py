"""School > Leavers: the de-synced teachers and pupils."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.reactive import var

from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.hub import Hub
from marktui.store.file.entry import Entry
from marktui.sync.history.leavers import leavers_history
from marktui.sync.model.plan import Plan
from marktui.tui.common.list.catalogue_list import CatalogueList
from marktui.tui.common.list.item_list import BACK_KEYS, back_key
from marktui.tui.common.messages import HubUnreadable
from marktui.tui.leavers.catalogue import LEAVERS
from marktui.tui.leavers.groups import GroupDialog
from marktui.tui.leavers.view import Leaver, LeaverGroup, LeaverView

ReadHistory = Callable[[], Awaitable[Sequence[Entry]]]
"""Reads the history, newest entry first."""
AskForPlan = Callable[[], Plan | None]
"""Gives the plan for the pupils read last in this session, if any were."""

_UNDECIDED, _ALL = LEAVERS.parts[0].label, LEAVERS.parts[-1].label


class LeaversPanel(CatalogueList[Leaver]):
    """Everyone who is no longer in the MIS: first those who await a decision, then those decided about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "F",
            "narrow",
            "Group",
            show=False,
            tooltip="Show one group alone: a year of leaving, a run, a reason, a year group, an age.",
            id="list.narrow",
        ),
        *BACK_KEYS,
        back_key("group", "All leavers", "Show all leavers again, not one group alone."),
    ]

    can_decide: var[bool] = var(True)
    """Whether the person at the keyboard may decide about them."""

    def __init__(
        self,
        history: ReadHistory,
        plan: AskForPlan,
        *,
        id: str | None = None,  # noqa: A002 - every widget's name for it
    ) -> None:
        super().__init__(LEAVERS, can_mark=True, id=id)
        self._history = history
        self._plan = plan
        self._group: LeaverGroup | None = None
        self._was_shown = False

    @property
    def keys_depend_on(self) -> object:
        """Whether somebody can be matched is a matter of the person."""
        return self.accesses, self.table.cursor_id

    @property
    def hidden_by(self) -> str:
        """What hides leavers; last of all, that one group is shown alone."""
        return super().hidden_by or ("group" if self._group is not None else "")

    def step_back(self) -> bool:
        """Take away what hides leavers."""
        if self.hidden_by == "group":
            self._show_group((None,))
            return True
        return super().step_back()

    @work
    async def action_narrow(self) -> None:
        """Choose a group to look at alone."""
        view = self.leavers
        if view is not None:
            self._show_group(await self.app.push_screen_wait(GroupDialog(view.everyone)))

    def show_item(self, item_id: str, *, with_details: bool = False) -> None:
        """Put the cursor on a leaver, decided about or not, whichever group was shown alone."""
        self._show_group((None,))
        # A first look begins with those who await a decision; this one is about one of all.
        self._was_shown = True
        super().show_item(item_id, with_details=with_details)
        self.choose_part(_ALL)
        self._go_to_wanted()

    @on(events.Show)
    def show_namesakes(self) -> None:
        """Show the namesakes of the review that has been opened or closed since."""
        if self.leavers is not None and self._plan() is not self.leavers.plan:
            self.expire()

    @property
    def leavers(self) -> LeaverView | None:
        """The leavers as they are shown."""
        view = self.items.view
        return view if isinstance(view, LeaverView) else None

    async def load(self, hub: Hub) -> None:
        """Show the leavers with what the history knows of them: who is new is not known before."""
        try:
            entries = await self._history()
        except MarktuiError as error:
            self.post_message(HubUnreadable(error))
            return
        past = await asyncio.to_thread(leavers_history, hub, entries)
        # Another hub that came meanwhile may have been read sooner.
        if self.hub is hub:
            await self._show(
                LeaverView(hub, self.today, past, self._plan(), self._group, can_decide=self.can_decide)
            )

    async def _show(self, view: LeaverView) -> None:
        await self.show(view)
        if self.leavers is not view:
            return
        # People who have returned or were erased are no longer meant.
        self.mark(self.marks.intersection(one.person.id for one in view.everyone))
        if not self._was_shown:
            self._was_shown = True
            # The reviewer's list of work first; where it is done, everybody.
            self.choose_part(_UNDECIDED if dict(self.items.parts)[_UNDECIDED] else _ALL)

    def _show_group(self, answer: tuple[LeaverGroup | None] | None) -> None:
        if answer is not None:
            (self._group,) = answer
            if self.leavers is not None:
                self.call_next(self._show, self.leavers.with_(group=self._group))
