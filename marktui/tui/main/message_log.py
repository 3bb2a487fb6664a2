"""The messages since the start, newest at the bottom."""

import logging
from collections import deque
from datetime import datetime

from msgspec import Struct

from marktui.hub.model.errors import MarktuiError
from marktui.store.disk.log import error_origin
from marktui.tui.common.text.words import describe_failure

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
        failure = describe_failure(error)
        kind = error.kind if isinstance(error, MarktuiError) else error_origin(error)
        details = failure.hint if isinstance(error, MarktuiError) else kind.replace(", ", "\n")
        _LOG.warning("showed a failure: %s", kind)
        self.lines.append(Line(at, failure.message, details, is_error=True))
