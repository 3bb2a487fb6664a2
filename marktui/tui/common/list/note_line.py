"""The line between a list and its details: what else is to be known of the list."""

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from marktui.tui.common.table.renderer import fit
from marktui.tui.common.text.glyphs import GLYPHS


class NoteLine(Widget):
    """A rule with a note in it. A note takes no row from the list, however it comes and goes."""

    DEFAULT_CSS = """
    NoteLine { height: 1; width: 1fr; color: $border-blurred; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    note: reactive[str] = reactive("")
    """What is to be known, cut off visibly where it is too long."""

    def render(self) -> Content:
        """The line."""
        width, rule = self.size.width, GLYPHS.rule
        note = fit(self.note, min(cell_len(self.note), max(0, width - 4)))
        if not note:
            return Content(rule * width)
        rest = rule * (width - cell_len(note) - 3)
        return Content.assemble(f"{rule} ", (note, "$text-warning"), f" {rest}")

    def watch_note(self, note: str) -> None:
        """Let the list take the line away where nothing has to be told apart."""
        self.set_class(not note, "-empty")
