"""What the terminal sends, as events: whatever the bytes are, there is an answer and never an error."""

import re
from codecs import getincrementaldecoder
from collections.abc import Generator, Iterable, Iterator

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

PASTE_SILENCE = 1.5
"""Seconds without a byte after which a paste is over, if its end has not come; so is a reply."""
_PACE = (3.0, 90)
"""Seconds, and characters: a paste that brings fewer in that time is somebody typing into it."""
_MOST_COLUMNS = 2_000
_MOST_LINES = 1_000
"""A terminal that says it is bigger than this is not believed."""
_TYPED_INTERRUPT = re.compile(r"(?:\x03|\x1b\[99;5(?::1)?u)\Z")
"""Ctrl+C at the end of what was read, as it comes when somebody presses it; the second form is kitty's."""
_REPLY = re.compile(r"\x1b[PX\]^_][^\x1b\x03\x07\x18\x1a]+(?P<end>\x1b\\|\x07|\x18|\x1a|\x1b?\Z)")
"""A text that a terminal sends on its own: its name, a colour, the clipboard."""
_REPLY_END = re.compile(r"[\x07\x18\x1a\x03]|\x1b\\?|\Z")
_REPORT = re.compile(r"\x1b\[(?!\[|M)[0-?]*[ -/]*[@-~]")
"""A key, or a report of numbers, that is whole."""
_CUT_END = re.compile(r"\x1b(?:\[(?:2(?:0(?:1)?)?)?)?\Z")
"""The beginning of the mark that ends a paste."""


class TerminalInput:
    """Turns bytes into events. It has no clock: its caller says what time it is, in seconds.

    It stands before Textual's parser for five faults of that parser and of the thread that calls it:

    - a byte that is not UTF-8 raises an error that ends the program (issue 6456 of Textual);
    - so does a report of a key whose number is no character;
    - a paste without an end swallows every later key, ctrl+c too;
    - after a report of a size of nothing, a movement of the mouse divides by zero;
    - the letters of a report that it does not know are keys, and one of them may quit.
    """

    def __init__(self) -> None:
        # Shown as U+FFFD. Left out without a sign, "Ren\xe9" would become another name.
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._parser = XTermParser()
        self._tail = ""
        """What the parser had since the last Escape: a paste begins where that is its mark."""
        self._paste: str | None = None
        """What has been pasted so far; None outside a paste."""
        self._in_reply = False
        self._silent_from = 0.0
        self._paced_from, self._paced_length = 0.0, 0
        """Since when the pace of the paste is looked at, and how long it was then."""

    def feed(self, data: bytes, now: float) -> Iterator[Message]:
        """The events of some bytes."""
        yield from self._silence(now)
        self._silent_from = now
        text = self._decoder.decode(data)
        before, end, after = text.partition(BRACKETED_PASTE_END)
        if end and self._paste is None and BRACKETED_PASTE_START not in self._tail + before:
            # The mark of its beginning is lost, or came before a long silence: these are no keys.
            yield from _pasted(before)
            text = after
        while text:
            if self._paste is not None:
                text = yield from self._pasting(text)
            elif self._in_reply:
                text = self._after_reply(text)
            else:
                text = yield from self._keys(text)

    def tick(self, now: float) -> Iterator[Message]:
        """The events that come because time passes: a lone Escape, and a paste that has no end."""
        yield from self._silence(now)
        if self._paste is None:
            yield from self._safely(self._parser.tick())

    def _silence(self, now: float) -> Iterator[Message]:
        """End what has no end, if nothing has come for long enough."""
        if now - self._silent_from >= PASTE_SILENCE or self._is_typed(now):
            self._in_reply = False
            pasted, self._paste = self._paste, None
            yield from _pasted(_CUT_END.sub("", pasted or ""))

    def _is_typed(self, now: float) -> bool:
        """Whether the paste goes on as slowly as somebody types: keys that are pressed to end it."""
        seconds, characters = _PACE
        length = len(self._paste or "")
        if self._paste is None or now - self._paced_from < seconds:
            return False
        is_slow = length < self._paced_length + characters
        self._paced_from, self._paced_length = now, length
        return is_slow

    def _keys(self, text: str) -> Generator[Message, None, str]:
        """The keys up to a paste or a reply of the terminal; gives what comes after its beginning."""
        reply = _REPLY.search(text, 0, (text + BRACKETED_PASTE_START).index(BRACKETED_PASTE_START))
        for at, character in enumerate(text[: reply.start()] if reply else text):
            yield from self._key(character)
            if self._tail == BRACKETED_PASTE_START:
                self._paste = ""
                self._paced_from, self._paced_length = self._silent_from, 0
                self._start_again()
                return text[at + 1 :]
        if reply is None:
            return ""
        self._in_reply = reply["end"] in ("", "\x1b")
        return text[reply.end() :]

    def _key(self, character: str) -> Iterator[Message]:
        """What one more character makes of those before it."""
        self._tail = (self._tail if character != "\x1b" else "") + character
        messages = list(self._safely(self._parser.feed(character)))
        yield from messages
        if BRACKETED_PASTE_START.startswith(self._tail):
            return
        if messages:
            self._tail = ""
        elif _REPORT.fullmatch(self._tail):
            self._start_again()

    def _after_reply(self, text: str) -> str:
        """What comes after a reply of the terminal that was not whole."""
        end = _REPLY_END.search(text)
        if end is None or end.end() == len(text) == end.start():
            return ""
        self._in_reply = False
        return text[end.start() if end[0] == "\x03" else end.end() :]

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
