"""The first line: which school, which MIS, how old its data is, and who is at the keyboard."""

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from marktui.tui.common.text.glyphs import GLYPHS


class HeaderLine(Widget):
    """School and centre at the left; MIS, its age and the login at the right."""

    DEFAULT_CSS = """
    HeaderLine { height: 1; width: 1fr; padding: 0 1; background: $panel; color: $text; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    school: reactive[str] = reactive("")
    """Name and centre of the school."""
    facts: reactive[tuple[str, ...]] = reactive(())
    """MIS, age of its data, login: the last one is never cut."""

    def render(self) -> Content:
        """The line: the school's name gives way first."""
        right = f" {GLYPHS.dot} ".join(self.facts)
        room = self.size.width - cell_len(right) - 2
        school = self.school
        if cell_len(school) > room:
            school = set_cell_size(school, max(0, room - 1)) + GLYPHS.ellipsis
        gap = " " * max(0, self.size.width - cell_len(school) - cell_len(right))
        return Content.assemble((school, "bold"), gap, right)
