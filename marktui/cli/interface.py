"""`marktui` without a verb: the terminal interface."""

import sys

from marktui.cli.shared.session import open_session
from marktui.cli.terminal.signals import STOP
from marktui.cli.terminal.streams import is_terminal
from marktui.hub.model.errors import UsageError


def open_interface(hub: str | None, *, panel: str | None, read_only: bool) -> int:
    """Open the terminal interface on a hub."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise UsageError(
            "There is no terminal to open the interface in.",
            "Without it: marktui sync, marktui status, marktui list, marktui leavers. See: marktui --help",
        )
    from marktui.tui.app import run_interface

    try:
        return run_interface(open_session(hub), panel=panel, read_only=read_only)
    finally:
        # Its event loop leaves the default signal handlers behind.
        STOP.listen()
