"""The command line: the headless twin of every job."""

import signal
import sys
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    """Run `marktui` with the arguments of the process.

    Returns:
        The exit code.
    """
    from marktui.cli.guard import guard_process
    from marktui.cli.program import run

    for number in _SIGNALS:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _stop)
    guard_process()
    code = run(sys.argv[1:])
    _be_deaf()
    return code


def _stop(number: int, frame: FrameType | None) -> None:
    """End the program at the first signal; whoever presses Ctrl+C twice gets the same exit code."""
    _be_deaf()
    raise KeyboardInterrupt


def _be_deaf() -> None:
    # What was done is told by now: a signal while Python ends must not make another exit code of it.
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
