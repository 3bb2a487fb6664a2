"""Runs the interface from its start to its exit code."""

import gc
import io
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from marktui.hub.model.errors import Exit, MarktuiError
from marktui.hub.settings.settings import NO_SETTINGS, SettingsInForce
from marktui.store.disk.log import hush_libraries
from marktui.store.save_report import save_report
from marktui.tui.app import MarktuiApp
from marktui.tui.settings.preferences import Preferences
from marktui.tui.terminal.output import takes_output
from marktui.tui.terminal.size import forget_odd_size

if TYPE_CHECKING:
    from marktui.sync.session import Session

TRACEBACK = "MARKTUI_TRACEBACK"
"""The environment variable that shows a crash in full."""
_TURN = 0.0005
"""Seconds after which a thread gives way to another one."""


def run_interface(
    open_session: Callable[[], "Session"],
    settings: SettingsInForce = NO_SETTINGS,
    *,
    settings_file: Path | None = None,
    panel: str | None = None,
    read_only: bool = False,
    september: Callable[[], None] | None = None,
) -> int:
    """Run the terminal interface until its user leaves.

    Args:
        open_session: Gives the hub and who is at the keyboard, once tabs and keys are on the screen.
        settings: The settings, and what is wrong with them.
        settings_file: Where theme and layout are kept; None where they are not.
        panel: The panel to open, by its word on the command line.
        read_only: Whether nothing may be changed.
        september: Moves the demo's school on to its next school year; None where it is not the demo.

    Returns:
        The exit code: 0, or 130 if a signal ended it and nothing was saved after that.

    Raises:
        MarktuiError: The hub could not be opened.
    """
    forget_odd_size()
    hush_libraries()
    over = threading.Event()
    app = MarktuiApp(
        open_session,
        Preferences(settings, settings_file),
        panel=panel,
        read_only=read_only,
        september=september,
        on_open=threading.Thread(target=_finish_start, args=(over,), name="imports").start,
    )
    # A plan is made in a thread. A key must not wait the usual 5 ms each time the threads take turns.
    sys.setswitchinterval(_TURN)
    if not os.environ.get(TRACEBACK):
        # Textual prints the local variables of a crash: names and secrets among them.
        app.error_console = Console(file=io.StringIO())
    try:
        app.run()
    finally:
        over.set()
    return _exit_code(app)


def _finish_start(over: threading.Event) -> None:
    """Import what keys open, and collect garbage, which the command line has put off until the start is over.

    The first key that opens something would be held up by the import, for 20 to 50 ms.

    Args:
        over: Set when the user leaves.
    """
    import importlib
    import pkgutil

    import marktui.connectors
    import marktui.sync
    import marktui.tui

    for part in (marktui.tui, marktui.sync, marktui.connectors):
        for module in pkgutil.walk_packages(part.__path__, f"{part.__name__}."):
            if over.is_set():
                return
            importlib.import_module(module.name)
    # All that has been imported stays: a search through it for garbage would hold up a key.
    gc.freeze()
    gc.enable()


def _exit_code(app: MarktuiApp) -> int:
    """The exit code of the interface that has ended."""
    if app.failure is not None:
        raise app.failure
    if app.return_code == Exit.UNEXPECTED:
        raise MarktuiError(
            "marktui stopped because of an error of its own.",
            f"The hub is as it was after the last save. {TRACEBACK}=1 shows the error, with names in it.",
        )
    if not app.ended_by_signal:
        return app.return_code or Exit.DONE
    saved = save_report()
    if len(saved) == app.saved_before_signal:
        return Exit.CANCELLED
    # The screen that would have shown it is gone. It cannot be told to a terminal that nobody reads.
    if takes_output(sys.stderr.fileno()):
        sys.stderr.write(f"marktui: {saved.sentence(app.saved_before_signal)}\n")
    return Exit.DONE
