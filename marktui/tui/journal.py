"""What the interface has told since its start, for the log screen. Kept in memory only."""

import traceback
from collections import deque
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from marktui.hub.error import MarktuiError
from marktui.tui.words import told

_KEPT = 500


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
        details = said.hint if isinstance(error, MarktuiError) else _origin(error)
        self.lines.append(Line(at, said.message, details, is_error=True))


def _origin(error: BaseException) -> str:
    """Type and places of an error, without its text and without values: those may hold secrets or names."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join((type(error).__name__, *places))
