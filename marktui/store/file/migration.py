"""Older formats of the hub file, brought up to the present one as they are read."""

from collections.abc import Callable
from typing import Any

Tables = dict[str, dict[str, Any]]

FORMAT = 2
"""The format of the hub file that this version writes."""


def upgraded(tables: Tables, file_format: int) -> Tables:
    """The tables of a hub file as the present format has them.

    The file itself is upgraded by the next commit, which keeps the old one among the backups as ever.
    """
    for older in range(file_format, FORMAT):
        tables = _STEPS[older](tables)
    return tables


def _from_1(tables: Tables) -> Tables:
    """Format 2 has a table of the people who were erased; its first line tells the time of the commit."""
    return {**tables, "erased": tables.get("erased", {})}


_STEPS: dict[int, Callable[[Tables], Tables]] = {1: _from_1}
"""How each older format becomes the next one."""
