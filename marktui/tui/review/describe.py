"""The dialog for the description of a class that is about to be set up."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from marktui.hub.model.errors import UsageError
from marktui.hub.model.kind import Kind
from marktui.sync.model.scope import Decisions
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.field import Field
from marktui.tui.common.widgets.message_line import MessageLine


class DescribeDialog(Dialog[Decisions | None]):
    """Answers with the decisions and the description among them, or None.

    Args:
        name: The name of the class.
        mis_id: Its row.
        decisions: What was decided so far.
    """

    def __init__(self, name: str, mis_id: str, decisions: Decisions) -> None:
        super().__init__()
        self._name_of_class = name
        self._mis_id = mis_id
        self._decisions = decisions
        self._held = decisions.descriptions.get((Kind.CLASS, mis_id), "")

    def contents(self) -> ComposeResult:
        """The question, the line to type in, what went wrong, the keys."""
        yield Static(f"Describe {self._name_of_class}", classes="title", markup=False)
        yield Field("description", "Description", value=self._held)
        yield MessageLine(classes="problem")
        hint = "Enter keeps it for the save, an empty line removes it; esc leaves it as it is."
        yield Static(hint, classes="hint", markup=False)

    @on(Input.Submitted)
    def keep(self, event: Input.Submitted) -> None:
        """Answer with what was typed."""
        try:
            self.dismiss(self._decisions.describe(self._mis_id, event.value))
        except UsageError as error:
            self.show_problem(error.message)
