"""What every panel that reads something has: introduction, reading, result."""

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import reactive, var
from textual.widget import Widget
from textual.widgets import Button

from marktui.hub.model.kind import Kind
from marktui.sync.run.progress import Progress
from marktui.tui.commands.context import Stage
from marktui.tui.common.hub_view import HubView
from marktui.tui.common.panel import Panel
from marktui.tui.common.text.words import Failure
from marktui.tui.sync.introduction import Introduction

if TYPE_CHECKING:
    from marktui.tui.review.lines import Lines
    from marktui.tui.review.result_page import ResultPage
    from marktui.tui.sync.live.progress_view import ProgressView


class WorkPanel(Container):
    """Shows the page that belongs to the stage of its work. A page is mounted when it is shown first.

    The work goes on whether the panel is on the screen or not: what comes before, it keeps and shows then.

    Args:
        panel: Which panel it is.
    """

    DEFAULT_CSS = """
    WorkPanel { height: 1fr; width: 1fr; }
    """

    stage: reactive[Stage] = reactive(Stage.INTRODUCTION)
    """How far the work has come."""
    is_outdated: var[bool] = var(False)
    """Whether the hub has changed since this was read."""
    can_save: var[bool] = var(True)
    """Whether the hub may be changed at all."""

    def __init__(self, panel: Panel) -> None:
        super().__init__(id=panel.value)
        self.panel = panel
        self.introduction = Introduction(panel)
        """The first page."""
        self._result: ResultPage | None = None
        self._proposed: Lines | None = None
        """A plan that is still to be shown from its beginning."""

    def compose(self) -> ComposeResult:
        """The first page; the others come with their stages."""
        yield self.introduction

    def on_mount(self) -> None:
        """Show the page of the stage that the work has come to."""
        self._show_page()

    def watch_stage(self) -> None:
        """Show the page of the stage; work that is cancelled at the end may come when the panel is gone."""
        if self.is_mounted and self.is_attached:
            self._show_page()

    def _show_page(self) -> None:
        page = self._page
        if page is not None and not page.is_attached:
            self.mount(page)
        for widget in self.query_children():
            widget.display = widget is page

    @property
    def _page(self) -> Widget | None:
        if self.stage is Stage.REVIEW:
            return self._result
        return self.introduction if self.stage is Stage.INTRODUCTION else self._progress_view

    @cached_property
    def _progress_view(self) -> "ProgressView":
        """The page of a reading; it is imported only for the first one."""
        from marktui.tui.sync.live.progress_view import ProgressView

        return ProgressView(self.panel)

    def watch_is_outdated(self) -> None:
        """Have the result say so."""
        self._tell_result()

    def watch_can_save(self) -> None:
        """Have the result say so."""
        self._tell_result()

    def _tell_result(self) -> None:
        if self._result is not None:
            self._result.is_outdated, self._result.can_save = self.is_outdated, self.can_save

    def enter(self) -> None:
        """Put the focus where the keys of the present page are."""
        if self.stage is Stage.REVIEW and self._result is not None:
            self._result.table.focus()
        elif self.stage is Stage.INTRODUCTION and self.query_one(Button).display:
            self.query_one(Button).focus()
        else:
            self.screen.set_focus(None)

    def show(self, view: HubView) -> None:
        """Show another state of the hub."""
        self.introduction.show(view)
        self.can_save = not view.read_only

    def begin(self) -> None:
        """A reading begins."""
        self.introduction.show_problem(None)
        self.stage = Stage.READING

    def show_progress(self, kinds: Collection[Kind], progress: Progress, clock: float) -> None:
        """Show how far the reading or the save of some kinds has come."""
        self._progress_view.show(kinds, progress, clock)

    def fail(self, failure: Failure) -> None:
        """The reading failed: say why, above the button that tries again."""
        self.introduction.show_problem(failure)
        self.stage = Stage.INTRODUCTION

    async def propose(self, lines: "Lines") -> None:
        """The plan is there: show it from its beginning."""
        self._proposed = lines
        if self.is_mounted:
            await self.show_proposed()
        self.stage = Stage.REVIEW

    async def show_proposed(self) -> None:
        """Show the plan that is still to be shown, if there is one."""
        if self._proposed is None:
            return
        result = self._result or self.make_result()
        if not result.is_attached:
            result.display = False
            await self.mount(result)
        self._result = result
        self._tell_result()
        lines, self._proposed = self._proposed, None
        result.begin(lines)
        self._show_page()

    def revise(self, lines: "Lines") -> None:
        """There is another plan, with what was decided."""
        if self._proposed is not None:
            self._proposed = lines
        elif self._result is not None:
            self._result.show(lines)

    def make_result(self) -> "ResultPage":
        """The page that shows what was read; it is imported only for the first plan."""
        raise NotImplementedError
