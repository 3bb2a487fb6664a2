"""Reads a file of the web hub that was named in a dialog."""

import asyncio
from pathlib import Path

from marktui.hub.model.errors import UsageError
from marktui.hub.web_hub.table import LARGEST, Table, read_table
from marktui.store.disk.sheets import read_at_most


def typed_path(text: str) -> Path:
    """The path that was typed; `~` is the home folder.

    Raises:
        UsageError: It begins with the home of an unknown login.
    """
    try:
        return Path.cwd() / Path(text).expanduser()
    except RuntimeError:
        raise UsageError(
            f"{text} does not begin with a home folder of this machine.", "Type the whole path."
        ) from None


async def read_web_table(text: str) -> Table:
    """The CSV file of the web hub at a path that was typed."""
    path = typed_path(text)
    data = await asyncio.to_thread(read_at_most, path, LARGEST + 1)
    return await asyncio.to_thread(read_table, data, path.name)
