"""Lines of which one is chosen."""

from textual._widget_navigation import Direction
from textual.widgets import OptionList


class OptionLines(OptionList):
    """Textual's list of options, but that a page key is survived before the list has been laid out.

    A list without a size has options and no lines, and Textual looks for the first of them: KeyError.
    """

    def _move_page(self, direction: Direction) -> None:
        if self.scrollable_content_region:
            super()._move_page(direction)
