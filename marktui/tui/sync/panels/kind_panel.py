"""One of the four panels that sync one kind."""

from marktui.hub.model.kind import Kind
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import panel_of
from marktui.tui.review.lines import Lines
from marktui.tui.review.review import Review
from marktui.tui.sync.panels.work_panel import WorkPanel


class KindPanel(WorkPanel):
    """Shows the plan of one kind line by line, for review."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.review = Review(kind)
        """The page with the lines."""
        super().__init__(panel_of(kind), self.review)

    def watch_is_outdated(self) -> None:
        """Have the review say so."""
        self.review.is_outdated = self.is_outdated

    def show(self, view: HubView) -> None:
        """Show another state of the hub."""
        super().show(view)
        self.review.can_save = not view.read_only

    def enter_result(self) -> None:
        """Put the focus on the lines."""
        self.review.table.focus()

    def begin_result(self, lines: Lines) -> None:
        """Review what has been read."""
        self.review.begin(lines[self.kind])

    def revise(self, lines: Lines) -> None:
        """Show the new plan's lines."""
        self.review.show(lines[self.kind])
