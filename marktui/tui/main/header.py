"""The first line: which school, and what goes on."""

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import var

from marktui.tui.common.hub_view import HubView
from marktui.tui.common.table.renderer import fit
from marktui.tui.common.widgets.fact_line import Fact
from marktui.tui.common.widgets.parted_line import PartedLine
from marktui.tui.sync.live.status import Status

_LEAST = 10
"""The cells that the school's name and the gap behind it keep, whatever is to be said."""


class HeaderLine(PartedLine):
    """School and centre at the left, what goes on at the right."""

    DEFAULT_CSS = """
    HeaderLine { height: 1; width: 1fr; padding: 0 1; background: $panel; color: $text; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    school: var[str] = var("")
    """Name and centre of the school."""
    status: var[Status] = var(Status())
    """What is read or saved just now, or what came of it."""

    def watch_school(self) -> None:
        """Draw it."""
        self.renew()

    def watch_status(self) -> None:
        """Draw it."""
        self.renew()

    def parts(self) -> Sequence[Content]:
        """The line: the school's name gives way first."""
        width = self.content_size.width
        status = fitting(self.status.texts, width - _LEAST)
        room = max(0, width - cell_len(status) - 2 * bool(status))
        school = fit(self.school, room).rstrip()
        rest = status.rjust(width - cell_len(school) - cell_len(status) + len(status))
        return Content.styled(school, "bold"), Content.styled(rest, self.status.style)


def fitting(texts: Sequence[str], width: int) -> str:
    """The first of some texts that a width has room for, else the last one cut off."""
    last = texts[-1] if texts else ""
    return next((text for text in texts if cell_len(text) <= width), fit(last, width).rstrip())


def facts(view: HubView, now: datetime) -> tuple[Fact, ...]:
    """What stands beside the tabs: which MIS there is, how old its data is, and who is here."""
    *others, login = view.facts(now)
    return (*(Fact(text, gives_way=place) for place, text in enumerate(others, 1)), Fact(login))
