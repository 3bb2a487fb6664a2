"""Signals: they stop the program until something is saved; after that it first reports what was saved."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from marktui.store.save_report import SaveReport, begin_save_report

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_REPEAT = 0.5
"""Seconds in which a second signal counts as the same one."""
GRACE = 5.0
"""Seconds that the reader of our output has after a signal, before the rest of it is given up."""
_CHECK_EVERY = 0.25
"""Seconds until a stalled stream is checked again."""


class StalledError(Exception):
    """The output is not being read, and the program was asked to stop."""


class Stop:
    """What a signal does."""

    def __init__(self) -> None:
        self._saved = SaveReport()
        self._cancel: Callable[[], object] | None = None
        self._muted: list[int] = []
        """The signals that are ignored for a moment, because one has just come."""
        self._gives_up_at = 0.0
        self._writes = False
        self._is_reporting = False
        self._waits: int | None = None
        """A signal that waits until it can be reported; 0 for none, None if none has to wait."""

    def defer(self) -> None:
        """Receive signals, but let them wait until they can be reported."""
        self._waits = 0
        self.listen()

    def begin(self) -> None:
        """Begin a call of the program: nothing is saved or reported yet.

        Raises:
            KeyboardInterrupt: A signal was waiting.
        """
        self._saved = begin_save_report()
        self._is_reporting = False
        self.listen()
        waited, self._waits = self._waits, None
        if waited:
            raise KeyboardInterrupt

    def begin_report(self) -> bool:
        """Note that the outcome is being reported, which no signal interrupts; true the first time."""
        before, self._is_reporting = self._is_reporting, True
        return not before

    def ignore(self) -> None:
        """Ignore signals: the outcome is reported, and a signal must not change the exit code."""
        self.reset()
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)

    def reset(self) -> None:
        """Stop the timer, and receive every signal again."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._gives_up_at = 0.0
        self._unmute()

    @contextmanager
    def cancelling(self, cancel: Callable[[], object]) -> Iterator[None]:
        """Have signals cancel async work instead of raising KeyboardInterrupt in the middle of it."""
        self._cancel = cancel
        try:
            yield
        finally:
            self._cancel = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let signals interrupt writing, which may take for ever."""
        self._writes = True
        try:
            yield
        finally:
            self._writes = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Stop the program, unless it is too late."""
        self._mute()
        if self._saved or self._is_reporting:
            return
        if self._waits is not None:
            self._waits = number
        elif self._cancel is not None and not self._writes:
            self._cancel()
        else:
            # Python loses an exception in some places; then a later signal raises it again.
            raise KeyboardInterrupt

    def _mute(self) -> None:
        """Ignore signals for a moment: a flood of them would call the handler recursively."""
        muted = [number for number in SIGNALS if signal.getsignal(number) is self]
        for number in muted:
            signal.signal(number, signal.SIG_IGN)
        self._muted += muted
        self._gives_up_at = self._gives_up_at or monotonic() + GRACE
        signal.signal(signal.SIGALRM, self._look_again)
        signal.setitimer(signal.ITIMER_REAL, _REPEAT, _CHECK_EVERY)

    def _unmute(self) -> None:
        while self._muted:
            signal.signal(self._muted.pop(), self)

    def listen(self) -> None:
        """Receive the signals that this process was not told to ignore."""
        for number in SIGNALS:
            if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                signal.signal(number, self)

    def _look_again(self, number: int, frame: FrameType | None) -> None:
        self._unmute()
        if self._writes and monotonic() >= self._gives_up_at:
            raise StalledError


STOP = Stop()
"""The signals of this process."""
