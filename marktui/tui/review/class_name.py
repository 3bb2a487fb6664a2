"""The dialog for the name that a class has in the hub, where the MIS has several of one name."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.field import Field


class NameDialog(Dialog[str | None]):
    """Answers with the name, or None.

    Args:
        name: What the class is called so far.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name_of_class = name

    def contents(self) -> ComposeResult:
        """The question, the line to type in, the keys."""
        title = f"What is this {self._name_of_class} called in the hub?"
        yield Static(title, classes="title", markup=False)
        yield Field("name", "Name", value=self._name_of_class)
        hint = "Enter keeps it for the save; esc leaves it as it is."
        yield Static(hint, classes="hint", markup=False)

    @on(Input.Submitted)
    def keep(self, event: Input.Submitted) -> None:
        """Answer with what was typed."""
        self.dismiss(event.value)
