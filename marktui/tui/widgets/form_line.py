"""One field of a form: its label, what it holds, what is to be known of it, and what is wrong with it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label

from marktui.hub.form import FormField
from marktui.hub.hub import Hub
from marktui.tui.field_words import choice_value, field_label, field_value
from marktui.tui.widgets.choice_box import ChoiceBox
from marktui.tui.widgets.locked_value import LockedValue
from marktui.tui.widgets.remark import Remark


class FormLine(Vertical):
    """A field to type in, to choose for, or to look at where it is locked.

    Args:
        field: The field.
        hub: The hub, for the words of its choices.
    """

    # With priority: a line of Textual binds these keys itself, though it has nothing to scroll.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "Next line", show=False, priority=True),
        Binding("up", "app.focus_previous", "Line before", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    FormLine {
        height: auto;
        & > Horizontal { height: 1; }
        & Label { width: 16; color: $text-muted; }
        & Input { width: 1fr; background: $panel; }
        & > .note { padding-left: 16; color: $text-muted; }
        & > .note.-warning { color: $text-warning; }
        & > .wrong { padding-left: 16; color: $text-error; }
    }
    """

    def __init__(self, field: FormField, hub: Hub) -> None:
        super().__init__()
        self.field = field
        self._control = _control(field, hub)

    def compose(self) -> ComposeResult:
        """Label, field, note, and what is wrong."""
        with Horizontal():
            yield Label(f"{field_label(self.field.word)}{' *' if self.field.needed else ''}", markup=False)
            yield self._control
        yield Remark(classes="note")
        yield Remark(classes="wrong")

    @property
    def value(self) -> str:
        """What stands in the line, trimmed."""
        return self._control.value.strip()

    @property
    def is_changed(self) -> bool:
        """Whether something else was entered."""
        return self.value != self.field.text.strip()

    def focus_field(self) -> None:
        """Put the keyboard on the line."""
        self._control.focus()

    def enter(self, text: str) -> None:
        """Let something else stand in the line, unless it is locked."""
        if self.field.locked is None:
            self._control.value = text

    def note(self, text: str, *, is_warning: bool = False) -> None:
        """Say below the line what is to be known of it."""
        remark = self.query_one(".note", Remark)
        remark.say(text)
        remark.set_class(is_warning, "-warning")

    def tell(self, problem: str) -> None:
        """Say below the line what is wrong with it."""
        self.query_one(".wrong", Remark).say(problem)

    @on(Input.Changed)
    @on(ChoiceBox.Changed)
    def forget_problem(self) -> None:
        """Something else is there now."""
        self.tell("")


def _control(field: FormField, hub: Hub) -> Input | ChoiceBox | LockedValue:
    if field.locked is not None:
        return LockedValue(field.text, field_value(hub, field.word, field.text))
    if field.choices is not None:
        texts = field.choices if field.text in field.choices else (field.text, *field.choices)
        choices = {text: choice_value(hub, field.word, text) for text in texts}
        return ChoiceBox(field_label(field.word), choices, field.text)
    line = Input(field.text, compact=True, select_on_focus=False)
    line.cursor_blink = False
    return line
