"""What all our dialogs share: a panel below the list, a way out with esc, a line for what went wrong."""

from typing import Any, ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from marktui.tui.common.drawing.stepwise_screen import StepwiseScreen
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.widgets.checkbox import TickBox
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.name_list import NameList

Answer = TypeVar("Answer")


_LEAST_ABOVE = 8
"""A panel that leaves fewer lines than these covers the screen below instead of making it shorter."""
_DANGER = "Danger"
"""What the frame of a dangerous question says, beside its colour."""


class _Panel(VerticalScroll, can_focus=False):
    """The panel of a dialog. The screen below it gets shorter by its height."""

    def on_resize(self) -> None:
        """Make room for the panel."""
        if isinstance(self.screen, Dialog):
            self.screen.make_room()


class Dialog(ModalScreen[Answer], StepwiseScreen[Answer]):
    """A question in a panel at the bottom: the list that it is about stays in view above.

    Esc answers None, which always means that nothing is done.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
        Binding("right", "app.focus_next", "Next answer", show=False),
        Binding("left", "app.focus_previous", "Answer before", show=False),
        Binding("down", "line(1)", "Down", show=False),
        Binding("up", "line(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
    ]
    is_dangerous = False
    """Whether something is lost by saying yes."""
    IS_PAGE: ClassVar[bool] = False
    """Whether a question that comes over it leaves it in view."""
    APPROVED_WITH: ClassVar[str] = ""
    """The marks of a number or word that is asked for: they go there, wherever the focus is."""
    DEFAULT_CSS = """
    Dialog {
        align: left bottom; background: transparent;
        & > .dialog {
            width: 100%; height: auto; max-height: 65%; padding: 0 1;
            border-top: heavy $accent; background: $surface; scrollbar-size-vertical: 1;
            & > Static { height: auto; margin-bottom: 1; }
            & > .title { text-style: bold; margin-bottom: 0; }
            & > .hint { color: $text-muted; }
            & > .problem { color: $text-error; }
            & > .buttons { height: 1; & > Button { margin-right: 2; } }
            & > Input, & > Field { margin-bottom: 1; }
            &.-danger { border-top: heavy $error; border-title-color: $text-error; border-title-style: bold; }
            &.-danger > .title { color: $text-error; }
        }
    }
    """

    _late_answer: tuple[Answer | None] | None = None

    _shortened: Screen[Any] | None = None
    """The screen that has been made shorter."""
    _covered: tuple[Widget, ...] = ()
    """What of it is hidden: its footer, whose keys do not work now, and the details below its list."""

    _focused_before: Widget | None = None
    """What had the focus when another question came."""
    _tables: tuple[tuple[RosterTable, int], ...] = ()
    """Its tables, and the line that each begins with."""

    def compose(self) -> ComposeResult:
        """The panel."""
        with _Panel(classes="dialog"):
            yield from self.contents()

    def on_mount(self) -> None:
        """Say by colour and word where something is lost by saying yes."""
        self.look_dangerous(self.is_dangerous)

    def look_dangerous(self, is_dangerous: bool) -> None:
        """Say by colour and word whether something is lost by saying yes."""
        panel = self.query_one(_Panel)
        panel.set_class(is_dangerous, "-danger")
        panel.border_title = _DANGER if is_dangerous else ""

    def contents(self) -> ComposeResult:
        """What is in the box."""
        yield from ()

    def submit(self) -> None:
        """Do what the form is for."""

    @on(Input.Submitted)
    @on(TickBox.Passed)
    def go_on(self, event: Input.Submitted | TickBox.Passed) -> None:
        """Enter goes on to the next line; from the last one it does what the form is for."""
        shown = self.focus_chain
        lines = [one for one in self.query("Input, ChoiceBox, TickBox") if one in shown]
        line = event.box if isinstance(event, TickBox.Passed) else event.input
        later = lines[lines.index(line) + 1 :] if line in lines else []
        if later:
            later[0].focus()
        else:
            self.submit()

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
    def come_back(self) -> None:
        """Give the answer that came while another screen was over this one, else show the question again."""
        if self._late_answer is not None:
            self.dismiss(self._late_answer[0])
        elif not self.query_one(_Panel).display:
            self._show_again()

    def _show_again(self) -> None:
        self.query_one(_Panel).display = True
        # What is hidden loses the focus.
        self.set_focus(self._focused_before)
        self.make_room()

    @on(events.Resize)
    def renew_names(self) -> None:
        """Let the names have the room that the terminal and the rest of the panel leave them."""
        for names in self.query(NameList):
            names.take_room()

    @on(events.ScreenSuspend)
    def step_aside(self) -> None:
        """Leave the room to the next question, or to the list."""
        self._give_room_back()
        if self.is_attached and not self.IS_PAGE:
            self._focused_before = self.focused
            self.query_one(_Panel).display = False

    def make_room(self) -> None:
        """Make the screen below shorter, so that its list is not covered."""
        height = self.query_one(_Panel).outer_size.height
        stack = self.app.screen_stack
        if not self.is_active or not height or self.size.height - height < _LEAST_ABOVE:
            return
        below = [one for one in stack[:-1] if not isinstance(one, Dialog) or one.IS_PAGE]
        if self._shortened is None and below:
            self._shortened = below[-1]
            parts = self._shortened.query("CommandFooter, DetailPane, NoteLine")
            self._covered = tuple(one for one in parts if one.size and one.region.x == 0)
            for part in self._covered:
                part.styles.display = "none"
            tables = self._shortened.query(RosterTable)
            self._tables = tuple((one, round(one.scroll_offset.y)) for one in tables if one.size)
        if self._shortened is not None:
            self._shortened.styles.padding = (0, 0, height, 0)

    def _give_room_back(self) -> None:
        if self._shortened is not None:
            self._shortened.styles.padding = 0
            for part in self._covered:
                part.styles.clear_rule("display")
            for table, first in self._tables:
                table.first_line = first
            self._shortened, self._covered, self._tables = None, (), ()

    def action_line(self, lines: int) -> None:
        """Scroll the names, where there are some; else go to another line or answer."""
        names = self.query(NameList)
        if names and names.first().display:
            names.first().scroll_names(lines)
        elif lines > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_page(self, pages: int) -> None:
        """Scroll the names by some screens."""
        for names in self.query(NameList):
            names.scroll_names(pages * max(1, names.size.height - 2))

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
        self.renew_names()
