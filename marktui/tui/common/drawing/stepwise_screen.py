"""A screen that opens in several turns of the event loop."""

import asyncio
import time
from typing import TypeVar

from textual import events
from textual.screen import Screen

from marktui.tui.common.drawing.narrow_update import NarrowCompositor

Answer = TypeVar("Answer")

_STEP = 0.001
"""Seconds of the processor after which everything else has its turn."""


class StepwiseScreen(Screen[Answer]):
    """Lets keys, clocks and what is read have their turn between what it does, and is styled once.

    Laying out and drawing stay one step: a part that goes between the two would be drawn though it is gone,
    and one that comes would be missed.
    """

    def __init__(self, **named: str | None) -> None:
        super().__init__(**named)
        self._compositor: NarrowCompositor = NarrowCompositor()

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

    def _compositor_refresh(self) -> None:
        """Draw what has changed; behind others, have each of them draw it.

        Textual tells the front one alone: one between the two would show what it showed before.
        """
        behind = self.app._background_screens
        if self in behind:
            for between in behind[behind.index(self) + 1 :]:
                between._set_dirty(*self._compositor._dirty_regions)
        super()._compositor_refresh()
