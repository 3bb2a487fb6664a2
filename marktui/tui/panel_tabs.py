"""The row of panels as tabs: what each says of its own state."""

from collections.abc import Mapping

from marktui.hub.kind import Kind
from marktui.hub.set_up import needs_resync
from marktui.tui.desk import Desk
from marktui.tui.glyphs import GLYPHS
from marktui.tui.hub_view import HubView
from marktui.tui.panel import Panel
from marktui.tui.progress import Progress
from marktui.tui.widgets.tab_line import TabItem

_COLOURS = {Panel.TEACHERS: "$teacher", Panel.PUPILS: "$pupil", Panel.CLASSES: "$class"}


def panel_tabs(view: HubView, desk: Desk, progress: Mapping[Kind, Progress]) -> tuple[TabItem, ...]:
    """The six tabs.

    Args:
        view: The hub, and what is known beside it.
        desk: What runs and what is being reviewed.
        progress: How far the reading of each kind has come.
    """
    return tuple(
        TabItem(
            panel.value,
            panel.heading,
            key=str(panel.number),
            note=_note(view, panel, desk, progress),
            closed=view.closed(panel) is not None,
            style=_COLOURS.get(panel, ""),
        )
        for panel in Panel
    )


def _note(view: HubView, panel: Panel, desk: Desk, progress: Mapping[Kind, Progress]) -> str:
    kind = panel.kind
    if kind is None:
        done = panel is Panel.AUTHORISATION and view.hub.connection is not None
        return GLYPHS.tick if done else ""
    if desk.job is not None and desk.job.kind is kind:
        share = progress[kind].note(kind)
        return f" {share}" if share else GLYPHS.ellipsis
    if kind in desk.reviews:
        return "*"
    if kind is Kind.PUPIL and needs_resync(view.hub):
        return "!"
    return GLYPHS.tick if kind in view.hub.saved else ""
