"""What the pages have in common that show what a reading has brought."""

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.reactive import var

if TYPE_CHECKING:
    from marktui.tui.common.table.table import RosterTable
    from marktui.tui.review.lines import Lines


class ResultPage(Vertical):
    """Shows a plan, or a part of it, that nobody has saved yet."""

    is_outdated: var[bool] = var(False)
    """Whether the hub has changed since this was read."""
    can_save: var[bool] = var(True)
    """Whether the hub may be changed at all."""
    table: "RosterTable"
    """The lines."""

    def begin(self, lines: "Lines") -> None:
        """Show a plan that has just been made."""
        raise NotImplementedError

    def show(self, lines: "Lines") -> None:
        """Show the same plan with what was decided; the cursor stays."""
        raise NotImplementedError

    def draw_headline(self) -> None:
        """Say what saving would do."""
        raise NotImplementedError

    def watch_is_outdated(self) -> None:
        """Say so in the headline, and below the lines."""
        self.draw_headline()

    def watch_can_save(self) -> None:
        """Say what to press, where that leads anywhere."""
        self.draw_headline()
