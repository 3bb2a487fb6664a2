"""Upgrades older formats of the hub file as they are read."""

from collections.abc import Callable
from typing import Any

Tables = dict[str, dict[str, Any]]

FORMAT = 3
"""The format of the hub file that this version writes."""
SAME_TABLES = 2
"""The oldest format with the same tables; format 3 has another digest in its first line."""


def upgraded(tables: Tables, file_format: int) -> Tables:
    """The tables of a hub file as they are in the present format.

    The next commit writes the file in the present format, and keeps the old one among the backups.
    """
    for older in range(file_format, SAME_TABLES):
        tables = _STEPS[older](tables)
    return tables


def _from_1(tables: Tables) -> Tables:
    """Format 2 has a table of erased people, and the time of the commit in its first line."""
    return {**tables, "erased": tables.get("erased", {})}


_STEPS: dict[int, Callable[[Tables], Tables]] = {1: _from_1}
"""The step from each older format to the next."""
