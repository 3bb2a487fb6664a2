"""Dialogs that work before they close: one thing at a time, failures shown, no answer lost or given twice."""

import asyncio

import pytest
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import Worker

from marktui.hub.model.errors import UsageError
from marktui.tui.common.messages import FailureShown
from marktui.tui.common.widgets.message_line import MessageLine
from marktui.tui.common.widgets.question import Question
from marktui.tui.common.widgets.work_dialog import WorkDialog, dialog_work
from tui.widget_app import WidgetApp


class Slow(WorkDialog[str | None]):
    """Answers once it is allowed to."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = 0
        self.go = asyncio.Event()
        self.failure: Exception | None = None
        self.goes_on = False
        """Whether it is not stopped, as a commit is not once it has begun."""

    def contents(self) -> ComposeResult:
        yield MessageLine(classes="problem")

    @dialog_work
    async def work(self) -> None:
        """Wait, then answer or fail."""
        self.begun += 1
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            if not self.goes_on:
                raise
            await self.go.wait()
        if self.failure is not None:
            raise self.failure
        self.show_problem("")
        self.dismiss("done")


class Going(Static):
    """Lets the work of its dialog end in the midst of the closing."""

    def on_unmount(self) -> None:
        assert isinstance(self.screen, Slow)
        self.screen.go.set()


class Closing(Slow):
    """Loses its parts before its work has ended."""

    def contents(self) -> ComposeResult:
        yield from super().contents()
        yield Going()


class Asking(WidgetApp):
    """Opens the dialog, and keeps its answers and what the log would be told."""

    def __init__(self) -> None:
        super().__init__(Static())
        self.dialog = Slow()
        self.answers: list[str | None] = []
        self.failures: list[BaseException] = []

    def ask(self) -> "Worker[None]":
        return self.run_worker(self._ask())

    async def _ask(self) -> None:
        self.answers.append(await self.push_screen_wait(self.dialog))

    def on_failure_shown(self, message: FailureShown) -> None:
        self.failures.append(message.error)


async def test_a_key_that_comes_twice_begins_once() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        asking = app.ask()
        await pilot.pause()
        app.dialog.work()
        app.dialog.work()
        app.dialog.go.set()
        await asking.wait()
        assert app.dialog.begun == 1
        assert app.answers == ["done"]


async def test_a_failure_is_shown_kept_and_can_be_tried_again() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        asking = app.ask()
        await pilot.pause()
        app.dialog.failure = UsageError("The name is missing.")
        app.dialog.go.set()
        app.dialog.work()
        await pilot.pause()
        line = app.dialog.query_one(MessageLine)
        assert line.display
        assert "The name is missing." in str(line.content)
        assert app.failures == [app.dialog.failure]
        app.dialog.failure = None
        app.dialog.work()
        await asking.wait()
        assert app.answers == ["done"]


async def test_work_that_ends_under_another_screen_answers_once_that_is_gone() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        asking = app.ask()
        await pilot.pause()
        app.dialog.work()
        question = Question("Leave now?", "Something runs.", {"leave": "Leave"})
        app.push_screen(question)
        await pilot.pause()
        app.dialog.go.set()
        await pilot.pause()
        assert app.screen is question
        assert app.answers == []
        question.dismiss(None)
        await asking.wait()
        await pilot.pause()
        assert app.answers == ["done"]
        assert len(app.screen_stack) == 1


async def test_esc_while_it_works_answers_none_and_leaves_no_work_behind() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        asking = app.ask()
        await pilot.pause()
        app.dialog.work()
        await pilot.press("escape")
        await asking.wait()
        app.dialog.go.set()
        await pilot.pause()
        assert app.answers == [None]
        assert len(app.screen_stack) == 1
        assert all(worker.is_finished for worker in app.workers)


@pytest.mark.parametrize("times", [2, 3])
async def test_an_answer_given_twice_closes_nothing_else(times: int) -> None:
    app = Asking()
    async with app.run_test() as pilot:
        below = Question("Below", "It stays.", {"yes": "Yes"})
        app.push_screen(below)
        asking = app.ask()
        await pilot.pause()
        for _ in range(times):
            app.dialog.dismiss("once")
        await asking.wait()
        await pilot.pause()
        assert app.answers == ["once"]
        assert app.screen is below


async def test_an_app_that_ends_leaves_nobody_waiting() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        asking = app.ask()
        await pilot.pause()
        app.dialog.work()
        await pilot.pause()
    assert asking.is_finished
    assert app.answers == []


@pytest.mark.parametrize("failure", [None, UsageError("Not so.")])
async def test_work_that_ends_after_the_dialog_was_closed_shows_nothing(failure: Exception | None) -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask()
        await pilot.pause()
        app.dialog.work()
        await pilot.pause()
        app.dialog.failure, app.dialog.goes_on = failure, True
        app.dialog.action_cancel()
        await pilot.pause()
        app.dialog.go.set()
        await pilot.pause()
    assert (app.answers, app.failures) == ([None], [failure] if failure else [])


async def test_work_that_fails_while_the_dialog_closes_ends_nothing_else() -> None:
    app = Asking()
    app.dialog = Closing()
    app.dialog.failure, app.dialog.goes_on = UsageError("Not so."), True
    async with app.run_test() as pilot:
        app.ask()
        await pilot.pause()
        app.dialog.work()
        await pilot.pause()
        app.dialog.action_cancel()
        await pilot.pause()
    assert (app.answers, app.failures) == ([None], [app.dialog.failure])
