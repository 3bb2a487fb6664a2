"""What is shown while the terminal is too small to show the hub."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

LEAST_WIDTH = 60
LEAST_HEIGHT = 16


class TooSmallScreen(ModalScreen[None]):
    """Asks for a bigger terminal, and hears no key but those that leave."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "app.leave", "Quit")]
    DEFAULT_CSS = """
    TooSmallScreen { align: center middle; background: $background; & > Static { width: auto; } }
    """

    def compose(self) -> ComposeResult:
        """The sentence."""
        yield Static(
            f"Make me bigger:\nat least {LEAST_WIDTH} columns\nand {LEAST_HEIGHT} lines.\nq leaves.",
            markup=False,
        )


def is_too_small(width: int, height: int) -> bool:
    """Whether nothing useful can be shown in so many cells."""
    return width < LEAST_WIDTH or height < LEAST_HEIGHT
