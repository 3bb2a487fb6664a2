"""How big the terminal is."""

import os

_MOST = (2_000, 1_000)
"""Columns and lines. More than this is not believed: Textual would build a screen of that size."""
_USUAL = (80, 24)
_DIGITS = 5


def terminal_size(number: int) -> tuple[int, int]:
    """Columns and lines of a terminal: as it says itself, else as the environment says, else as is usual."""
    try:
        said = os.get_terminal_size(number)
    except OSError:
        said = os.terminal_size((0, 0))
    width, height = (
        next(one for one in (by_itself, _number(name), usual) if 0 < one <= most)
        for by_itself, name, usual, most in zip(said, ("COLUMNS", "LINES"), _USUAL, _MOST, strict=True)
    )
    return width, height


def forget_odd_size() -> None:
    """Take out of the environment what is no size: Rich fails at `COLUMNS=²`, and believes 99999."""
    for name, most in zip(("COLUMNS", "LINES"), _MOST, strict=True):
        if not 0 < _number(name) <= most:
            os.environ.pop(name, None)


def _number(name: str) -> int:
    """A number of the environment; 0 if it is none."""
    value = os.environ.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _DIGITS else 0
