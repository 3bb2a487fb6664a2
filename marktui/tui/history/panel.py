"""School > History: what happened, newest first."""

import asyncio

from textual import on, work

from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.hub import Hub
from marktui.store.file.entry import Entry
from marktui.sync.session import Session
from marktui.tui.common.list.catalogue_list import CatalogueList
from marktui.tui.common.messages import CommandsChanged, HubUnreadable
from marktui.tui.common.table.table import RosterTable
from marktui.tui.history.catalogue import HISTORY
from marktui.tui.history.view import HistoryLine, HistoryView


class HistoryPanel(CatalogueList[HistoryLine]):
    """Runs, decisions and notes. They are read when they come into sight, names when somebody filters."""

    def __init__(self, session: Session, *, id: str | None = None) -> None:  # noqa: A002 - as every widget
        super().__init__(HISTORY, id=id)
        self._session = session
        self._wanted_number: int | None = None

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        line = self.items.item(self.table.cursor_id)
        return line.entry if line else None

    @on(RosterTable.RowHighlighted)
    def renew_commands(self) -> None:
        """What can be done depends on the entry under the cursor."""
        self.post_message(CommandsChanged())

    async def load(self, hub: Hub) -> None:
        """Read the history."""
        self.read(hub)

    @work(exclusive=True, group="history")
    async def read(self, hub: Hub) -> None:
        """Read the history and show it."""
        try:
            entries = await self._session.store.history()
        except MarktuiError as error:
            self.post_message(HubUnreadable(error))
            return
        view = await asyncio.to_thread(HistoryView, hub, self.today, entries)
        if self.filter_bar.text:
            await asyncio.to_thread(view.read_names)
        await self.show(view)
        self._find_wanted()

    @work(exclusive=True, group="names")
    async def read_names(self, *, from_top: bool = False) -> None:
        """Find the names of the records that each entry changed or names, and filter by them too.

        Args:
            from_top: Whether the cursor begins at the newest entry then.
        """
        view = self.items.view
        while isinstance(view, HistoryView) and view.lines and not view.names:
            await asyncio.to_thread(view.read_names)
            if self.items.view is view:
                await self.show(view)
            # The history may have been read anew meanwhile.
            view = self.items.view
        if from_top:
            self.table.cursor = 0

    def action_filter(self) -> None:
        """Let the person type a filter; names are known a moment later."""
        super().action_filter()
        self.read_names()

    def narrow_to(self, text: str) -> None:
        """Show only the entries with a text, an id or a name, from the newest on."""
        self.show_all()
        self.filter_bar.filter_by(text)
        self.read_names(from_top=True)

    def go_to(self, number: int) -> None:
        """Put the cursor on an entry; a filter ends."""
        self._wanted_number = number
        self._find_wanted()

    def _find_wanted(self) -> None:
        """Go to the entry of the number that is wanted, if it has been read."""
        number = self._wanted_number
        wanted = next((one.id for one in self.items.shown if number and one.entry.number == number), None)
        if wanted is not None:
            self._wanted_number = None
            self.show_item(wanted)
