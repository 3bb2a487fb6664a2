"""Who a question is about: all of them, to scroll through."""

from collections.abc import Callable, Sequence

from textual.widget import Widget

from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.cells import Column, Row

_COLUMNS = (
    Column("Name", 18, flex=1, most=40),
    Column("Last in", 8, flex=1, most=20),
    Column("", 28, flex=2),
)
_SHARE = 30
"""How much of the terminal's height the list has at most, in per cent."""
_LEAST = 3
"""The lines that the list has at least, its title included."""


class NameList(RosterTable, can_focus=False):
    """A line for each of them. The dialog's arrow and page keys scroll it, wherever its focus is.

    Args:
        fills: Whether it takes all the room that the rest of a panel of a given height leaves.
    """

    DEFAULT_CSS = """
    NameList { margin-bottom: 1; display: none; }
    NameList.-fills { height: 1fr; min-height: 3; }
    """
    SHOWS_CURSOR = False

    def __init__(
        self, columns: Sequence[Column] = _COLUMNS, *, can_mark: bool = False, fills: bool = False
    ) -> None:
        super().__init__(columns, can_mark=can_mark)
        self.set_class(fills, "-fills")

    def show_names(self, rows: Sequence[Row]) -> None:
        """Show other lines; the list is as high as they need, where there is room."""
        made = {row.id: row for row in rows}
        self.show_lines(list(made), made.__getitem__)

    def show_lines(self, ids: Sequence[str], row_of: Callable[[str], Row]) -> None:
        """Show other lines, each made when it comes into view."""
        self.display = bool(ids)
        self.show_ids(ids, row_of)
        self.take_room()

    def take_room(self) -> None:
        """Be as high as the lines need; less where the rest of the panel would not be in view."""
        if self.has_class("-fills"):
            return
        most = max(_LEAST, self.app.size.height * _SHARE // 100)
        self.styles.height = min(len(self.ids) + 1, most)
        self.call_after_refresh(self._give_way)

    def _give_way(self) -> None:
        panel = self.parent
        over = panel.virtual_size.height - panel.size.height if isinstance(panel, Widget) else 0
        if over > 0:
            self.styles.height = max(_LEAST, self.size.height - over)

    def scroll_names(self, lines: int) -> None:
        """Scroll by some lines."""
        top, shown = round(self.scroll_offset.y), max(1, self.size.height - 1)
        self.cursor = top + lines if lines < 0 else top + shown - 1 + lines
