"""A screen that opens in several turns of the event loop."""

import asyncio
import time
from typing import TypeVar

from textual import events
from textual.geometry import Size
from textual.screen import Screen

from marktui.tui.common.drawing.narrow_update import NarrowCompositor

Answer = TypeVar("Answer")

_STEP = 0.001
"""Seconds of the processor after which everything else has its turn."""


class StepwiseScreen(Screen[Answer]):
    """Lets keys, clocks and what is read have their turn between styling, laying out and drawing.

    Textual does all three in one, and twice where the screen is new.
    """

    def __init__(self, **named: str | None) -> None:
        super().__init__(**named)
        self._compositor: NarrowCompositor = NarrowCompositor()
        self._is_drawn_later = False
        """Whether it has been laid out and not been drawn since."""

    async def on_event(self, event: events.Event) -> None:
        """Handle what waits, with a pause after what took long."""
        began = time.thread_time()
        await super().on_event(event)
        if time.thread_time() - began > _STEP:
            await asyncio.sleep(0)

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        if not self.stack_updates:
            # All has got its styles as it was made.
            event.refresh_styles = False

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        self._is_drawn_later = True
        super()._refresh_layout(size, scroll)
        self.call_later(self._draw)

    def _compositor_refresh(self) -> None:
        if not self._is_drawn_later:
            super()._compositor_refresh()

    async def _draw(self) -> None:
        """Draw what has been laid out; where that is the whole screen, its widgets first make their lines."""
        began = time.thread_time()
        for widget, lines in self._compositor.whole():
            # The screen itself shows what is below it, and knows that only while it is drawn.
            if widget is not self:
                widget.render_lines(lines)
            if time.thread_time() - began > _STEP:
                await asyncio.sleep(0)
                began = time.thread_time()
        self._is_drawn_later = False
        if self.is_current:
            # Drawing forgets what has told of a change: so what did it after the layout is drawn along.
            self._compositor.update_widgets(self._dirty_widgets)
            self._compositor_refresh()
