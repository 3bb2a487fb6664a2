"""One of the four panels that sync something: introduction, reading, review."""

from time import monotonic

from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import reactive
from textual.widgets import Button

from marktui.hub.model.kind import Kind
from marktui.sync.run.progress import Progress
from marktui.tui.commands.context import Stage
from marktui.tui.common.panel import panel_of
from marktui.tui.common.text.words import Failure
from marktui.tui.review.lines import ReviewLines
from marktui.tui.review.review import Review
from marktui.tui.sync.introduction import Introduction
from marktui.tui.sync.progress_view import ProgressView

_PAGES = {
    Stage.INTRODUCTION: Introduction,
    Stage.READING: ProgressView,
    Stage.STOPPING: ProgressView,
    Stage.REVIEW: Review,
    Stage.SAVING: ProgressView,
}


class KindPanel(Container):
    """Shows the page that belongs to the stage of its work."""

    DEFAULT_CSS = """
    KindPanel { height: 1fr; width: 1fr; }
    """

    stage: reactive[Stage] = reactive(Stage.INTRODUCTION)
    """How far the work has come."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.panel = panel_of(kind)
        super().__init__(id=self.panel.value)
        self.progress = Progress(began=0.0)
        self.introduction = Introduction(kind)
        """The first page."""
        self.review = Review(kind)
        """The page with the lines."""

    def compose(self) -> ComposeResult:
        """All three pages; one of them is shown."""
        yield self.introduction
        yield ProgressView(self.kind)
        yield self.review

    def watch_stage(self, stage: Stage) -> None:
        """Show the page of the stage."""
        page = _PAGES[stage]
        for widget in self.query_children():
            widget.display = isinstance(widget, page)
        view = self.query_one(ProgressView)
        if page is ProgressView:
            view.resume()
        else:
            view.pause()

    def enter(self) -> None:
        """Put the focus where the keys of the present page are."""
        if self.stage is Stage.REVIEW:
            self.review.table.focus()
        elif self.stage is Stage.INTRODUCTION and self.query_one(Button).display:
            self.query_one(Button).focus()
        else:
            self.screen.set_focus(None)

    def begin(self) -> None:
        """A reading begins."""
        self.introduction.show_problem(None)
        self.advance(Progress(began=monotonic()))
        self.stage = Stage.READING

    def advance(self, progress: Progress) -> None:
        """A reading or a save came further."""
        self.progress = progress
        self.query_one(ProgressView).show(progress)

    def fail(self, failure: Failure) -> None:
        """The reading failed: say why, above the button that tries again."""
        self.introduction.show_problem(failure)
        self.stage = Stage.INTRODUCTION

    def propose(self, lines: ReviewLines) -> None:
        """The plan is there: review it."""
        self.review.begin(lines)
        self.stage = Stage.REVIEW
