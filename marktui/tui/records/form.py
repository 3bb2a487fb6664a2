"""The fields of a record, one a line."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from marktui.hub.model.hub import Hub
from marktui.hub.rules.form import FormField
from marktui.tui.records.form_line import FormLine


class Form(VerticalScroll, can_focus=False):
    """Knows what was entered; judges nothing."""

    DEFAULT_CSS = """
    Form { height: auto; max-height: 60%; }
    """

    def __init__(self, fields: Sequence[FormField], hub: Hub) -> None:
        super().__init__()
        self._fields = fields
        self._hub = hub

    def compose(self) -> ComposeResult:
        """A line for each field."""
        for field in self._fields:
            yield FormLine(field, self._hub)

    @property
    def lines(self) -> list[FormLine]:
        """The lines, in order."""
        return list(self.query(FormLine))

    def line(self, word: str) -> FormLine | None:
        """The line of a field."""
        return next((one for one in self.lines if one.field.word == word), None)

    @property
    def entered(self) -> dict[str, str]:
        """What was entered: the open fields that hold something else than at first."""
        return {one.field.word: one.value for one in self.lines if one.is_changed}

    def focus_first(self) -> None:
        """Put the keyboard on the first line that is open, else on the first."""
        lines = self.lines
        first = next((one for one in lines if one.field.locked is None), None) or next(iter(lines), None)
        if first is not None:
            first.focus_field()
