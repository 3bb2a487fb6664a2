"""The dialog that takes back an entry of the history: first the numbers, then the deed."""

from string import digits

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Input, Static
from textual.worker import Worker

from marktui.sync.history.undo import UndoBlockedError, UndoResult
from marktui.sync.session import Session
from marktui.tui.common.messages import FailureShown
from marktui.tui.common.text.words import describe_failure
from marktui.tui.common.widgets.dialog import Dialog
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.typed_number import MANY, TypedNumber
from marktui.tui.history.words import named, undo_words
from marktui.wording.dates import moment_words


class UndoDialog(Dialog[UndoResult | int | None]):
    """Answers with what was done, with the number of an entry that is to be shown, or with None.

    Args:
        session: The hub and who is at the keyboard.
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
        yield Static(f"Take back {what}?", classes="title", markup=False)
        yield MessageLine(classes="problem")
        yield Static("Working out what would be taken back …", classes="text", markup=False)
        yield TypedNumber("Type {number} to take it back")
        with Horizontal(classes="buttons"):
            yield Button(" Cancel ", id="cancel", compact=True)
            yield Button(" Take back ", id="yes", compact=True, disabled=True)
            yield Button(" Show that entry ", id="show", compact=True)

    def on_mount(self) -> None:
        """Work the numbers out."""
        self.query_one("#show").display = False
        self.work_out()

    @on(TypedNumber.NumberTyped)
    def arm(self, event: TypedNumber.NumberTyped) -> None:
        """Let the button be pressed once the number has been typed."""
        self.query_one("#yes", Button).disabled = not event.is_right

    @on(Input.Submitted)
    @on(Button.Pressed, "#yes")
    def take_back(self) -> None:
        """Do it, once."""
        button = self.query_one("#yes", Button)
        if not button.disabled:
            button.disabled = True
            self.undo()

    @on(Button.Pressed, "#cancel")
    def refuse(self) -> None:
        """Do nothing."""
        self.dismiss(None)

    @on(Button.Pressed, "#show")
    def show_entry(self) -> None:
        """Answer with the entry that is in the way."""
        self.dismiss(self._in_the_way)

    @work(exclusive=True, exit_on_error=False, name="work out")
    async def work_out(self) -> UndoResult:
        """Find out what would be done."""
        return await self._session.decisions.undo(self._number, dry_run=True)

    @work(exclusive=True, exit_on_error=False, name="undo")
    async def undo(self) -> UndoResult:
        """Take the entry back."""
        return await self._session.decisions.undo(self._number)

    @on(Worker.StateChanged)
    def show_answer(self, event: Worker.StateChanged) -> None:
        """Show the numbers, answer with what was done, or say why it is not possible."""
        if event.worker.error is not None:
            self._refused(event.worker.error)
            self.post_message(FailureShown(event.worker.error))
        elif isinstance(undone := event.worker.result, UndoResult):
            if undone.entry is not None:
                self.dismiss(undone)
            else:
                self._ask(undone)

    def _ask(self, undone: UndoResult) -> None:
        # From here on this entry is meant, even if somebody else adds a newer one.
        self._number = undone.undone.number
        entry, removed = undone.undone, len(undone.removed)
        self._say(".title", f"Take back {named(entry)}?")
        self._say(
            ".text", f"{undo_words(undone)}\n\nIt was made on {moment_words(entry.at)} by {entry.login}."
        )
        if removed > MANY:
            gate = self.query_one(TypedNumber)
            gate.number = removed
            gate.display = True
        else:
            self.query_one("#yes", Button).disabled = False

    def _refused(self, error: BaseException) -> None:
        failure = describe_failure(error)
        self._say(".title", "It cannot be taken back")
        self.show_problem(failure.message)
        self._say(".text", failure.hint)
        first = error.first if isinstance(error, UndoBlockedError) else None
        for selector in ("#yes", "TypedNumber"):
            self.query_one(selector).display = False
        if first is not None:
            self._in_the_way = first
            button = self.query_one("#show", Button)
            button.label = f" Show entry {first} "
            button.display = True

    def _say(self, where: str, text: str) -> None:
        self.query_one(where, Static).update(Content(text))
