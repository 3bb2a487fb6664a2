"""A field that cannot be edited: it can be looked at, so that one learns why."""

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from marktui.tui.glyphs import GLYPHS
from marktui.tui.widgets.table_brush import fit

_MARK = f"{GLYPHS.locked} locked"


class LockedValue(Widget, can_focus=True):
    """What the field holds, and at the right that it is locked.

    Args:
        value: What it holds, as a person would enter it.
        words: The same in words.
    """

    DEFAULT_CSS = """
    LockedValue { height: 1; width: 1fr; &:focus { text-style: reverse; } }
    """

    def __init__(self, value: str, words: str) -> None:
        super().__init__()
        self.value = value
        self._words = words

    def render(self) -> Content:
        """Value and mark."""
        room = max(0, self.content_size.width - cell_len(_MARK) - 1)
        return Content.assemble(f"{fit(self._words, room)} ", (_MARK, "$text-muted"))
