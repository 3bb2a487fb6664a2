"""Asks for a text about a class: its name in the hub, or its description."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.widgets import Static

from marktui.hub.model.errors import UsageError
from marktui.sync.model.review_decisions import Decisions
from marktui.tui.common.text.words import failure_words
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.field import Field
from marktui.tui.common.widgets.message_line import MessageLine


class TextDialog(Dialog[Decisions | None]):
    """Answers with the decisions that a text makes, or None.

    Args:
        title: The question.
        field: The name of the field, and its label.
        value: The text so far.
        hint: The keys.
        decide: Makes the decisions of a text; a text that is refused is a usage error.
    """

    def __init__(
        self, title: str, field: tuple[str, str], value: str, hint: str, decide: Callable[[str], Decisions]
    ) -> None:
        super().__init__()
        self._question = title
        self._field = field
        self._value = value
        self._hint = hint
        self._decide = decide

    def contents(self) -> ComposeResult:
        """The question, the line to type in, what went wrong, the keys."""
        yield Static(self._question, classes="title", markup=False)
        yield Field(*self._field, value=self._value)
        yield MessageLine(classes="problem")
        yield Static(self._hint, classes="hint", markup=False)

    def submit(self) -> None:
        """Answer with what was typed, or say why it is refused."""
        try:
            self.dismiss(self._decide(self.query_one(Field).value))
        except UsageError as error:
            self.show_problem(failure_words(error))
