"""Beside what a panel does, and beside a reading: pictures of the school, or the steps of its set-up."""

import asyncio

from textual.geometry import Size

from marktui.hub.model.setup_order import next_step
from marktui.hub.model.time import local_day
from marktui.sync.history.overview import Overview, present_overview
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.sync.overview_view import OverviewView
from marktui.tui.sync.panels.set_up_steps import set_up_lines
from marktui.wording.drawing.blocks import Line
from marktui.wording.sync.overview import lines_beside


class SchoolView(OverviewView):
    """Draws what is known already, and reads no file for it."""

    DEFAULT_CSS = "SchoolView { width: 1fr; height: 1fr; padding: 1 2; }"

    async def look_up(self, view: HubView) -> Overview:
        """What hub and last syncs tell."""
        return await asyncio.to_thread(present_overview, view.hub, view.attempts, local_day(view.now))

    def lines(self, data: Overview, view: HubView, size: Size) -> list[Line]:
        """As many pictures as there is room for; before there is something to draw, the steps to it."""
        if next_step(view.hub) is not None:
            return set_up_lines(view)
        return lines_beside(data, size.width, size.height, GLYPHS, view.now)
