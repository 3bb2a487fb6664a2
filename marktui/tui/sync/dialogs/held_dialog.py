"""The dialog for a plan that is held: what it would do, and the one way past the limit."""

from string import ascii_letters, digits

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Input, Static

from marktui.sync.model.proposal import Outcome
from marktui.sync.review.new_school_year import new_school_year
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.field import Field
from marktui.tui.common.widgets.name_list import NameList
from marktui.tui.review.change_rows import change_rows
from marktui.wording.sync.new_school_year import new_school_year_words

_WORD = "approve"
_LOOK = (
    "Look at the MIS first: was a year group left out, or a list emptied? If all this is "
    "right, approve exactly this plan, once."
)
_SEPTEMBER = (
    "Each new school year is held, as the oldest leave together. If the numbers are right, approve exactly "
    "this plan, once."
)


class HeldDialog(Dialog[str | None]):
    """Answers with the id of the plan, once its number of changes or `approve` was typed; else None."""

    AUTO_FOCUS = "#cancel"
    is_dangerous = True
    APPROVED_WITH = ascii_letters + digits

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self._outcome = outcome
        self._number = str(len(outcome.plan.changes))

    def contents(self) -> ComposeResult:
        """Reasons, names, the line to type in, the buttons."""
        changes = self._outcome.plan.changes
        yield Static("Held: nothing has been changed", classes="title", markup=False)
        year = new_school_year(self._outcome.plan)
        told = (*self._outcome.held, *((new_school_year_words(year),) if year else ()))
        yield Static("\n".join(told), markup=False)
        yield NameList()
        yield Static(_SEPTEMBER if year else _LOOK, classes="hint", markup=False)
        yield Field("approval", f"Type {self._number if changes else _WORD} to approve")
        with Horizontal(classes="buttons"):
            yield Button(" Cancel ", id="cancel", compact=True)
            yield Button(" Approve and save ", id="approve", compact=True, disabled=True)

    def on_mount(self) -> None:
        """Show whom it would change, first who would be lost."""
        self.query_one(NameList).show_names(change_rows(self._outcome.plan))

    @on(Input.Changed)
    def enable_button(self, event: Input.Changed) -> None:
        """Let the button be pressed once the right thing has been typed."""
        self.query_one("#approve", Button).disabled = not self._typed

    def submit(self) -> None:
        """Approve."""
        self.approve()

    @on(Button.Pressed, "#approve")
    def approve(self) -> None:
        """Answer, if the right thing has been typed."""
        if self._typed:
            self.dismiss(self._outcome.plan.id)

    @property
    def _typed(self) -> bool:
        words = self.query_one(Input).value.strip().replace(",", "").lower()
        return words == _WORD or (words == self._number and words != "0")
