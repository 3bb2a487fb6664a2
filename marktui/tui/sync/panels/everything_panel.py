"""The page on which everything is read, summed up and saved."""

from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import Panel
from marktui.tui.review.lines import Lines
from marktui.tui.sync.panels.summary import Summary
from marktui.tui.sync.panels.work_panel import WorkPanel


class EverythingPanel(WorkPanel):
    """Shows one plan for all four kinds, a line for each."""

    def __init__(self) -> None:
        self.summary = Summary()
        """The page with a line for each kind."""
        super().__init__(Panel.EVERYTHING, self.summary)

    def watch_is_outdated(self) -> None:
        """Have the summary say so."""
        self.summary.is_outdated = self.is_outdated

    def show(self, view: HubView) -> None:
        """Show another state of the hub."""
        super().show(view)
        self.summary.can_save = not view.read_only

    def enter_result(self) -> None:
        """Put the focus on the lines."""
        self.summary.table.focus()

    def begin_result(self, lines: Lines) -> None:
        """Sum up what has been read."""
        self.summary.begin(lines)

    def revise(self, lines: Lines) -> None:
        """Sum up the new plan."""
        self.summary.show(lines)
