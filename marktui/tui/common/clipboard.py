"""Copying to the clipboard of the person's own machine, also over SSH and in tmux."""

import asyncio
import os
import shutil
from contextlib import suppress
from typing import Any

from textual.app import App

_PATIENCE = 2.0
"""Seconds that tmux has to take a text."""


async def copy(app: App[Any], text: str) -> None:
    """Hand a text to the clipboard: to the terminal by OSC 52, and to tmux."""
    app.copy_to_clipboard(text)
    tmux = shutil.which("tmux") if os.environ.get("TMUX") else None
    if tmux is not None:
        # tmux keeps OSC 52 to itself unless it is asked to load it. Versions before 3.2 do not know -w.
        load = (tmux, "load-buffer")
        if not await _takes(text, *load, "-w", "-"):
            await _takes(text, *load, "-")


async def _takes(text: str, *command: str) -> bool:
    """Whether a command took the text on its standard input, where no list of processes shows it."""
    quiet = asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.PIPE, stdout=quiet, stderr=quiet
        )
    except OSError:
        return False
    try:
        async with asyncio.timeout(_PATIENCE):
            await process.communicate(text.encode())
    except (TimeoutError, ConnectionError):
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    return process.returncode == 0
