"""School > History: what happened, newest first, and whom it touched."""

import asyncio

from textual import on, work

from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.hub import Hub
from marktui.store.file.entry import Entry
from marktui.sync.session import Session
from marktui.tui.common.list.browser import Browser
from marktui.tui.common.messages import CommandsChanged, HubUnreadable
from marktui.tui.common.table.table import RosterTable
from marktui.tui.history.catalogue import HISTORY
from marktui.tui.history.view import HistoryLine, HistoryView


class HistoryPanel(Browser[HistoryLine]):
    """Runs, decisions and notes. They are read when they come into sight, names when somebody filters."""

    def __init__(self, session: Session, *, id: str | None = None) -> None:  # noqa: A002 - as every widget
        super().__init__(HISTORY, id=id)
        self._session = session
        self._wanted: int | None = None

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        line = self.items.item(self.table.cursor_id)
        return line.entry if line else None

    @on(RosterTable.RowHighlighted)
    def tell_entry(self) -> None:
        """What can be done depends on the entry."""
        self.post_message(CommandsChanged())

    def load(self, hub: Hub) -> None:
        """Read the history."""
        self.read(hub)

    @work(exclusive=True, group="history")
    async def read(self, hub: Hub) -> None:
        """Read the history and show it.

        Args:
            hub: The present hub.
        """
        try:
            entries = await self._session.store.history()
        except MarktuiError as error:
            self.post_message(HubUnreadable(error))
            return
        view = await asyncio.to_thread(HistoryView, hub, self.today, entries)
        if self.filter_bar.text:
            await asyncio.to_thread(view.read_names)
        self.show(view)
        self._go_to_wanted()

    @work(exclusive=True, group="names")
    async def read_names(self) -> None:
        """Find out whom each entry touched, and filter by that too."""
        view = self.items.view
        if isinstance(view, HistoryView) and not view.touched:
            await asyncio.to_thread(view.read_names)
            self.show(view)

    def action_filter(self) -> None:
        """Let the person type a filter; names are known a moment later."""
        super().action_filter()
        self.read_names()

    def narrow_to(self, text: str) -> None:
        """Show only the entries with a text: an id, a name."""
        self.choose_part(self.items.parts[0][0])
        self.filter_bar.filter_by(text)
        self.read_names()

    def go_to(self, number: int) -> None:
        """Put the cursor on an entry, whatever is filtered just now."""
        self.show_all()
        self._wanted = number
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        view = self.items.view
        lines = view.lines if isinstance(view, HistoryView) else []
        line = next((one for one in lines if one.entry.number == self._wanted), None)
        ids = self.items.ids
        if self._wanted is not None and line is not None and line.id in ids:
            self.table.cursor = ids.index(line.id)
            self._wanted = None
