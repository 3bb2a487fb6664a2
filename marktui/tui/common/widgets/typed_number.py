"""A number that must be typed before something big is done."""

from dataclasses import dataclass

from textual import on
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Label

from marktui.tui.common.widgets.field import Field

MANY = 10
"""Where more people than this are deleted, removed or lose access, their number must be typed."""


class TypedNumber(Field):
    """Says whether the number was typed; the dialog enables its button then.

    Args:
        label: What is asked for, with `{number}` in it.
    """

    DEFAULT_CSS = """
    TypedNumber > Label { width: auto; padding-right: 1; }
    """

    number: reactive[int] = reactive(0)
    """The number to type."""

    @dataclass
    class NumberTyped(Message):
        """Something else was typed."""

        is_right: bool

    def __init__(self, label: str) -> None:
        super().__init__("number", label)

    def watch_number(self, number: int) -> None:
        """Ask for another number."""
        if self.is_mounted:
            self.query_one(Label).update(self._label.format(number=f"{number:,}"))

    @property
    def is_right(self) -> bool:
        """Whether the number was typed."""
        return self.value.replace(",", "") == str(self.number)

    def clear(self) -> None:
        """Clear what was typed: it answered another question."""
        self.query_one(Input).value = ""

    @on(Input.Changed)
    def compare(self, event: Input.Changed) -> None:
        """Let the dialog know."""
        event.stop()
        self.post_message(self.NumberTyped(self.is_right))
