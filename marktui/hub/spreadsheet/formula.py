"""Cells that a spreadsheet would run as a formula: how they are made harmless, and read again."""

import re

_RISKY = re.compile(r"[\t\r\n]|\W*?[=+\-@＝＋－＠﹢﹣﹦﹫−]")
"""A cell that begins like this may run as a formula; a spreadsheet ignores some characters before it."""

_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""A cell that is written so for a spreadsheet to keep its zeros: `="004411"`."""


def guarded(text: str) -> str:
    """A cell that no spreadsheet runs as a formula: where it might, a quote stands before it."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """A cell without the quote that `guarded` put before a formula, or the formula that keeps its zeros."""
    if text.startswith('="') and (kept := _KEPT_AS_TEXT.fullmatch(text)):
        return kept[1]
    return text[1:] if text.startswith("'") and _RISKY.match(text[1:]) else text
