"""What the terminal sends, as events: whatever the bytes are, there is an answer and never an error."""

import re
from codecs import getincrementaldecoder
from collections.abc import Generator, Iterable, Iterator

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

PASTE_SILENCE = 1.0
"""Seconds without a byte after which a paste is over, if its end has not come."""
_MOST_COLUMNS = 2_000
_MOST_LINES = 1_000
"""A terminal that says it is bigger than this is not believed."""
_TYPED_INTERRUPT = re.compile(r"(?:\x03|\x1b\[99;5(?::1)?u)\Z")
"""Ctrl+C at the end of what was read, as it comes when somebody presses it; the second form is kitty's."""
_CUT_END = re.compile(r"\x1b(?:\[(?:2(?:0(?:1)?)?)?)?\Z")
"""The beginning of the mark that ends a paste."""


class TerminalInput:
    """Turns bytes into events. It has no clock: whoever uses it says what time it is, in seconds.

    It stands before Textual's parser for four faults of that parser and of the thread that calls it:
    a byte that is not UTF-8 raises an error that ends the program; so does a key report with a number that
    is no character; a paste without an end swallows every later key, ctrl+c too; and a report of a size of
    nothing makes a division by zero of the next movement of the mouse.
    """

    def __init__(self) -> None:
        # Shown as U+FFFD. Left out without a sign, "Ren\xe9" would become another name.
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._parser = XTermParser()
        self._tail = ""
        """The last characters that the parser had: a paste begins where they are its mark."""
        self._paste: str | None = None
        """What has been pasted so far; None outside a paste."""
        self._silent_from = 0.0

    def feed(self, data: bytes, now: float) -> Iterator[Message]:
        """The events of some bytes."""
        self._silent_from = now
        text = self._decoder.decode(data)
        if self._paste is None:
            before, end, after = text.partition(BRACKETED_PASTE_END)
            if end and BRACKETED_PASTE_START not in self._tail + before:
                # The mark of its beginning is lost, or came before a long silence: these are no keys.
                yield from _pasted(before)
                text = after
        while text:
            if self._paste is None:
                text = yield from self._keys(text)
            else:
                text = yield from self._pasting(text)

    def tick(self, now: float) -> Iterator[Message]:
        """The events that come because time passes: a lone Escape, and a paste that has no end."""
        if self._paste is None:
            yield from self._safely(self._parser.tick())
        elif now - self._silent_from >= PASTE_SILENCE:
            pasted, self._paste = self._paste, None
            yield from _pasted(_CUT_END.sub("", pasted))

    def _keys(self, text: str) -> Generator[Message, None, str]:
        """The keys up to the beginning of a paste; gives what comes after it."""
        for at, character in enumerate(text):
            yield from self._safely(self._parser.feed(character))
            self._tail = (self._tail + character)[-len(BRACKETED_PASTE_START) :]
            if self._tail == BRACKETED_PASTE_START:
                self._paste = ""
                self._start_again()
                return text[at + 1 :]
        return ""

    def _pasting(self, text: str) -> Generator[Message, None, str]:
        """The paste, if it ends here; gives what comes after it."""
        pasted, end, after = ((self._paste or "") + text).partition(BRACKETED_PASTE_END)
        self._paste = None
        if end:
            yield from _pasted(pasted)
            return after
        if _TYPED_INTERRUPT.search(pasted):
            yield events.Key("ctrl+c", "\x03")
        else:
            self._paste = pasted
        return ""

    def _safely(self, parsed: Iterable[Message]) -> Iterator[Message]:
        """What the parser makes of its input. It is of no more use once it has raised an error."""
        try:
            for message in parsed:
                if not isinstance(message, events.Resize) or _is_possible(message):
                    yield message
        except (ArithmeticError, LookupError, ValueError, StopIteration):
            self._start_again()

    def _start_again(self) -> None:
        """A new parser, which knows of the terminal what the one before did."""
        before, self._parser = self._parser, XTermParser()
        self._tail = ""
        if before.terminal_size and before.terminal_pixel_size and all(before.terminal_pixel_size):
            self._parser.mouse_pixels = before.mouse_pixels
            self._parser.terminal_size = before.terminal_size
            self._parser.terminal_pixel_size = before.terminal_pixel_size


def _pasted(text: str) -> Iterator[Message]:
    if text:
        yield events.Paste(text.replace("\x00", ""))


def _is_possible(size: events.Resize) -> bool:
    return 0 < size.size.width <= _MOST_COLUMNS and 0 < size.size.height <= _MOST_LINES
