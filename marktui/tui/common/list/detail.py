"""One line of what is known of something, as a detail pane shows it."""

from msgspec import Struct

from marktui.tui.common.text.cells import Tone


class Detail(Struct, frozen=True):
    """One line of the detail pane."""

    label: str
    text: str
    tone: Tone = Tone.PLAIN
    alone: bool = False
    """Whether it never shares a line with another."""
