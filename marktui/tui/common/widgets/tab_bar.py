"""One line of tabs: cheap to draw, each with a letter or number as its key; three looks for three levels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from msgspec import Struct, structs
from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var

from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.widgets.parted_line import PartedLine

_SHORT = 5
"""The letters of a short label."""


class TabItem(Struct, frozen=True):
    """One tab."""

    id: str
    label: str
    key: str = ""
    """The letter of the label, or the number before it, that goes there."""
    note: str = ""
    """What follows the label: a tick, a count, a percentage."""
    closed: bool = False
    """Whether the tab cannot be used yet."""
    style: str = ""
    """The colour of the label, in the words of the style sheet."""


class TabLook(Struct, frozen=True, kw_only=True):
    """How the tabs of one level look. The open tab stands out without colour too."""

    active: str
    """The style of the open tab, besides its colour."""
    gap: str = " "
    """Between two tabs."""
    sides: str = ""
    """On both sides of each tab, a part of it."""
    marker: str = ""
    """Before the open tab; as many blanks stand before the others."""


TOP_LOOK = TabLook(active="reverse bold", gap="", sides=" ")
"""The tabs of the hub: the open one is a block in its colour."""
UNDER_LOOK = TabLook(active="bold", marker=f"{GLYPHS.open} ")
"""The sub-tabs: words, a pointer before the open one."""
STEP_LOOK = TabLook(active="reverse bold", gap="  ")
"""The steps of one job: numbers."""


class TabBar(PartedLine, can_focus=True):
    """A row of tabs in one line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", "Tab to the left", show=False),
        Binding("right,l", "step(1)", "Tab to the right", show=False),
    ]
    DEFAULT_CSS = """
    TabBar {
        height: 1; width: 1fr; text-wrap: nowrap; text-overflow: clip;
        &:focus { text-style: underline; }
    }
    """
    ALLOW_SELECT = False

    items: var[tuple[TabItem, ...]] = var(())
    """The tabs."""
    active: var[str] = var("")
    """The id of the open tab."""

    @dataclass
    class Chosen(Message):
        """A tab was chosen with the mouse or the arrow keys."""

        line: "TabBar"
        tab_id: str

        @property
        def control(self) -> "TabBar":
            """The line, for selectors."""
            return self.line

    def __init__(self, look: TabLook, id: str | None = None) -> None:  # noqa: A002 - as every widget
        super().__init__(id=id)
        self._look = look

    def watch_items(self) -> None:
        """Draw the tabs that have changed."""
        self.renew()

    def watch_active(self) -> None:
        """Draw the tab that was open and the one that is."""
        self.renew()

    def parts(self) -> Sequence[Content]:
        """The tabs and the gaps between them."""
        items, gap = self._fitted()
        drawn = [part for item in items for part in (Content(gap), self._drawn(item))]
        return (Content(" " * self._left), *drawn[1:])

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """The cells that all tabs take, none shortened."""
        return self._needed(self.items, self._look.gap)

    @property
    def _left(self) -> int:
        """The blanks at the left: the words of all levels begin in one column, but for a marker."""
        return 1 - len(self._look.sides)

    def _needed(self, items: Sequence[TabItem], gap: str) -> int:
        return self._left + sum(cell_len(self._text(item)) for item in items) + len(gap) * (len(items) - 1)

    def action_step(self, by: int) -> None:
        """Go to the neighbouring tab."""
        ids = [item.id for item in self.items]
        if self.active in ids:
            self._choose(self.items[(ids.index(self.active) + by) % len(ids)])

    def on_click(self, event: events.Click) -> None:
        """Go to the tab under the mouse."""
        x = event.x - self._left
        items, gap = self._fitted()
        for item in items:
            width = cell_len(self._text(item))
            if 0 <= x < width:
                self._choose(item)
            x -= width + len(gap)

    def _fitted(self) -> tuple[Sequence[TabItem], str]:
        """The tabs as there is room for them, and the gap between them."""
        ways = self._ways()
        fitting = (way for way in ways if self._needed(*way) <= self.size.width or not self.size.width)
        return next(fitting, ways[-1])

    def _ways(self) -> Sequence[tuple[Sequence[TabItem], str]]:
        """The ways to draw the line, the longest first."""
        short = [item if item.id == self.active else shortened(item) for item in self.items]
        return (self.items, self._look.gap), (short, self._look.gap)

    def _choose(self, item: TabItem) -> None:
        self.post_message(self.Chosen(self, item.id))

    def _drawn(self, item: TabItem) -> Content:
        active = item.id == self.active
        style = f"{item.style} {self._look.active}" if active else "dim" if item.closed else item.style
        words = self._text(item)
        text = Content.styled(words, style.strip())
        if item.key and not active and item.key in item.label:
            at = words.index(item.label) + item.label.index(item.key)
            return text.stylize("underline", at, at + 1)
        return text

    def _text(self, item: TabItem) -> str:
        marker = self._look.marker if item.id == self.active else " " * len(self._look.marker)
        number = f"{item.key} " if item.key.isdigit() else ""
        name = f"{number}{item.label}".rstrip()
        return f"{marker}{self._look.sides}{name}{item.note}{self._look.sides}"


def shortened(item: TabItem) -> TabItem:
    """The tab with the beginning of its label."""
    return structs.replace(item, label=item.label[:_SHORT].rstrip())
