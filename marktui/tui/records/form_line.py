"""One field of a form: its label, its value, a note, and what is wrong with it."""

from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label

from marktui.hub.model.fields import FIELDS
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import AccountType, usual_year_name
from marktui.hub.rules.add import EXAMPLES
from marktui.hub.rules.form import FormField
from marktui.tui.common.table.renderer import fit
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.records import year_words
from marktui.tui.common.widgets.choice_box import ChoiceBox
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.wording.people.accounts import ACCOUNT_WORDS

_HINTS = {
    "upn": "13 characters; the first letter checks the others. May stay empty.",
    "date_of_birth": f"Written as 2/3/2014, 2 Mar 2014 or {EXAMPLES['date_of_birth']}.",
    "code": "The next sync of pupils takes in the pupils of this year group.",
}


def field_value(hub: Hub, word: str, text: str) -> str:
    """What a field holds, in words: the code of a year group as its name.

    Args:
        hub: The hub, for the names of year groups.
        word: The field, by its name in `marktui list --json`.
        text: What it holds, as a person would enter it.
    """
    match word:
        case "account_type" if text:
            return ACCOUNT_WORDS[AccountType(text)]
        case "year_group" if text:
            return year_words(hub, text)
    return text or GLYPHS.dash


def choice_value(hub: Hub, word: str, text: str) -> str:
    """A choice for a field, in words: a code as well as the name that it usually has."""
    if word == "code" and text:
        return f"{text:2}  {usual_year_name(text)}"
    return field_value(hub, word, text)


def field_hint(field: FormField) -> str:
    """What is worth knowing while a field is filled in: why it is locked, else how it is done."""
    if field.locked is not None:
        return field.locked
    choosing = "Left and right choose, Enter lists all." if field.choices is not None else ""
    return " ".join(part for part in (choosing, _HINTS.get(field.word, "")) if part)


_MARK = f"{GLYPHS.locked} locked"


class LockedValue(Widget, can_focus=True):
    """What the field holds, and at the right that it is locked.

    Args:
        value: What it holds, as a person would enter it.
        words: The same in words.
    """

    DEFAULT_CSS = """
    LockedValue { height: 1; width: 1fr; &:focus { text-style: reverse; } }
    """

    def __init__(self, value: str, words: str) -> None:
        super().__init__()
        self.value = value
        self._words = words

    def render(self) -> Content:
        """Value and mark."""
        room = max(0, self.content_size.width - cell_len(_MARK) - 1)
        return Content.assemble(f"{fit(self._words, room)} ", (_MARK, "$text-muted"))


class FormLine(Vertical):
    """A field to type in, to choose for, or to look at where it is locked."""

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
            yield Label(f"{FIELDS[self.field.word].heading}{' *' if self.field.needed else ''}", markup=False)
            yield self._control
        yield MessageLine(classes="note")
        yield MessageLine(classes="wrong")

    @property
    def value(self) -> str:
        """What is in the line, trimmed."""
        return self._control.value.strip()

    @property
    def is_changed(self) -> bool:
        """Whether something else was entered."""
        return self.value != self.field.text.strip()

    def focus_field(self) -> None:
        """Put the keyboard on the line."""
        self._control.focus()

    def enter(self, text: str) -> None:
        """Put something else in the line, unless it is locked."""
        if self.field.locked is None:
            self._control.value = text

    def note(self, text: str, *, is_warning: bool = False) -> None:
        """Show a note below the line."""
        remark = self.query_one(".note", MessageLine)
        remark.say(text)
        remark.set_class(is_warning, "-warning")

    def show_problem(self, problem: str) -> None:
        """Say below the line what is wrong with it."""
        self.query_one(".wrong", MessageLine).say(problem)

    @on(Input.Changed)
    @on(ChoiceBox.Changed)
    def forget_problem(self) -> None:
        """Something else is there now."""
        self.show_problem("")


def _control(field: FormField, hub: Hub) -> Input | ChoiceBox | LockedValue:
    if field.locked is not None:
        return LockedValue(field.text, field_value(hub, field.word, field.text))
    if field.choices is not None:
        texts = field.choices if field.text in field.choices else (field.text, *field.choices)
        choices = {text: choice_value(hub, field.word, text) for text in texts}
        return ChoiceBox(FIELDS[field.word].heading, choices, field.text)
    line = Input(field.text, compact=True, select_on_focus=False)
    line.cursor_blink = False
    return line
