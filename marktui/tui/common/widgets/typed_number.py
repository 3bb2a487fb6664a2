"""A number that must be typed before something big is done, and what is said of another one."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.content import Content
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
        what: What so many are, said of another number: `are marked`.
        word: A word that does as well.
    """

    DEFAULT_CSS = """
    TypedNumber > Label { width: auto; padding-right: 1; }
    TypedNumber > .wrong { padding: 0 0 0 1; color: $text-error; }
    """

    number: reactive[int] = reactive(0)
    """The number to type."""

    @dataclass
    class NumberTyped(Message):
        """Something else was typed."""

        is_right: bool

    def __init__(self, label: str, what: str, *, word: str = "") -> None:
        super().__init__("number", label)
        self._what = what
        self._word = word

    def compose(self) -> ComposeResult:
        """Label, line, and why it is wrong once it was entered."""
        yield from super().compose()
        yield Label(classes="wrong", markup=False)

    def watch_number(self, number: int) -> None:
        """Ask for another number."""
        if self.is_mounted:
            asked = f"{number:,}" if number else self._word
            self.query(Label).first().update(self._label.format(number=asked))

    @property
    def is_right(self) -> bool:
        """Whether the number was typed, or the word."""
        typed = self.value.replace(",", "").lower()
        return typed == str(self.number) or (bool(self._word) and typed == self._word)

    def clear(self) -> None:
        """Clear what was typed: it answered another question."""
        self.query_one(Input).value = ""

    @on(Input.Changed)
    def compare(self, event: Input.Changed) -> None:
        """Let the dialog know."""
        event.stop()
        self._say("")
        self.post_message(self.NumberTyped(self.is_right))

    @on(Input.Submitted)
    def say_why_not(self, event: Input.Submitted) -> None:
        """Say that it is another number."""
        if not self.is_right:
            event.stop()
            means = f"{self.number:,} {self._what}" if self.number else f"type {self._word}"
            self._say(
                f"{self.value} is not {self.number:,}: {means}" if self.value and self.number else means
            )

    def _say(self, words: str) -> None:
        self.query_one(".wrong", Label).update(Content(words))
