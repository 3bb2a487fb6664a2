"""The command line: every job without the interface."""

import os
import sys
import warnings
from contextlib import suppress


def main() -> int:
    """Run `marktui` with the arguments of the process; gives the exit code."""
    from marktui.cli.terminal.signals import STOP

    STOP.defer()
    if not sys.warnoptions:
        # Warnings are for developers; a user who pressed Ctrl+C would see lines of code.
        warnings.simplefilter("ignore")
    from marktui.cli.program import run
    from marktui.cli.terminal.terminal_guard import guard_process

    guard_process()
    code = run(sys.argv[1:])
    STOP.ignore()
    _forget_interrupt()
    _end_with_threads(code)
    return code


def _forget_interrupt() -> None:
    """Let Python end with our exit code.

    Where a signal came while a dataclass was being made, which runs a text as code, `python -m` ends by
    SIGINT although the interrupt was answered. Running another text forgets it.
    """
    exec("")  # noqa: S102 - nothing is run


def _end_with_threads(code: int) -> None:
    """End at once if abandoned work still hangs in a thread, such as looking up an address."""
    aside = sys.modules.get("marktui.connectors.http.concurrency")
    if aside is not None and aside.is_left():
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
