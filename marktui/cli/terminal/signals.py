"""Signals: until something is saved they stop the program; from then on they let it tell what was saved."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from marktui.store.save_report import SaveReport, begin_save_report

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_HASTE = 0.5
"""Seconds in which a second signal is taken for the impatience of whoever sent the first."""
GRACE = 5.0
"""Seconds that a reader of our output has after a signal, before what is left to tell is given up."""
_AGAIN = 0.25
"""Seconds until a stream that was given up is looked at again."""


class StalledError(Exception):
    """Nobody reads what is being written, and the program was asked to stop."""


class Stop:
    """What becomes of a signal."""

    def __init__(self) -> None:
        self._saved = SaveReport()
        self._cancel: Callable[[], object] | None = None
        self._muted: list[int] = []
        """The signals that are not heard for a moment, as one has just come."""
        self._gives_up_at = 0.0
        self._writes = False
        self._is_reporting = False
        self._waits: int | None = None
        """A signal that waits until it can be told; 0 for none, and None where none has to wait."""

    def defer(self) -> None:
        """Hear signals, but let them wait: nobody can tell of them yet."""
        self._waits = 0
        self.listen()

    def begin(self) -> None:
        """Begin a call of the program: nothing is saved yet, and nothing told.

        Raises:
            KeyboardInterrupt: A signal has waited for this.
        """
        self._saved = begin_save_report()
        self._is_reporting = False
        self.listen()
        waited, self._waits = self._waits, None
        if waited:
            raise KeyboardInterrupt

    def begin_report(self) -> bool:
        """Note that the outcome is being told, which no signal interrupts; true where it was not told yet."""
        before, self._is_reporting = self._is_reporting, True
        return not before

    def ignore(self) -> None:
        """Be deaf: what was done is told, and a signal must not make another exit code of it."""
        self.reset()
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)

    def reset(self) -> None:
        """Give nothing up any more, and hear every signal again."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._gives_up_at = 0.0
        self._unmute()

    @contextmanager
    def cancelling(self, cancel: Callable[[], object]) -> Iterator[None]:
        """Have signals cancel async work instead of raising KeyboardInterrupt in the midst of it.

        Args:
            cancel: Asks the work to stop.
        """
        self._cancel = cancel
        try:
            yield
        finally:
            self._cancel = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let a signal in while something is written, which may take for ever.

        Raises:
            StalledError: Nobody has read it for a while after a signal.
        """
        self._writes = True
        try:
            yield
        finally:
            self._writes = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Stop, unless it is too late for that."""
        self._mute()
        if self._saved or self._is_reporting:
            return
        if self._waits is not None:
            self._waits = number
        elif self._cancel is not None and not self._writes:
            self._cancel()
        else:
            # Python loses an exception in some places, so that a later signal raises it again.
            raise KeyboardInterrupt

    def _mute(self) -> None:
        """Hear no more signals for a moment: a flood would call the handler within itself without end."""
        muted = [number for number in SIGNALS if signal.getsignal(number) is self]
        for number in muted:
            signal.signal(number, signal.SIG_IGN)
        self._muted += muted
        self._gives_up_at = self._gives_up_at or monotonic() + GRACE
        signal.signal(signal.SIGALRM, self._look_again)
        signal.setitimer(signal.ITIMER_REAL, _HASTE, _AGAIN)

    def _unmute(self) -> None:
        while self._muted:
            signal.signal(self._muted.pop(), self)

    def listen(self) -> None:
        """Hear the signals to which nobody told this process to be deaf."""
        for number in SIGNALS:
            if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                signal.signal(number, self)

    def _look_again(self, number: int, frame: FrameType | None) -> None:
        self._unmute()
        if self._writes and monotonic() >= self._gives_up_at:
            raise StalledError


STOP = Stop()
"""The signals of this process."""
