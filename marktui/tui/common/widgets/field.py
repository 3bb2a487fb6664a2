"""One question of a form: a name, and a line to type the answer in."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.suggester import Suggester
from textual.widgets import Input, Label


class Field(Horizontal):
    """A labelled line."""

    # With priority: a line of Textual binds these keys itself, though it has nothing to scroll.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "Next line", show=False, priority=True),
        Binding("up", "app.focus_previous", "Line before", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Field {
        height: 1;
        & > Label { width: 26; color: $text-muted; }
        & > Input { width: 1fr; background: $panel; }
    }
    """

    def __init__(
        self,
        name: str,
        label: str,
        *,
        value: str = "",
        placeholder: str = "",
        secret: bool = False,
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__(name=name)
        self._label = label
        self._input = Input(
            value, placeholder=placeholder, password=secret, compact=True, suggester=suggester
        )
        self._input.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Label and line."""
        yield Label(self._label, markup=False)
        yield self._input

    def go_there(self) -> None:
        """Put the cursor into the line."""
        self._input.focus()

    @property
    def value(self) -> str:
        """The answer, trimmed."""
        return self._input.value.strip()
