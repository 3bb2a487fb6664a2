"""The last look at what is drawn: Textual itself passes escape sequences on to the terminal."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from marktui.hub.model.text import terminal_safe

_IN_ASCII = str.maketrans({"•": "*", "…": "~"})
"""What hides a secret as Textual draws it, and what says that something goes on."""


class EscapeFilter(LineFilter):
    """Takes out whatever a terminal would obey. It has no width, so that nothing moves.

    Texts are clean long before; this is for what somebody pastes, for names of folders, and for mistakes.

    Args:
        in_ascii: Whether the terminal knows no other signs; names stay as they are written.
    """

    def __init__(self, *, in_ascii: bool) -> None:
        super().__init__()
        self._in_ascii = in_ascii

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without it; those that are Textual's own control codes are left alone."""
        return [
            one if one.control else Segment(self._drawn(one.text), one.style, one.control) for one in segments
        ]

    def _drawn(self, text: str) -> str:
        if text.isascii() and text.isprintable():
            return text
        line = terminal_safe(text).replace("\n", "").replace("\t", "")
        return line.translate(_IN_ASCII) if self._in_ascii else line
