"""The dialog for a plan that is held: what it would do, and the one way past the limit."""

from string import ascii_letters, digits

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from marktui.hub.model.text import counted
from marktui.sync.model.proposal import Outcome
from marktui.sync.review.new_school_year import NewSchoolYear, new_school_year
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.name_list import NameList
from marktui.tui.common.widgets.typed_number import TypedNumber
from marktui.tui.review.change_rows import ChangeRows
from marktui.wording.sync.new_school_year import new_school_year_words

_WORD = "approve"
_MANY = 6
"""From more changes than these the list of them has all the room that the rest of the question leaves."""
_LOOK = (
    "Look at the MIS first: was a year group left out, or a list emptied? If all this is "
    "right, approve exactly this plan, once."
)
_SEPTEMBER = (
    "Each new school year is held, as the oldest leave together. If the numbers are right, approve exactly "
    "this plan, once."
)


class Held(Struct, frozen=True):
    """A save that was held, with what the question about it shows."""

    outcome: Outcome
    year: NewSchoolYear | None
    rows: ChangeRows

    @classmethod
    def of(cls, outcome: Outcome) -> "Held":
        """All that the question shows; takes a while in a big school."""
        return cls(outcome, new_school_year(outcome.plan), ChangeRows(outcome.plan))


class HeldDialog(Dialog[str | None]):
    """Answers with the id of the plan, once its number of changes or `approve` was typed; else None."""

    AUTO_FOCUS = "#cancel"
    is_dangerous = True
    APPROVED_WITH = ascii_letters + digits
    DEFAULT_CSS = """
    HeldDialog > .dialog { max-height: 90%; }
    HeldDialog > .dialog > TypedNumber { margin-bottom: 1; }
    HeldDialog.-many > .dialog { height: 90%; max-height: 28; }
    """

    def __init__(self, held: Held) -> None:
        super().__init__()
        self._outcome = held.outcome
        self._year = held.year
        self._rows = held.rows
        self.set_class(len(held.rows.ids) > _MANY, "-many")

    def contents(self) -> ComposeResult:
        """Reasons, names, the line to type in, the buttons."""
        yield Static("Held: nothing has been changed", classes="title", markup=False)
        year = self._year
        told = (*self._outcome.held, *((new_school_year_words(year),) if year else ()))
        number = counted(len(self._rows.ids), "record would change", "records would change")
        yield Static("\n".join((*told, f"{number} in all.")), markup=False)
        yield NameList(fills=len(self._rows.ids) > _MANY)
        yield Static(_SEPTEMBER if year else _LOOK, classes="hint", markup=False)
        yield TypedNumber("Type {number} to approve", "records change", word=_WORD)
        with Horizontal(classes="buttons"):
            yield Button(" Cancel ", id="cancel", compact=True)
            yield Button(" Approve and save ", id="approve", compact=True, disabled=True)

    def on_mount(self) -> None:
        """Show who would change, first those who would be lost."""
        self.query_one(NameList).show_lines(self._rows.ids, self._rows.row)
        self.query_one(TypedNumber).number = len(self._rows.ids)

    @on(TypedNumber.NumberTyped)
    def enable_button(self, event: TypedNumber.NumberTyped) -> None:
        """Let the button be pressed once the right thing has been typed."""
        self.query_one("#approve", Button).disabled = not event.is_right

    def submit(self) -> None:
        """Approve."""
        self.approve()

    @on(Button.Pressed, "#approve")
    def approve(self) -> None:
        """Answer, if the right thing has been typed."""
        if self.query_one(TypedNumber).is_right:
            self.dismiss(self._outcome.plan.id)
