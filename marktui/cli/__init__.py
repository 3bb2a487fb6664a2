"""The command line: every job without the interface."""

import gc
import os
import sys
import warnings
from contextlib import suppress
from typing import NoReturn

_FEW_COLLECTIONS = 50_000
"""How many new objects there may be before they are searched for garbage, which takes a millisecond."""


def main() -> NoReturn:
    """Run `marktui` with the arguments of the process, and end with its exit code."""
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
    _end(code)


def _end(code: int) -> NoReturn:
    """End at once: everything is closed by now, and the system frees the memory faster than Python.

    A thread that was given up, such as one that still looks up an address, would hold Python up; and where a
    signal came while Python ran a text as code, as it does for a dataclass, `python -m` would end by SIGINT
    although the interrupt was answered.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
