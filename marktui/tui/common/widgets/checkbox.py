"""A checkbox whose tick shows without colour."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class TickBox(Widget, can_focus=True):
    """`[x] label` or `[ ] label`. The stock checkbox shows its cross in both states, in two colours."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "toggle('value')", "Tick", show=False),
        Binding("enter", "pass", "Next line", show=False),
    ]
    DEFAULT_CSS = """
    TickBox { width: auto; height: 1; margin-bottom: 1; &:focus { text-style: reverse; } }
    """

    value: reactive[bool] = reactive(False)
    """Whether it is ticked."""

    @dataclass
    class Ticked(Message):
        """It was ticked or un-ticked."""

        value: bool

    @dataclass
    class Passed(Message):
        """Enter goes on to the next line, as from any other; it never ticks anything on its way."""

        box: "TickBox"

    def __init__(self, label: str, *, name: str | None = None, value: bool = False) -> None:
        super().__init__(name=name)
        self._label = label
        self.set_reactive(TickBox.value, value)

    def render(self) -> Content:
        """The tick and the label."""
        return Content(f"[{'x' if self.value else ' '}] {self._label}")

    def watch_value(self, before: bool, value: bool) -> None:
        """Let the dialog know."""
        if before is not value:
            self.post_message(self.Ticked(value))

    def action_pass(self) -> None:
        """Have the form go on."""
        self.post_message(self.Passed(self))

    def on_click(self) -> None:
        """Tick or un-tick."""
        self.value = not self.value
