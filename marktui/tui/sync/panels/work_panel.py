"""What every panel that reads something has: introduction, reading, result."""

from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import reactive, var
from textual.widget import Widget
from textual.widgets import Button

from marktui.sync.run.progress import Progress
from marktui.tui.commands.context import Stage
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import Panel
from marktui.tui.common.text.words import Failure
from marktui.tui.review.lines import Lines
from marktui.tui.sync.introduction import Introduction
from marktui.tui.sync.live.progress_view import ProgressView


class WorkPanel(Container):
    """Shows the page that belongs to the stage of its work.

    Args:
        panel: Which panel it is.
        result: The page that shows what was read.
    """

    DEFAULT_CSS = """
    WorkPanel { height: 1fr; width: 1fr; }
    """

    stage: reactive[Stage] = reactive(Stage.INTRODUCTION)
    """How far the work has come."""
    is_outdated: var[bool] = var(False)
    """Whether the hub has changed since this was read."""

    def __init__(self, panel: Panel, result: Widget) -> None:
        super().__init__(id=panel.value)
        self.panel = panel
        self.introduction = Introduction(panel)
        """The first page."""
        self._result = result
        self._progress_view = ProgressView(panel.heading)

    def compose(self) -> ComposeResult:
        """The first two pages; the third one comes with the first plan."""
        yield self.introduction
        yield self._progress_view

    def watch_stage(self, stage: Stage) -> None:
        """Show the page of the stage."""
        pages = {Stage.INTRODUCTION: self.introduction, Stage.REVIEW: self._result}
        page = pages.get(stage, self._progress_view)
        for widget in self.query_children():
            widget.display = widget is page

    def enter(self) -> None:
        """Put the focus where the keys of the present page are."""
        if self.stage is Stage.REVIEW:
            self.enter_result()
        elif self.stage is Stage.INTRODUCTION and self.query_one(Button).display:
            self.query_one(Button).focus()
        else:
            self.screen.set_focus(None)

    def enter_result(self) -> None:
        """Put the focus into the page that shows what was read."""
        raise NotImplementedError

    def show(self, view: HubView) -> None:
        """Show another state of the hub."""
        self.introduction.show(view)

    def begin(self) -> None:
        """A reading begins."""
        self.introduction.show_problem(None)
        self.stage = Stage.READING

    def show_progress(self, progress: Progress, clock: float) -> None:
        """Show how far the reading or the save has come."""
        self._progress_view.show(progress, clock)

    def fail(self, failure: Failure) -> None:
        """The reading failed: say why, above the button that tries again."""
        self.introduction.show_problem(failure)
        self.stage = Stage.INTRODUCTION

    async def propose(self, lines: Lines) -> None:
        """The plan is there: show it from its beginning."""
        if not self._result.is_attached:
            self._result.display = False
            await self.mount(self._result)
        self.begin_result(lines)
        self.stage = Stage.REVIEW

    def begin_result(self, lines: Lines) -> None:
        """Show a plan that has just been made."""
        raise NotImplementedError

    def revise(self, lines: Lines) -> None:
        """There is another plan, with what was decided."""
        raise NotImplementedError
