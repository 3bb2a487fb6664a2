"""What was told since the start, newest at the bottom."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from marktui.tui.journal import Journal, Line
from marktui.tui.widgets.key_line import KeyLine


class LogScreen(Screen[None]):
    """The journal as text that can be scrolled.

    Args:
        journal: What was told.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,L", "dismiss", "Back"),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
        Binding("g,home", "scroll(-100000)", "Top", show=False),
        Binding("G,end", "scroll(100000)", "Bottom", show=False),
    ]
    DEFAULT_CSS = """
    LogScreen > VerticalScroll { padding: 1 2; scrollbar-size-vertical: 1; }
    """

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    def compose(self) -> ComposeResult:
        """Heading, lines, footer."""
        with VerticalScroll():
            yield Static(_written(self._journal), markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the newest."""
        self.query_one(VerticalScroll).scroll_end(animate=False)

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def _written(journal: Journal) -> Content:
    parts = [_line(line) for line in journal.lines] or [Content("Nothing has been told yet.")]
    return Content("\n").join([Content.styled("Log", "bold"), Content(""), *parts])


def _line(line: Line) -> Content:
    time = Content.styled(f"{line.at.astimezone():%H:%M:%S}  ", "dim")
    details = line.details.replace("\n", "\n          ")
    text = f"{'Error: ' if line.is_error else ''}{line.text}" + (f"\n          {details}" if details else "")
    return time + Content.styled(text, "$text-error" if line.is_error else "")
