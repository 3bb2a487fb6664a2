"""A question with some answers; the careful one has the focus."""

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from marktui.tui.common.text.cells import Row
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.name_list import NameList


class Question(Dialog[str | None]):
    """Answers with the word of a button, or with None.

    Args:
        title: The question.
        text: What it means.
        answers: The words, and what stands on their buttons.
        cancel: What stands on the button that does nothing.
        names: Who it is about, where that is more than the title says.
        is_dangerous: Whether something is lost by saying yes.
    """

    AUTO_FOCUS = "#cancel"

    def __init__(
        self,
        title: str,
        text: str,
        answers: Mapping[str, str],
        *,
        cancel: str = "Cancel",
        names: Sequence[Row] = (),
        is_dangerous: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._answers = answers
        self._cancel = cancel
        self._names = names
        self.is_dangerous = is_dangerous

    def contents(self) -> ComposeResult:
        """Question, names, text, buttons."""
        yield Static(self._title, classes="title", markup=False)
        yield NameList()
        yield Static(self._text, markup=False)
        with Horizontal(classes="buttons"):
            yield Button(f" {self._cancel} ", id="cancel", compact=True)
            for word, label in self._answers.items():
                yield Button(f" {label} ", name=word, compact=True)

    def on_mount(self) -> None:
        """Show the names."""
        self.query_one(NameList).show_names(self._names)

    @on(Button.Pressed)
    def answer(self, event: Button.Pressed) -> None:
        """Answer."""
        if event.button.name is not None:
            self.dismiss(event.button.name)
