"""What the interface has told since its start, for the log screen. Kept in memory only."""

import logging
from collections import deque
from datetime import datetime

from msgspec import Struct

from marktui.hub.error import MarktuiError
from marktui.store.log import origin
from marktui.tui.words import told

_KEPT = 500
_LOG = logging.getLogger(__name__)


class Line(Struct, frozen=True):
    """One thing that was told."""

    at: datetime
    text: str
    details: str = ""
    is_error: bool = False


class Journal:
    """The newest lines, oldest first."""

    def __init__(self) -> None:
        self.lines: deque[Line] = deque(maxlen=_KEPT)

    def add(self, at: datetime, text: str) -> None:
        """Note what was told."""
        self.lines.append(Line(at, text))

    def add_error(self, at: datetime, error: BaseException) -> None:
        """Note a failure: its sentence and hint, or for an unexpected one where it arose."""
        said = told(error)
        is_told = isinstance(error, MarktuiError)
        details = said.hint if is_told else origin(error).replace(", ", "\n")
        _LOG.warning("told a failure: %s", said.kind if is_told else origin(error))
        self.lines.append(Line(at, said.message, details, is_error=True))
