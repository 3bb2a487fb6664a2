"""What the pages of a record share: a form that is saved as a whole, and loses nothing that was typed."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button, Static

from marktui.hub.model.errors import FieldError
from marktui.hub.model.fields import FIELDS
from marktui.hub.model.hub import Hub
from marktui.hub.rules.form import FormField
from marktui.sync.decide.hub_writer import DecisionResult
from marktui.tui.common.text.words import failure_words, listed
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.question import Question
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work
from marktui.tui.records.form import Form
from marktui.tui.records.form_line import FormLine, field_hint


class FormDialog(WorkDialog[DecisionResult | None]):
    """Answers with what was saved, or None. A subclass says what is shown, and how it is saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+s", "save", "Save"),
        Binding("down", "app.focus_next", "Next line", show=False),
        Binding("up", "app.focus_previous", "Line before", show=False),
    ]
    AUTO_FOCUS = None
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    FormDialog > .dialog {
        max-height: 94%;
        & > .title, & > .problem { margin: 0; }
        & > Form { margin: 1 0; }
        & > .description { height: 2; margin: 0; color: $text-muted; }
        & > .buttons { margin: 0; }
    }
    FormDialog.-short > .dialog > Form { margin: 0; }
    """

    def __init__(self, hub: Hub, fields: Sequence[FormField]) -> None:
        super().__init__()
        self._form = Form(fields, hub)
        self._has_open_field = any(field.locked is None for field in fields)

    def heading(self) -> ComposeResult:
        """What is above the form."""
        yield from ()

    def more_buttons(self) -> ComposeResult:
        """More buttons."""
        yield from ()

    def below(self) -> ComposeResult:
        """What is below the form."""
        yield from ()

    def is_worth_saving(self, entered: dict[str, str]) -> bool:
        """Whether what was entered is something to save at all."""
        return bool(entered)

    async def save(self, values: dict[str, str]) -> DecisionResult:
        """Save what was entered.

        Raises:
            MarktuiError: It is refused; nothing was saved.
        """
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The panel, in the look of its size."""
        # At once: Textual adds it when the first size is told, and then styles everything a second time.
        height = self.app.size.height
        look = next(name for least, name in reversed(self.VERTICAL_BREAKPOINTS) if height >= least)
        self.add_class(look, update=False)
        yield from super().compose()

    def contents(self) -> ComposeResult:
        """Heading, form, a hint for the line in focus, buttons, the rest."""
        yield from self.heading()
        yield self._form
        yield MessageLine(classes="problem")
        yield Static(classes="description", markup=False)
        with Horizontal(classes="buttons"):
            if self._has_open_field:
                yield Button(" Save (F2) ", id="save", compact=True)
            yield from self.more_buttons()
            yield Button(" Close (esc) ", id="cancel", compact=True)
        yield from self.below()

    def on_mount(self) -> None:
        """Begin with the first line that can be filled in."""
        self._form.focus_first()

    @on(events.DescendantFocus)
    def show_hint(self, event: events.DescendantFocus) -> None:
        """Say why the line in focus is locked, or how it is filled in."""
        line = next((one for one in event.widget.ancestors if isinstance(one, FormLine)), None)
        self.show_text(".description", field_hint(line.field) if line else "")

    def submit(self) -> None:
        """Save what was entered."""
        self.action_save()

    def action_cancel(self) -> None:
        """Close, but not while it is being saved; ask first if something was entered and not saved."""
        if self._form.entered and not self.is_working:
            self.ask_to_leave()
        elif not self.is_working:
            self.dismiss(None)

    @work
    async def ask_to_leave(self) -> None:
        """Ask whether what was entered is to be lost."""
        text = f"Entered and not saved: {listed(FIELDS[word].heading for word in self._form.entered)}."
        answers = {"leave": "Leave"}
        question = Question("Leave without saving?", text, answers, cancel="Go on editing", is_dangerous=True)
        if await self.app.push_screen_wait(question):
            self.dismiss(None)

    @on(Button.Pressed, "#save")
    @dialog_work
    async def action_save(self) -> None:
        """Save what was entered, and close. Nothing that was typed is lost if that fails."""
        if not self._has_open_field:
            return
        self.show_problem("")
        for line in self._form.lines:
            line.show_problem("")
        if self.is_worth_saving(self._form.entered):
            self.dismiss(await self.save(self._form.entered))
        else:
            self.show_problem("There is nothing to save: nothing was changed.")

    def show_failure(self, error: Exception) -> None:
        """Say what is wrong, beside the field where it is about one."""
        line = self._form.line(error.field) if isinstance(error, FieldError) else None
        if line is None:
            super().show_failure(error)
        else:
            line.show_problem(failure_words(error))
            line.focus_field()
