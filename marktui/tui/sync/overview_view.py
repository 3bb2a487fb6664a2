"""Pictures of the data: how the last sync went, how big years and classes are, who leaves when."""

import asyncio

from textual import work
from textual.content import Content
from textual.events import Resize, Show
from textual.widget import Widget

from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.time import local_day
from marktui.sync.history.overview import Overview, overview
from marktui.sync.session import Session
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.messages import HubUnreadable
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.pieces import coloured
from marktui.wording.sync.overview import overview_lines


class OverviewView(Widget):
    """Drawn once it is seen: it needs the whole history. It uses the width that there is."""

    DEFAULT_CSS = "OverviewView { height: auto; text-wrap: nowrap; text-overflow: clip; }"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._view: HubView | None = None
        self._data: Overview | None = None

    def show(self, view: HubView) -> None:
        """Take note of the hub; what is drawn of it follows."""
        self._view = view
        if self.is_on_screen:
            self.read(view)

    def on_show(self, _: Show) -> None:
        """Draw what is known by now."""
        if self._view is not None:
            self.read(self._view)

    def on_resize(self, _: Resize) -> None:
        """Draw it for another width."""
        self.refresh(layout=True)

    def render(self) -> Content:
        """The pictures; nothing until the history is read."""
        if self._data is None or self._view is None:
            return Content("")
        return coloured(overview_lines(self._data, self.content_size.width, GLYPHS, self._view.now))

    @work(exclusive=True, group="overview")
    async def read(self, view: HubView) -> None:
        """Read the history, and count."""
        try:
            entries = await self._session.store.history()
        except MarktuiError as error:
            self.post_message(HubUnreadable(error))
            return
        self._data = await asyncio.to_thread(overview, view.hub, entries, local_day(view.now))
        self.refresh(layout=True)
