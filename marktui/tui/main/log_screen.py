"""The screen that shows the messages since the start."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from marktui.tui.commands.footer import CommandFooter
from marktui.tui.commands.general import ShowHelp
from marktui.tui.common.drawing.stepwise_screen import StepwiseScreen
from marktui.tui.main.message_log import Line, MessageLog
from marktui.wording.drawing.cells import wrapped

_MARGIN = 5
"""The cells beside the lines: padding and scroll bar."""


def _key(keys: str, action: str, label: str, sentence: str) -> Binding:
    name = label.replace(" ", "-").lower()
    return Binding(keys, action, label, show=False, tooltip=sentence, id=f"log.{name}")


class LogScreen(StepwiseScreen[None]):
    """The messages as text that can be scrolled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,L", "dismiss", "Back", tooltip="Go back to the hub.", id="log.back"),
        _key("j,down", "scroll(1)", "Down", "Scroll down by a line."),
        _key("k,up", "scroll(-1)", "Up", "Scroll up by a line."),
        _key("pagedown,space", "page(1)", "Page down", "Scroll down by a screen."),
        _key("pageup", "page(-1)", "Page up", "Scroll up by a screen."),
        _key("g,home", "scroll(-100000)", "Top", "Go to the first message."),
        _key("G,end", "scroll(100000)", "Bottom", "Go to the last message."),
        Binding(ShowHelp.KEYS, "help", ShowHelp.FOOTER, tooltip=ShowHelp.sentence(), id="log.help"),
    ]
    DEFAULT_CSS = """
    LogScreen > VerticalScroll { padding: 1 2; scrollbar-size-vertical: 1; }
    """

    def __init__(self, message_log: MessageLog) -> None:
        super().__init__()
        self._message_log = message_log

    def compose(self) -> ComposeResult:
        """Heading, lines, footer."""
        with VerticalScroll():
            yield Static(markup=False)
        yield CommandFooter()

    @on(events.Resize)
    def write(self, event: events.Resize) -> None:
        """Fold the lines to the width; begin with the newest."""
        self.query_one(Static).update(_written(self._message_log, event.size.width - _MARGIN))
        self.query_one(VerticalScroll).scroll_end(animate=False)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        self.app.post_message(ShowHelp())

    def action_page(self, pages: int) -> None:
        """Scroll by some screens."""
        text = self.query_one(VerticalScroll)
        text.scroll_relative(y=pages * max(1, text.size.height - 1), animate=False)

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def _written(message_log: MessageLog, width: int) -> Content:
    parts = [_line(line, width) for line in message_log.lines] or [Content("There are no messages yet.")]
    return Content("\n").join([Content.styled("Log", "bold"), Content(""), *parts])


def _line(line: Line, width: int) -> Content:
    time = f"{line.at.astimezone():%H:%M:%S}  "
    said = (f"{'Error: ' if line.is_error else ''}{line.text}", *line.details.splitlines())
    lines = [part for text in said for part in wrapped(text, max(20, width - len(time)))]
    text = f"\n{' ' * len(time)}".join(lines)
    return Content.styled(time, "$text-muted") + Content.styled(text, "$text-error" if line.is_error else "")
