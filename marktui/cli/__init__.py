"""The command line: the headless twin of every job."""

import os
import sys
import warnings
from contextlib import suppress


def main() -> int:
    """Run `marktui` with the arguments of the process.

    Returns:
        The exit code.
    """
    from marktui.cli.terminal.signals import STOP

    STOP.defer()
    if not sys.warnoptions:
        # They are for developers, and show lines of the program to whoever pressed Ctrl+C.
        warnings.simplefilter("ignore")
    from marktui.cli.program import run
    from marktui.cli.terminal.terminal_guard import guard_process

    guard_process()
    code = run(sys.argv[1:])
    STOP.ignore()
    _end_with_threads(code)
    return code


def _end_with_threads(code: int) -> None:
    """End at once where work that was given up still hangs, a question for an address say."""
    aside = sys.modules.get("marktui.connectors.http.concurrency")
    if aside is not None and aside.is_left():
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
