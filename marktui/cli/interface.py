"""`marktui` without a verb: the terminal interface."""

import gc
import os
import sys

from marktui.cli.shared.session import session_opener
from marktui.cli.terminal.settings import SETTINGS
from marktui.cli.terminal.signals import STOP
from marktui.cli.terminal.streams import is_terminal
from marktui.hub.model.errors import UsageError
from marktui.hub.settings.settings import SettingsInForce
from marktui.store.settings.settings_file import settings_path
from marktui.wording.drawing.glyphs import ASCII, CHOICE


def interface_settings() -> SettingsInForce:
    """The settings for the interface, which shows what is wrong with them; called before it is imported."""
    # Nothing is garbage of what is made during the start; the interface begins to collect when it is over.
    gc.disable()
    found = SETTINGS.in_force(tell=False)
    # The symbols are chosen when the interface is imported.
    os.environ[CHOICE] = "yes" if SETTINGS.glyphs() is ASCII else "no"
    return found


def open_interface(hub: str | None, *, panel: str | None, read_only: bool) -> int:
    """Open the terminal interface on a hub."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise UsageError(
            "There is no terminal to open the interface in.",
            "Without it: marktui sync, marktui status, marktui list, marktui leavers. See: marktui --help",
        )
    settings = interface_settings()
    from marktui.tui.run import run_interface

    try:
        return run_interface(
            session_opener(hub), settings, settings_file=settings_path(), panel=panel, read_only=read_only
        )
    finally:
        # Its event loop leaves the default signal handlers behind.
        STOP.listen()
