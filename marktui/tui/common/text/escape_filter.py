"""Filters escape sequences out of everything that is drawn; Textual passes them on to the terminal."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from marktui.hub.model.text import terminal_safe

_IN_ASCII = str.maketrans({"•": "*", "…": "~"})
"""What Textual draws in place of a secret, and at the end of what is cut off."""


class EscapeFilter(LineFilter):
    """Removes what a terminal would obey. It has no width, so nothing moves.

    Texts are clean long before; this is for what somebody pastes, for names of folders, and for mistakes.

    Args:
        in_ascii: Whether the terminal knows only ASCII; names stay as they are written.
    """

    def __init__(self, *, in_ascii: bool) -> None:
        super().__init__()
        self._in_ascii = in_ascii

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without it; control codes of Textual's own stay."""
        return [
            one if one.control else Segment(self._drawn(one.text), one.style, one.control) for one in segments
        ]

    def _drawn(self, text: str) -> str:
        if text.isascii() and text.isprintable():
            return text
        line = terminal_safe(text).replace("\n", "").replace("\t", "")
        return line.translate(_IN_ASCII) if self._in_ascii else line
