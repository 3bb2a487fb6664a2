"""The dialog that shows all choices of a field, searchable."""

from collections.abc import Mapping

from marktui.tui.screens.search import SearchDialog
from marktui.tui.widgets.table_row import Column, Row


class PickDialog(SearchDialog[str | None]):
    """Answers with the choice, or None.

    Args:
        title: What is chosen.
        choices: Each choice in words.
        chosen: Which of them is chosen now.
    """

    DEFAULT_CSS = """
    PickDialog > .dialog { width: 60; height: 70%; & > .told { display: none; } }
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
