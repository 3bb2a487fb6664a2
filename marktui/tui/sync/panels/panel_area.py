"""The open panel, and the school beside it where the terminal is wide enough for both."""

import asyncio
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive

from marktui.hub.model.setup_order import next_step
from marktui.sync.session import Session
from marktui.tui.commands.context import Stage
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import Panel
from marktui.tui.sync.panels.panel_switcher import PanelSwitcher

if TYPE_CHECKING:
    from marktui.tui.sync.panels.school_view import SchoolView

_ROOMY, _ROOMIER = 120, 160
"""The width from which there is room for both; the second where words need more."""
_HIGH = 30
"""The height of a terminal from which there is room for more lines."""
_BESIDE = frozenset({Stage.INTRODUCTION, Stage.READING, Stage.STOPPING})
"""When a panel has words and bars; a review takes all the width."""


class PanelArea(Horizontal):
    """Has the pictures made after the first frame, and only once they are seen."""

    DEFAULT_CSS = "PanelArea { height: 1fr; & > PanelSwitcher { width: 1fr; height: 1fr; } }"

    view: reactive[HubView | None] = reactive[HubView | None](None)
    """The hub, and what is known beside it."""

    def __init__(self, session: Session, switcher: PanelSwitcher) -> None:
        super().__init__()
        self._session = session
        self._switcher = switcher
        self._pictures: SchoolView | None = None
        self._is_adding = False

    def compose(self) -> ComposeResult:
        """The open panel; the pictures come later."""
        yield self._switcher

    def watch_view(self) -> None:
        """Draw another state of the hub."""
        if self._pictures is not None and self.view is not None:
            self._pictures.show(self.view)
        self.renew()

    def on_resize(self) -> None:
        """Show the pictures, or no longer, for another width."""
        self.renew()

    def renew(self) -> None:
        """Show the pictures where there is room for them beside what the panel shows now."""
        if self._pictures is not None:
            self._pictures.display = self._has_room
        elif self._has_room and not self._is_adding:
            self._is_adding = True
            self.call_after_refresh(self._add)

    @property
    def _has_room(self) -> bool:
        panel, view = self._switcher.panel, self.view
        if view is None or panel is Panel.FINISHED or self.size.width < self._least_width:
            return False
        may_begin = view.refusal is None or next_step(view.hub) is None
        return may_begin and self._switcher.work.stage_of(panel) in _BESIDE

    @property
    def _least_width(self) -> int:
        """Where there are few lines, or a panel says much, its words keep the width that they have alone."""
        is_long = self._switcher.panel is Panel.AUTHORISATION or self.app.size.height < _HIGH
        return _ROOMIER if is_long else _ROOMY

    @work(group="pictures")
    async def _add(self) -> None:
        make = await asyncio.to_thread(_school_view)
        self._pictures = make(self._session)
        if self.view is not None:
            self._pictures.show(self.view)
        await self.mount(self._pictures)
        self.renew()


def _school_view() -> "type[SchoolView]":
    """Imported in a thread: the school tab is there before it."""
    from marktui.tui.sync.panels.school_view import SchoolView

    return SchoolView
