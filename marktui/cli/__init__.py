"""The command line: every job without the interface."""

import gc
import os
import sys
import warnings
from contextlib import suppress

_FEW_COLLECTIONS = 50_000
"""How many new objects there may be before they are searched for garbage, which takes a millisecond."""


def main() -> int:
    """Run `marktui` with the arguments of the process; gives the exit code."""
    # To import is to make many objects that all stay, and a short verb ends before there is any garbage.
    gc.set_threshold(_FEW_COLLECTIONS)
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
    # The system takes back whatever is left: nobody needs to search it for garbage.
    gc.freeze()
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
