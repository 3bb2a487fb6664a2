"""A yes-or-no question; the careful answer has the focus."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from marktui.tui.common.widgets.dialog import Dialog


class Confirm(Dialog[bool | None]):
    """Answers True only if the button that says yes was pressed."""

    AUTO_FOCUS = "#no"

    def __init__(self, title: str, text: str, *, yes: str, no: str = "Cancel") -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._yes = yes
        self._no = no

    def contents(self) -> ComposeResult:
        """Question, text, buttons."""
        yield Static(self._title, classes="title", markup=False)
        yield Static(self._text, markup=False)
        with Horizontal(classes="buttons"):
            yield Button(f" {self._no} ", id="no", compact=True)
            yield Button(f" {self._yes} ", id="yes", compact=True)

    @on(Button.Pressed)
    def answer(self, event: Button.Pressed) -> None:
        """Answer."""
        self.dismiss(event.button.id == "yes")
