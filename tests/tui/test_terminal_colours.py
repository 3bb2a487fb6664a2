"""A drawing without repeated colours looks the same: each cell has its mark and its colours."""

import re

import pytest

from marktui.tui.terminal.colours import without_repeats

_PIECE = re.compile(r"\x1b\[([\d;]*)([mH])|([^\x1b])")
_LOOK = re.compile(r"[34]8;5;\d+|\d+")
_BLUE, _BOLD = "38;5;75;48;5;233", "1;38;5;75;48;5;233"


def cells(drawn: str) -> tuple[dict[tuple[int, int], tuple[str, frozenset[str]]], frozenset[str]]:
    """What a terminal makes of a drawing: the mark and the colours of each cell, and the colours after it."""
    found = {}
    row, column, held = 1, 1, frozenset[str]()
    for numbers, what, mark in _PIECE.findall(drawn):
        if what == "H":
            row, column = map(int, numbers.split(";"))
        elif what == "m":
            for look in _LOOK.findall(numbers or "0"):
                held = held | {look} if look != "0" else frozenset()
        elif mark == "\n":
            row += 1
        else:
            found[row, column] = (mark, held)
            column += 1
    return found, held


def said(colours: str, text: str) -> str:
    return f"\x1b[{colours}m{text}\x1b[0m"


@pytest.mark.parametrize(
    ("drawn", "share"),
    [
        ("plain", 1.0),
        ("\x1b[4;1H" + said(_BLUE, "Ada") + "\x1b[5;1H" + said(_BLUE, "Bea") + "\x1b[1;2H", 0.7),
        (said(_BLUE, "Ada") + said(_BOLD, "Bea") + said(_BLUE, "Cy"), 1.0),
        (said(_BLUE, "Ada") + "\x1b[2;1H" + said(f"7;{_BLUE}", "Bea") + said(_BLUE, "Cy"), 0.8),
        (said(_BLUE, "Ada") + "plain" + said(_BLUE, "Cy"), 1.0),
        (said(_BLUE, "Ada") + "\n" + said(_BLUE, "Bea") + "\n\x1b[7;1H" + said(_BLUE, ""), 0.8),
        ("\x1b[1m\x1b[4m" + "both" + "\x1b[m" + "none" + said("7", "x"), 1.0),
        ("\x1b[1;1H\x1b[0m\x1b[2;2H", 0.8),
    ],
)
def test_it_looks_the_same_in_fewer_bytes(drawn: str, share: float) -> None:
    shorter = without_repeats(drawn)
    assert cells(shorter) == cells(drawn)
    assert len(shorter) <= share * len(drawn)


def test_what_is_no_drawing_is_written_as_it_is() -> None:
    for other in ("", "\x1b[?1049h", "\x1b]52;c;QWRh\x07", "\x1bP\x1b\\", "\x1b[?2026h\x1b[?2026l"):
        assert without_repeats(other) == other
