"""The row of panels as tabs: what each says of its own state."""

from collections.abc import Mapping

from marktui.hub.model.kind import Kind
from marktui.hub.model.setup import needs_resync
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import Panel
from marktui.tui.common.tab import SUB_TABS, Tab, TopTab
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.widgets.tab_bar import TabItem
from marktui.tui.sync.desk import Desk
from marktui.tui.sync.progress import Progress

_COLOURS = {TopTab.TEACHERS: "$teacher", TopTab.PUPILS: "$pupil", TopTab.CLASSES: "$class"}
_KEYS = {Tab.LEAVERS: "v", Tab.YEAR_GROUPS: "Y", Tab.HISTORY: "H"}


def top_tabs() -> tuple[TabItem, ...]:
    """The tabs, in the hub's colours."""
    return tuple(TabItem(tab, tab, key=tab[0], style=_COLOURS.get(tab, "")) for tab in TopTab)


def sub_tabs(leavers: int) -> tuple[TabItem, ...]:
    """What lies under School.

    Args:
        leavers: How many people are de-synced.
    """
    notes = {Tab.LEAVERS: f" {leavers:,}" if leavers else ""}
    return tuple(
        TabItem(tab.value, tab.heading, key=_KEYS.get(tab, ""), note=notes.get(tab, "")) for tab in SUB_TABS
    )


_PANEL_COLOURS = {Panel.TEACHERS: "$teacher", Panel.PUPILS: "$pupil", Panel.CLASSES: "$class"}


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
            style=_PANEL_COLOURS.get(panel, ""),
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
