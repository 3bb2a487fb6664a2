"""A field with a few choices: one of them is shown, the keys change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from marktui.tui.common.text.cells import Column, Row
from marktui.tui.common.widgets.search_dialog import SearchDialog


class PickDialog(SearchDialog[str | None]):
    """Answers with the choice, or None."""

    DEFAULT_CSS = """
    PickDialog > .dialog > .description { display: none; }
    """

    def __init__(self, title: str, choices: Mapping[str, str], chosen: str) -> None:
        self._choices = choices
        self._chosen = chosen
        super().__init__(
            title,
            (Column("", 20, flex=1),),
            list(choices),
            self._row,
            hint="Type to search; Enter chooses, esc leaves it as it is.",
        )

    def begin(self) -> None:
        """Begin with what is chosen now."""
        self.table.move_to(self._chosen)

    def chosen(self, line_id: str) -> None:
        """Answer."""
        self.dismiss(line_id)

    def _row(self, line_id: str) -> Row:
        return Row(line_id, (self._choices[line_id],))


class ChoiceBox(Widget, can_focus=True):
    """`< Year 4 >`: left and right step, Enter lists all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Choice before", show=False),
        Binding("right", "step(1)", "Next choice", show=False),
        Binding("enter,space", "list", "All choices", show=False),
    ]
    DEFAULT_CSS = """
    ChoiceBox { height: 1; width: 1fr; background: $panel; &:focus { text-style: reverse; } }
    """

    value: reactive[str] = reactive("")
    """What is chosen."""

    @dataclass
    class Changed(Message):
        """Another choice was made."""

        value: str

    def __init__(self, title: str, choices: Mapping[str, str], value: str) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self.set_reactive(ChoiceBox.value, value)

    def render(self) -> Content:
        """The choice between two signs that say that there are others."""
        return Content(f"< {self._choices[self.value]} >")

    def watch_value(self, old: str, new: str) -> None:
        """Let the form know."""
        if old != new:
            self.post_message(self.Changed(new))

    def on_click(self) -> None:
        """Show all choices."""
        self.action_list()

    def action_step(self, by: int) -> None:
        """Choose the next one, or the one before."""
        every = list(self._choices)
        self.value = every[max(0, min(every.index(self.value) + by, len(every) - 1))]

    @work
    async def action_list(self) -> None:
        """Show all choices; once one is made, go on to the next line."""
        chosen = await self.app.push_screen_wait(PickDialog(self._title, self._choices, self.value))
        if chosen is not None:
            self.value = chosen
            self.screen.focus_next()
