"""The command line: the headless twin of every job."""

import os
import signal
import sys
from contextlib import suppress
from time import monotonic
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_HASTE = 0.5
"""Seconds in which a second signal is taken for the impatience of whoever sent the first."""


def main() -> int:
    """Run `marktui` with the arguments of the process.

    Returns:
        The exit code.
    """
    from marktui.cli.guard import guard_process
    from marktui.cli.program import run

    stop = _Stop()
    for number in _SIGNALS:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, stop)
    guard_process()
    code = run(sys.argv[1:])
    for number in _SIGNALS:
        # What was done is told by now: a signal while Python ends must not make another exit code of it.
        signal.signal(number, signal.SIG_IGN)
    _leave_side_threads(code)
    return code


def _leave_side_threads(code: int) -> None:
    """End at once where work that was given up still hangs, a question for an address say."""
    aside = sys.modules.get("marktui.connectors.side_thread")
    if aside is not None and aside.is_left():
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)


class _Stop:
    """Ends the program at a signal; whoever presses Ctrl+C twice gets the same exit code.

    Python loses an exception in some places, so that a later signal ends it all the same.
    """

    def __init__(self) -> None:
        self._at = -_HASTE

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if monotonic() - self._at >= _HASTE:
            self._at = monotonic()
            raise KeyboardInterrupt
