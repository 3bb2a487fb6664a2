"""The page on which everything is read, summed up and saved."""

from typing import TYPE_CHECKING

from marktui.tui.common.panel import Panel
from marktui.tui.sync.panels.work_panel import WorkPanel

if TYPE_CHECKING:
    from marktui.tui.sync.panels.summary import Summary


class EverythingPanel(WorkPanel):
    """Shows one plan for all four kinds, a line for each."""

    def __init__(self) -> None:
        super().__init__(Panel.EVERYTHING)

    def make_result(self) -> "Summary":
        """The page with a line for each kind."""
        from marktui.tui.sync.panels.summary import Summary

        return Summary()
