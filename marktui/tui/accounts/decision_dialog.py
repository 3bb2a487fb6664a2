"""What the dialogs share that decide about accounts: the decision runs, and the dialog answers with it."""

from collections.abc import Coroutine
from typing import Any

from textual import on, work
from textual.worker import Worker

from marktui.sync.decide.accounts import AccountResult
from marktui.tui.common.messages import FailureShown
from marktui.tui.common.text.words import failure_words
from marktui.tui.common.widgets.dialog import Dialog


class SettlingDialog(Dialog[AccountResult | None]):
    """Answers with what came of a decision; one that is refused is told, and the dialog stays."""

    @work(exclusive=True, exit_on_error=False)
    async def settle(self, decision: Coroutine[Any, Any, AccountResult]) -> AccountResult:
        """Make a decision.

        Args:
            decision: It is under way once it is awaited.
        """
        return await decision

    @on(Worker.StateChanged)
    def show_end(self, event: Worker.StateChanged) -> None:
        """Answer, or say why not, with what would have to be done first."""
        if event.worker.error is not None:
            self.show_problem(failure_words(event.worker.error))
            self.post_message(FailureShown(event.worker.error))
        elif isinstance(event.worker.result, AccountResult):
            self.dismiss(event.worker.result)
