"""One line of tabs: cheap to draw, each with a letter or number as its key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from msgspec import Struct, structs
from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

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


class TabBar(Widget, can_focus=True):
    """A row of tabs in one line. The open one is drawn reversed, so that it shows without colour too."""

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

    items: reactive[tuple[TabItem, ...]] = reactive(())
    """The tabs."""
    active: reactive[str] = reactive("")
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

    def __init__(self, gap: str = " ", id: str | None = None) -> None:  # noqa: A002 - as every widget
        super().__init__(id=id)
        self._gap = gap

    def render(self) -> Content:
        """The line."""
        return Content(self._gap).join(self._drawn(item) for item in self._fitted()).pad_left(1)

    def action_step(self, by: int) -> None:
        """Go to the neighbouring tab."""
        ids = [item.id for item in self.items]
        if self.active in ids:
            self._choose(self.items[(ids.index(self.active) + by) % len(ids)])

    def on_click(self, event: events.Click) -> None:
        """Go to the tab under the mouse."""
        item = _at(self._fitted(), event.x - 1, len(self._gap))
        if item is not None:
            self._choose(item)

    def _fitted(self) -> Sequence[TabItem]:
        """The tabs, with short labels on those that are not open where the line is too narrow."""
        needed = sum(cell_len(_text(item)) + len(self._gap) for item in self.items)
        if needed <= self.size.width or not self.size.width:
            return self.items
        return [item if item.id == self.active else _short(item) for item in self.items]

    def _choose(self, item: TabItem) -> None:
        self.post_message(self.Chosen(self, item.id))

    def _drawn(self, item: TabItem) -> Content:
        active = item.id == self.active
        style = "reverse bold" if active else "dim" if item.closed else item.style
        text = Content.styled(_text(item), style)
        if item.key and not active and item.key in item.label:
            at = item.label.index(item.key)
            return text.stylize("underline", at, at + 1)
        return text


def _text(item: TabItem) -> str:
    number = f"{item.key} " if item.key.isdigit() else ""
    return f"{number}{item.label}{item.note}"


def _short(item: TabItem) -> TabItem:
    return structs.replace(item, label=item.label[:_SHORT].rstrip())


def _at(items: Sequence[TabItem], x: int, gap: int) -> TabItem | None:
    for item in items:
        width = cell_len(_text(item))
        if 0 <= x < width:
            return item
        x -= width + gap
    return None
