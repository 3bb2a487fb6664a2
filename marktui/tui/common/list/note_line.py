"""The line between a list and its details: what else is to be known of the list."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from marktui.tui.common.table.renderer import fit
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.wording.drawing.cells import wrapped

_SIDES = 4
"""The cells of the rule and the blanks on both sides of a note."""


class NoteLine(Widget):
    """A rule with a note in it, which takes no row from the list."""

    DEFAULT_CSS = """
    NoteLine { height: auto; max-height: 1; width: 1fr; color: $border-blurred; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    note: reactive[str] = reactive("", layout=True)
    """What is to be known, cut off visibly where it is too long."""

    def render(self) -> Content:
        """The lines."""
        width, height = self.size
        lines = self._lines(width)
        shown = lines[: max(1, height)]
        if len(lines) > len(shown):
            shown[-1] = fit(f"{shown[-1]} {lines[len(shown)]}", width - _SIDES)
        drawn = (_drawn(line, width, is_first=not place) for place, line in enumerate(shown))
        return Content("\n").join(drawn) if shown else Content(GLYPHS.rule * width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines that the whole note takes."""
        return len(self._lines(width)) or 1

    def watch_note(self, note: str) -> None:
        """Let the list take the line away where nothing has to be told apart."""
        self.set_class(not note, "-empty")

    def _lines(self, width: int) -> list[str]:
        return wrapped(self.note, max(_SIDES, width - _SIDES))


def _drawn(line: str, width: int, *, is_first: bool) -> Content:
    left = GLYPHS.rule if is_first else " "
    rest = GLYPHS.rule * (width - Content(line).cell_length - len(left) - 2)
    return Content.assemble(f"{left} ", (line, "$text-warning"), f" {rest}")
