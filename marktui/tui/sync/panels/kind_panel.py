"""One of the four panels that sync one kind."""

from typing import TYPE_CHECKING

from marktui.hub.model.kind import Kind
from marktui.tui.common.panel import panel_of
from marktui.tui.sync.panels.work_panel import WorkPanel

if TYPE_CHECKING:
    from marktui.tui.review.review import Review


class KindPanel(WorkPanel):
    """Shows the plan of one kind line by line, for review."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(panel_of(kind))
        self._kind = kind
        self.review: Review | None = None
        """The page with the lines; None before there were any."""

    def make_result(self) -> "Review":
        """The page with the lines."""
        from marktui.tui.review.review import Review

        self.review = Review(self._kind)
        return self.review
