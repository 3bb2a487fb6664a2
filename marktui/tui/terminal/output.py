"""What is drawn, on its way to a terminal that may take it slowly, not at all, or be gone."""

import os
import select
import threading
from collections import deque
from collections.abc import Callable

_MOST_WAITING = 30
"""How many writes may wait, as in Textual."""
_PATIENCE = 1.0
"""Seconds that a full line holds up the interface, once; after that it counts as stalled."""
_END_PATIENCE = 2.0
"""Seconds that the last of it has at the end of the program."""


class TerminalOutput:
    """Writes in a thread, in order, and never holds up the program for longer than a moment.

    Textual's own thread has a queue of 30 writes, and the 31st write waits for ever: a terminal that
    nobody reads stops the event loop, which then hears no signal. Its end waits for that thread as well.
    Here, what a stalled terminal does not take is dropped, and all is drawn again when it takes something.

    Args:
        number: The file descriptor of the terminal.
        on_recovered: Called in the thread when a stalled terminal has taken everything that waited.
        on_gone: Called in the thread when the terminal is gone.
    """

    def __init__(self, number: int, *, on_recovered: Callable[[], None], on_gone: Callable[[], None]) -> None:
        self._number = number
        self._on_recovered = on_recovered
        self._on_gone = on_gone
        self._waiting: deque[bytes] = deque()
        self._changed = threading.Condition()
        self._is_stalled = False
        self._is_gone = False
        self._is_ending = False
        # As a daemon: a write to a terminal that nobody reads cannot be called off.
        self._thread = threading.Thread(target=self._write_all, name="terminal-output", daemon=True)
        self._thread.start()

    def write(self, text: str) -> None:
        """Have something written; waits a moment if much is waiting already."""
        with self._changed:
            if self._is_gone:
                return
            if not self._is_stalled and not self._changed.wait_for(self._has_room, _PATIENCE):
                self._is_stalled = True
            if not self._has_room():
                self._waiting.clear()
            self._waiting.append(text.encode("utf-8", "replace"))
            self._changed.notify_all()

    def drop_stalled(self) -> None:
        """Make room for the last words to a terminal that takes nothing."""
        with self._changed:
            if self._is_stalled:
                self._waiting.clear()

    def end(self) -> None:
        """End the thread, once everything is written or the terminal has had its time."""
        with self._changed:
            self._is_ending = True
            self._changed.notify_all()
        self._thread.join(_END_PATIENCE)

    def _has_room(self) -> bool:
        return self._is_gone or len(self._waiting) < _MOST_WAITING

    def _write_all(self) -> None:
        while (data := self._next()) is not None:
            try:
                _write(self._number, data)
            except OSError:
                with self._changed:
                    self._is_gone = True
                    self._waiting.clear()
                    self._changed.notify_all()
                self._on_gone()
                return

    def _next(self) -> bytes | None:
        """What is to be written next; None at the end."""
        with self._changed:
            if self._is_stalled and not self._waiting:
                self._is_stalled = False
                self._on_recovered()
            self._changed.wait_for(lambda: self._waiting or self._is_ending)
            data = b"".join(self._waiting) if self._waiting else None
            self._waiting.clear()
            self._changed.notify_all()
            return data


def _write(number: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        try:
            left = left[os.write(number, left) :]
        except BlockingIOError:  # another program has left the terminal in that mode
            select.select([], [number], [])


def takes_output(number: int) -> bool:
    """Whether a terminal takes a line just now; writing to one that does not may last for ever."""
    return bool(select.select([], [number], [], 0)[1])
