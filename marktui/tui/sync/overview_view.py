"""Pictures of the data: how the last sync went, how big years and classes are, who leaves when."""

import asyncio

from rich.segment import Segment
from textual import work
from textual.events import Resize, Show
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.time import local_day
from marktui.sync.history.overview import Overview, overview
from marktui.sync.session import Session
from marktui.tui.common.big_work import work_out
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.messages import HubUnreadable
from marktui.tui.common.table.tone_style import look_style
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.wording.drawing.blocks import Line
from marktui.wording.sync.overview import overview_lines


class OverviewView(Widget):
    """Drawn once it is seen, and only what is in view: it needs the whole history, and has a line a class.

    It uses the width that there is.
    """

    DEFAULT_CSS = "OverviewView { height: auto; }"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._view: HubView | None = None
        self._data: Overview | None = None
        self._lines: list[Line] = []

    def show(self, view: HubView) -> None:
        """Take note of the hub; what is drawn of it follows."""
        self._view = view
        if self.is_on_screen:
            self.read()

    def on_show(self, _: Show) -> None:
        """Draw what is known by now."""
        self.read()

    async def on_resize(self, _: Resize) -> None:
        """Draw it for another width."""
        await self._draw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as there are lines."""
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """One line of the pictures."""
        line = self._lines[y] if y < len(self._lines) else ()
        pieces = [Segment(piece.text, look_style(self, piece.look)) for piece in line]
        return Strip(pieces).adjust_cell_length(self.size.width, self.rich_style)

    @work(exclusive=True, group="overview")
    async def read(self) -> None:
        """Read what is drawn, and count."""
        if self._view is None:
            return
        try:
            self._data = await self.look_up(self._view)
        except MarktuiError as error:
            self.post_message(HubUnreadable(error))
            return
        await self._draw()

    async def look_up(self, view: HubView) -> Overview:
        """What is drawn of a hub: all that its history tells.

        Raises:
            MarktuiError: The history could not be read.
        """
        entries = await self.session.store.history()
        return await asyncio.to_thread(overview, view.hub, entries, local_day(view.now))

    def lines(self, data: Overview, view: HubView, size: Size) -> list[Line]:
        """The pictures, for some room."""
        return overview_lines(data, size.width, GLYPHS, view.now)

    async def _draw(self) -> None:
        """Make the lines again; of many classes in a thread."""
        view, data = self._view, self._data
        if view is not None and data is not None:
            self._lines = await work_out(len(view.hub.pupils), self.lines, data, view, self.content_size)
            self.refresh(layout=True)
