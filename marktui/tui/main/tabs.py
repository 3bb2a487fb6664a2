"""The tabs of the hub, and the sub-tabs of School."""

from marktui.tui.common.tab import SUB_TABS, Tab, TopTab
from marktui.tui.common.widgets.tab_bar import TabItem

_COLOURS = {TopTab.TEACHERS: "$teacher", TopTab.PUPILS: "$pupil", TopTab.CLASSES: "$class"}
_KEYS = {Tab.LEAVERS: "v", Tab.YEAR_GROUPS: "Y", Tab.HISTORY: "H"}


def top_tabs() -> tuple[TabItem, ...]:
    """The tabs, in the hub's colours."""
    return tuple(TabItem(tab, tab, key=tab[0], style=_COLOURS.get(tab, "")) for tab in TopTab)


def sub_tabs(undecided: int) -> tuple[TabItem, ...]:
    """The sub-tabs of School.

    Args:
        undecided: How many leavers wait for a decision.
    """
    notes = {Tab.LEAVERS: f" {undecided:,}" if undecided else ""}
    return tuple(
        TabItem(tab.value, tab.heading, key=_KEYS.get(tab, ""), note=notes.get(tab, "")) for tab in SUB_TABS
    )
