"""The row of panels: each tab is the progress bar of its own list, and fills behind its words."""

from collections.abc import Callable, Sequence

from msgspec import structs
from rich.cells import cell_len
from textual.content import Content
from textual.timer import Timer

from marktui.tui.common.widgets.tab_bar import STEP_LOOK, TabBar, TabItem, shortened

TICK = 0.2
"""Seconds between two looks: what is drawn of them stays below 3 kB a second."""
_WIDE_GAP, _NARROW_GAP = "  ", " "
_ROOMY = 100
"""The width from which the names are written out; what the tabs say just then does not change that."""


class PanelTab(TabItem, frozen=True):
    """The tab of a panel."""

    brief: str = ""
    """The label where there is little room."""
    brief_note: str = ""
    """What follows the label there."""
    fill: float | None = None
    """How much of the list has been read, from 0 to 1; None where nothing is read or saved."""

    def filled(self, fill: float, brief_note: str = "") -> "PanelTab":
        """The tab of a panel that is read or saved."""
        return structs.replace(self, fill=fill, brief_note=f" {brief_note}" if brief_note else self.note)

    def short(self, *, label: bool = True, note: bool = False) -> "PanelTab":
        """The tab with less in it."""
        shorter = structs.replace(self, label=self.brief) if label else self
        return structs.replace(shorter, note=self.brief_note) if note and self.fill is not None else shorter


class PanelBar(TabBar):
    """The six tabs of MIS user sync in one line; while work runs it asks for another look at it.

    Args:
        on_tick: Called for each look.
    """

    def __init__(self, on_tick: Callable[[], None]) -> None:
        super().__init__(STEP_LOOK, id="panels")
        self._on_tick = on_tick
        self._ticker: Timer | None = None

    def on_mount(self) -> None:
        """Prepare the looks."""
        self._ticker = self.set_interval(TICK, self._on_tick, pause=True)

    def show(self, tabs: tuple[TabItem, ...], active: str) -> None:
        """Show the tabs as they stand now, and which is open."""
        self.items, self.active = tabs, active

    def follow(self, *, work: bool) -> None:
        """Look again and again, as long as there is work."""
        if self._ticker is not None:
            (self._ticker.resume if work else self._ticker.pause)()

    def _ways(self) -> Sequence[tuple[Sequence[TabItem], str]]:
        tabs = [item for item in self.items if isinstance(item, PanelTab)]
        names, brief = [tab.short() for tab in tabs], [tab.short(note=True) for tab in tabs]
        short = [tab if tab.id == self.active else shortened(tab) for tab in brief]
        numbers = [tab if tab.id == self.active else structs.replace(tab, label="") for tab in brief]
        return (
            *(((tabs, _WIDE_GAP),) if self.size.width >= _ROOMY else ()),
            (names, _WIDE_GAP),
            (brief, _WIDE_GAP),
            (brief, _NARROW_GAP),
            (short, _NARROW_GAP),
            (numbers, _NARROW_GAP),
        )

    def _drawn(self, item: TabItem) -> Content:
        if not isinstance(item, PanelTab) or item.fill is None:
            return super()._drawn(item)
        text = self._text(item)
        # A tab that has begun shows it, and one that is full has been read to its end.
        end = int(item.fill * cell_len(text))
        active = " bold underline" if item.id == self.active else ""
        return Content.styled(text, f"{item.style} on $panel{active}").stylize(
            f"$background on {item.style}{active}", 0, end
        )
