"""Suggests the rest of a path while it is typed; the right arrow takes it."""

import asyncio
import os
from pathlib import Path

from textual.suggester import Suggester

_MOST = 5_000
"""The entries of a folder that are looked at; a folder with more is no place to look for a file by name."""


class PathSuggester(Suggester):
    """Suggests files with a given ending, and folders.

    Args:
        suffix: The ending, in lower case; empty for folders alone.
    """

    def __init__(self, suffix: str = "") -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._suffix = suffix

    async def get_suggestion(self, value: str) -> str | None:
        """The path that begins like this one; None where there is none."""
        return await asyncio.to_thread(self._suggestion, value) if value.strip() else None

    def _suggestion(self, value: str) -> str | None:
        folder, _, begun = value.rpartition("/")
        where = Path.cwd() / Path(f"{folder}/" if "/" in value else ".").expanduser()
        try:
            with os.scandir(where) as entries:
                names = sorted(self._name(one) for _, one in zip(range(_MOST), entries, strict=False))
        except (OSError, RuntimeError):
            return None
        shown = (one for one in names if one.startswith(begun) and (begun or not one.startswith(".")))
        found = next((one for one in shown if one and one != begun), None)
        return f"{value.removesuffix(begun)}{found}" if found and found.isprintable() else None

    def _name(self, entry: "os.DirEntry[str]") -> str:
        """The name to suggest; empty for what is not wanted."""
        if entry.is_dir():
            return f"{entry.name}/"
        return entry.name if self._suffix and entry.name.lower().endswith(self._suffix) else ""
