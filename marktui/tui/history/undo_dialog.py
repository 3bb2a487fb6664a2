"""The dialog that undoes an entry of the history: it shows the numbers first."""

from string import digits

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from marktui.sync.history.undo import UndoBlockedError, UndoResult
from marktui.sync.session import Session
from marktui.tui.common.text.cells import Column
from marktui.tui.common.text.words import describe_failure
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.name_list import NameList
from marktui.tui.common.widgets.typed_number import MANY, TypedNumber
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work
from marktui.tui.history.words import change_row, in_order, undo_question
from marktui.wording.dates import moment_words
from marktui.wording.sync.changes import entry_words

_COLUMNS = (Column("Name", 18, flex=1, most=40), Column("Kind", 10), Column("", 16, flex=1))


class UndoDialog(WorkDialog[UndoResult | int | None]):
    """Answers with what was done, with the number of an entry that is to be shown, or with None.

    Args:
        number: The entry's number; None for the newest that can be meant.
    """

    AUTO_FOCUS = "#cancel"
    APPROVED_WITH = digits
    DEFAULT_CSS = """
    UndoDialog > .dialog > TypedNumber { display: none; }
    """

    def __init__(self, session: Session, number: int | None) -> None:
        super().__init__()
        self._session = session
        self._number = number
        self._in_the_way: int | None = None

    def contents(self) -> ComposeResult:
        """Question, what is in the way, what it means, the number to type, the buttons."""
        what = f"entry {self._number}" if self._number is not None else "the newest entry"
        yield Static(f"Undo {what}?", classes="title", markup=False)
        yield MessageLine(classes="problem")
        yield Static("Working out what would be undone …", classes="text", markup=False)
        yield NameList(_COLUMNS)
        yield TypedNumber("Type {number} to undo it", "would be removed")
        with Horizontal(classes="buttons"):
            yield Button(" Cancel ", id="cancel", compact=True)
            yield Button(" Undo ", id="yes", compact=True, disabled=True)
            yield Button(" Show that entry ", id="show", compact=True)

    def on_mount(self) -> None:
        """Work the numbers out."""
        self.query_one("#show").display = False
        self.work_out()

    @on(TypedNumber.NumberTyped)
    def enable_button(self, event: TypedNumber.NumberTyped) -> None:
        """Let the button be pressed once the number has been typed."""
        self.query_one("#yes", Button).disabled = not event.is_right

    @dialog_work
    async def work_out(self) -> None:
        """Find out what would be undone, and ask."""
        undone = await self._session.decisions.undo(self._number, dry_run=True)
        # From here on this entry is meant, even if somebody else adds a newer one.
        self._number = undone.undone.number
        entry, removed = undone.undone, len(undone.removed)
        made = f"It was made on {moment_words(entry.at)} by {entry.login}."
        self.show_text(".title", f"Undo {entry_words(entry)}?")
        self.show_text(".text", f"{undo_question(undone)}\n{made}")
        changes = {one.id: one for one in in_order(undone)}
        if len(changes) > 1:
            self.query_one(NameList).show_lines(list(changes), lambda one: change_row(changes[one]))
        if removed > MANY:
            typed_number = self.query_one(TypedNumber)
            typed_number.number = removed
            typed_number.display = True
        else:
            self.query_one("#yes", Button).disabled = False

    def submit(self) -> None:
        """Undo the entry."""
        self.undo()

    @on(Button.Pressed, "#yes")
    @dialog_work
    async def undo(self) -> None:
        """Undo the entry, once the button can be pressed."""
        if not self.query_one("#yes", Button).disabled:
            self.dismiss(await self._session.decisions.undo(self._number))

    @on(Button.Pressed, "#show")
    def show_entry(self) -> None:
        """Answer with the entry that is in the way."""
        self.dismiss(self._in_the_way)

    def show_failure(self, failure: Exception) -> None:
        """Say why it is not possible, and offer to show the entry that is in the way."""
        words = describe_failure(failure)
        self.show_text(".title", "It cannot be undone")
        self.show_problem(words.message)
        first = failure.first if isinstance(failure, UndoBlockedError) else None
        self.show_text(".text", words.hint)
        self.query_one("#yes", Button).disabled = True
        for selector in ("#yes", "TypedNumber"):
            self.query_one(selector).display = False
        if first is not None:
            self._in_the_way = first
            button = self.query_one("#show", Button)
            button.label = f" Show entry {first} "
            button.display = True
