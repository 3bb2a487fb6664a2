"""The last look at what is drawn: Textual itself passes escape sequences on to the terminal."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from marktui.hub.clean import harmless


class Unseen(LineFilter):
    """Takes out whatever a terminal would obey. It has no width, so that nothing moves.

    Texts are clean long before; this is for what somebody pastes, for names of folders, and for mistakes.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without it; those that are Textual's own control codes are left alone."""
        return [
            one if one.control else Segment(_on_one_line(one.text), one.style, one.control)
            for one in segments
        ]


def _on_one_line(text: str) -> str:
    return (
        text if text.isascii() and text.isprintable() else harmless(text).replace("\n", "").replace("\t", "")
    )
