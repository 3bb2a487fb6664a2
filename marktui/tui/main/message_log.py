"""The messages since the start, newest at the bottom, and the app that keeps what it tells among them."""

import logging
from collections import deque
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.app import App
from textual.driver import Driver
from textual.notifications import SeverityLevel

from marktui.hub.model.errors import MarktuiError

if TYPE_CHECKING:
    from marktui.tui.common.messages import FailureShown, RunSaved
    from marktui.tui.review.messages import PlanProposed

_MOST_LINES = 500
_LOG = logging.getLogger(__name__)


class Line(Struct, frozen=True):
    """One message."""

    at: datetime
    text: str
    details: str = ""
    is_error: bool = False


class MessageLog:
    """The newest lines, oldest first."""

    def __init__(self) -> None:
        self.lines: deque[Line] = deque(maxlen=_MOST_LINES)

    def add(self, at: datetime, text: str) -> None:
        """Add a message."""
        self.lines.append(Line(at, text))

    def add_error(self, at: datetime, error: BaseException) -> None:
        """Add a failure: its sentence and hint, or for an unexpected one where it arose."""
        from marktui.store.disk.log import error_origin
        from marktui.tui.common.text.words import describe_failure

        failure = describe_failure(error)
        kind = error.kind if isinstance(error, MarktuiError) else error_origin(error)
        details = failure.hint if isinstance(error, MarktuiError) else kind.replace(", ", "\n")
        _LOG.warning("showed a failure: %s", kind)
        self.lines.append(Line(at, failure.message, details, is_error=True))


class LoggingApp(App[None], inherit_bindings=False):
    """Keeps in a log what it has told, and what was told in a panel."""

    def __init__(self, driver_class: type[Driver]) -> None:
        super().__init__(driver_class=driver_class)
        self.message_log = MessageLog()
        """The messages since the start."""

    def now(self) -> datetime:
        """The present moment."""
        raise NotImplementedError

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message in a toast, as plain text, and keep it in the log."""
        self.message_log.add(self.now(), f"{title}: {message}" if title else message)
        self.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def on_plan_proposed(self, message: "PlanProposed") -> None:
        """Keep the messages of a plan in the log."""
        from marktui.tui.common.text.next_steps import with_steps

        plan = message.proposal.plan
        messages = (with_steps(one.text, one.next) for one in plan.messages)
        for text in (*plan.held, *messages):
            self.message_log.add(self.now(), text)

    def on_run_saved(self, message: "RunSaved") -> None:
        """Keep what a save did in the log."""
        from marktui.tui.sync.finished import outcome_words

        self.message_log.add(self.now(), outcome_words(message.outcome))

    def on_failure_shown(self, message: "FailureShown") -> None:
        """Keep a failure in the log."""
        self.message_log.add_error(self.now(), message.error)
