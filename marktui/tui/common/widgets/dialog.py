"""What all our dialogs share: a framed box, a way out with esc, and a line that says what went wrong."""

from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from marktui.tui.common.widgets.message_line import MessageLine

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A question over the screen. Esc answers None, which always means that nothing is done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
        Binding("down,right", "app.focus_next", "Next answer", show=False),
        Binding("up,left", "app.focus_previous", "Answer before", show=False),
    ]
    APPROVED_WITH: ClassVar[str] = ""
    """The marks of a number or word that is asked for: they go there, wherever the focus is."""
    DEFAULT_CSS = """
    Dialog {
        align: center middle; background: $background 60%;
        & > .dialog {
            width: 76; max-width: 96%; height: auto; max-height: 94%; padding: 0 1;
            border: round $border; background: $surface; scrollbar-size-vertical: 1;
            & > Static { height: auto; margin-bottom: 1; }
            & > .title { text-style: bold; }
            & > .hint { color: $text-muted; }
            & > .problem { color: $text-error; }
            & > .buttons { height: 1; & > Button { margin-right: 2; } }
            & > Input, & > Field { margin-bottom: 1; }
        }
    }
    """

    _late_answer: tuple[Answer | None] | None = None

    def compose(self) -> ComposeResult:
        """The box."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield from self.contents()

    def contents(self) -> ComposeResult:
        """What is in the box."""
        yield from ()

    def action_cancel(self) -> None:
        """Do nothing."""
        self.dismiss(None)

    @on(Button.Pressed, "#cancel")
    def cancel(self) -> None:
        """Do what esc does."""
        self.action_cancel()

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with an answer. Where another screen has come over this one, close once that is gone.

        Textual would close the other one: the question whether to leave, or the screen for small terminals.
        """
        if self.is_active:
            return super().dismiss(result)
        self._late_answer = (result,)
        return AwaitComplete()

    @on(events.ScreenResume)
    def close_late(self) -> None:
        """Give the answer that came while another screen was over this one."""
        if self._late_answer is not None:
            self.dismiss(self._late_answer[0])

    def on_key(self, event: events.Key) -> None:
        """Type into the line that asks for a number or word, though a button has the focus."""
        mark = event.character
        if not mark or mark not in self.APPROVED_WITH or isinstance(self.focused, Input):
            return
        for box in self.query(Input):
            if box.focusable:
                event.stop()
                # What is typed next goes behind it, and does not replace it.
                box.select_on_focus = False
                box.focus()
                box.insert_text_at_cursor(mark)
                return

    def show_text(self, selector: str, text: str) -> None:
        """Show another text in a part of the box."""
        self.query_one(selector, Static).update(Content(text))

    def show_problem(self, problem: str) -> None:
        """Say what went wrong, in the box's `.problem` line."""
        self.query_one(".problem", MessageLine).say(problem)
