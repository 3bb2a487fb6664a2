"""The tabs of the hub, the sub-tabs of School, and the frame with both that is drawn first."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from marktui.tui.common.tab import SUB_TABS, Tab, TopTab
from marktui.tui.common.text.keys import key_of
from marktui.tui.common.widgets.tab_bar import TOP_LOOK, UNDER_LOOK, TabBar, TabItem

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


class FirstFrame(Vertical):
    """Tabs and the keys that always work: they are on the screen before the rest is imported and read."""

    DEFAULT_CSS = """
    FirstFrame {
        & > Static { height: 1; width: 1fr; background: $panel; padding: 0 1; }
        & > #first-tabs { background: $panel; }
        & > .keys { dock: bottom; }
    }
    """

    def compose(self) -> ComposeResult:
        """Where the school will stand, tabs, sub-tabs, keys."""
        yield Static()
        for name, look, items, active in (
            ("first-tabs", TOP_LOOK, top_tabs(), Tab.SYNC.top_tab),
            ("first-sub-tabs", UNDER_LOOK, sub_tabs(0), Tab.SYNC.value),
        ):
            tabs = TabBar(look, id=name)
            tabs.can_focus = False
            tabs.items, tabs.active = items, active
            yield tabs
        quits, helps = ((key, "bold $accent") for key in (key_of("quit", "q"), key_of("show-help", "?")))
        yield Static(Content.assemble(quits, " Quit  ", helps, " Keys"), classes="keys")
