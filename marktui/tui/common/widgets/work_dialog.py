"""A dialog that works before it closes: in the background, one thing at a time, failures shown in its box."""

from collections.abc import Callable, Coroutine
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from marktui.hub.model.errors import MarktuiError
from marktui.tui.common.messages import FailureShown
from marktui.tui.common.on_screen import is_on_screen
from marktui.tui.common.text.words import failure_words
from marktui.tui.common.widgets.dialog import Answer, Dialog


class WorkDialog(Dialog[Answer]):
    """Its work is written as `async` methods under `@dialog_work`, which end with `self.dismiss(answer)`."""

    is_working = False
    """Whether something is being done. Until it has ended, nothing else is begun: a key may come twice."""

    def show_failure(self, error: Exception) -> None:
        """Say why the work failed; the dialog stays."""
        self.show_problem(failure_words(error))

    def report(self, error: Exception) -> None:
        """Show a failure, and have the log keep it."""
        self.post_message(FailureShown(error))
        self.show_failure(error)

    async def run_work(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do some work to its end, or show why it failed."""
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - every failure is shown, and kept in the log
            if is_on_screen(self):
                self.report(error)
            elif isinstance(error, MarktuiError):
                # Closed meanwhile, it has nothing left to show a failure in, nor what went well.
                self.app.post_message(FailureShown(error))
        finally:
            self.is_working = False


D = TypeVar("D", bound=WorkDialog[Any])
P = ParamSpec("P")


def dialog_work(
    method: Callable[Concatenate[D, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[D, P], None]:
    """Let a method of a dialog run in the background, unless something is being done already."""

    @wraps(method)
    def begin(dialog: D, /, *args: P.args, **kwargs: P.kwargs) -> None:
        if not dialog.is_working:
            dialog.is_working = True
            dialog.run_worker(dialog.run_work(partial(method, dialog, *args, **kwargs)))

    return begin
