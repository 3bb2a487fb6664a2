"""The text filter of a list: a line to type in, and a chip that says how much it leaves."""

from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from marktui.tui.common.text.glyphs import GLYPHS


class FilterBar(Widget):
    """Takes no room while it is closed and empty.

    Open it with `open`; every key filters at once. Enter or the down key closes it and keeps the text, shown
    as a chip; escape clears and closes. The list answers `FilterChanged` and sets `counts`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Clear filter", tooltip="Clear the filter.", id="filter.clear"),
        Binding(
            "down,tab", "keep", "To the list", tooltip="Keep the filter and go to the list.", id="filter.keep"
        ),
    ]
    DEFAULT_CSS = """
    FilterBar {
        height: 1; width: auto; layout: horizontal; display: none; padding: 0 1;
        & > Static { width: auto; height: 1; }
        & > Input { display: none; width: 1fr; }
        & > #count { color: $text-muted; margin-left: 1; }
        &.-open { width: 50%; max-width: 60; }
        &.-open > Input { display: block; }
    }
    """

    text: reactive[str] = reactive("")
    """What is filtered by; a leading `!` shows the others."""
    counts: reactive[tuple[int, int]] = reactive((0, 0))
    """How many records the filter leaves, of how many."""
    is_open: reactive[bool] = reactive(False)

    class FilterChanged(Message):
        """`text` has changed."""

    class FilterClosed(Message):
        """The typing is over; the list may have the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[str, str] = {}
        """What the word and the count show."""

    def compose(self) -> ComposeResult:
        """A word, the line to type in, and the count."""
        yield Static("", id="word")
        box = Input(
            placeholder="words; ! first: the others",
            compact=True,
            max_length=80,
            id="box",
        )
        box.cursor_blink = False
        yield box
        yield Static("", id="count")

    def open(self) -> None:
        """Let the person type."""
        self.is_open = True
        self.query_one(Input).focus()

    def filter_by(self, text: str) -> None:
        """Filter by a text that nobody typed."""
        self.query_one(Input).value = text
        self.text = text

    def clear(self) -> None:
        """Filter by nothing, and close."""
        self.query_one(Input).value = ""
        self.text = ""
        self.is_open = False

    def watch_text(self, old: str, new: str) -> None:
        """Let the list filter."""
        self._draw()
        if new != old:
            self.post_message(self.FilterChanged())

    def watch_counts(self) -> None:
        """Say what is left."""
        self._draw()

    def watch_is_open(self) -> None:
        """Show the line to type in, or the chip."""
        self.set_class(self.is_open, "-open")
        self._draw()

    def action_give_up(self) -> None:
        """Clear and close."""
        self.clear()
        self.post_message(self.FilterClosed())

    def action_keep(self) -> None:
        """Close and keep the text."""
        self.is_open = False
        self.post_message(self.FilterClosed())

    @on(Input.Changed)
    def filter_live(self, event: Input.Changed) -> None:
        """Filter by what has been typed so far."""
        event.stop()
        self.text = "".join(mark for mark in event.value if mark.isprintable())

    @on(Input.Submitted)
    def keep_text(self, event: Input.Submitted) -> None:
        """Close and keep the text."""
        event.stop()
        self.action_keep()

    def _draw(self) -> None:
        if not self.is_mounted:
            return
        shown, total = self.counts
        self.display = self.is_open or bool(self.text)
        self._write("#word", f"{GLYPHS.open} /{'' if self.is_open else self.text}")
        # While somebody types, as wide as it can become: the line to type in must keep its place.
        count = f"{shown:,} of {total:,}".rjust(len(f"{total:,} of {total:,}"))
        self._write("#count", count if self.is_open else f"{shown:,}")

    def _write(self, where: str, text: str) -> None:
        """Write a text; only another width makes a new layout of the screen, which takes a while."""
        before = self._shown.get(where, "")
        if text != before:
            self._shown[where] = text
            same_width = cell_len(text) == cell_len(before)
            self.query_one(where, Static).update(Content(text), layout=not same_width)
