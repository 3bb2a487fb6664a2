"""The tabs of the hub, and the sub-tabs of School."""

from marktui.tui.place import SUB_TABS, Place, Tab
from marktui.tui.widgets.tab_line import TabItem

_COLOURS = {Tab.TEACHERS: "$teacher", Tab.PUPILS: "$pupil", Tab.CLASSES: "$class"}
_KEYS = {Place.LEAVERS: "v", Place.YEAR_GROUPS: "Y", Place.HISTORY: "H"}


def place_tabs() -> tuple[TabItem, ...]:
    """The tabs, in the hub's colours."""
    return tuple(TabItem(tab, tab, key=tab[0], style=_COLOURS.get(tab, "")) for tab in Tab)


def sub_tabs(leavers: int) -> tuple[TabItem, ...]:
    """What lies under School.

    Args:
        leavers: How many people are de-synced.
    """
    notes = {Place.LEAVERS: f" {leavers:,}" if leavers else ""}
    return tuple(
        TabItem(place.value, place.heading, key=_KEYS.get(place, ""), note=notes.get(place, ""))
        for place in SUB_TABS
    )
