"""The smallest app that a widget can be tried in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from marktui.hub.model.hub import Hub
from marktui.tui.common.list.catalogue_list import CatalogueList
from marktui.tui.common.style.theme import hub_colours
from marktui.tui.common.table.table import RosterTable
from tui.idle import idle_while, is_in_threads
from tui.keys import key_event
from tui.sample_hub import TODAY

B = TypeVar("B", bound=CatalogueList[Any])


class WidgetApp(App[None]):
    """Shows one widget."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return hub_colours(self.current_theme)

    def compose(self) -> ComposeResult:
        yield self.widget


class WidgetUser:
    """A person at the keyboard of an app that shows one widget."""

    def __init__(self, pilot: Pilot[None], told: list[Message]) -> None:
        self.pilot = pilot
        self.told = told

    async def press(self, *keys: str) -> None:
        """Press keys one by one, each once what came of the one before is done."""
        for key in keys:
            self.pilot.app.post_message(key_event(key))
            await idle_while(is_in_threads)

    async def write(self, text: str) -> None:
        """Type a text."""
        await self.press(*text)

    def heard(self, kind: type[Message]) -> list[Message]:
        """The messages of one kind, each once, in order."""
        return list({id(message): message for message in self.told if isinstance(message, kind)}.values())

    def reads(self, selector: str) -> str:
        """The text of a one-line widget without blanks around it; nothing where it is hidden."""
        widget = self.pilot.app.screen.query_one(selector, Static)
        return str(widget.content).strip() if widget.display else ""


@asynccontextmanager
async def shown_alone(widget: Widget, size: tuple[int, int] = (80, 24)) -> AsyncIterator[WidgetUser]:
    """A widget in an app of its own, with the focus on its list."""
    told: list[Message] = []
    async with WidgetApp(widget).run_test(size=size, message_hook=told.append) as pilot:
        await pilot.pause()
        (widget.table if isinstance(widget, CatalogueList) else widget).focus()
        await pilot.pause()
        yield WidgetUser(pilot, told)


def of(panel: B, hub: Hub) -> B:
    """A list with a hub to show."""
    panel.today = TODAY
    panel.hub = hub
    return panel


def lines(widget: CatalogueList[Any] | RosterTable) -> list[str]:
    """What a table shows, line by line, the titles first; lines without a word left out."""
    table = widget.table if isinstance(widget, CatalogueList) else widget
    drawn = (table.render_line(y).text.rstrip() for y in range(table.size.height))
    return [line for line in drawn if line]
