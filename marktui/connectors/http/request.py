"""What a service answers, and the question it answers."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from msgspec import Struct

_DIGITS = re.compile(r"\d+")


class Answer(Struct, frozen=True):
    """One HTTP response, read whole."""

    status: int
    headers: Mapping[str, str]
    """By name in any case."""
    body: bytes

    @property
    def log_text(self) -> str:
        """What the log says of it."""
        return f"status {self.status}, {len(self.body)} bytes"

    def __repr__(self) -> str:
        """Without the body, which holds people."""
        return f"Answer(status={self.status}, {len(self.body):,} bytes)"


def _never(answer: Answer) -> bool:
    return False


class Question(Struct, frozen=True, kw_only=True):
    """One HTTP request."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = {}
    params: Mapping[str, str] = {}
    """The query; never a secret."""
    form: Mapping[str, str] | None = None
    """The fields of a form body."""
    body: bytes | None = None
    """Any other body; a header has its type."""
    basic: tuple[str, str] | None = None
    """Name and password for HTTP Basic."""
    answered_by: Callable[[Answer], bool] = _never
    """Whether an answer with the status of a failure is an answer anyway."""

    @property
    def log_text(self) -> str:
        """What the log says of it: no host, which may be named after the school, no query, no id."""
        return f"{self.method} {_DIGITS.sub('{n}', urlsplit(self.url).path)}"

    def __repr__(self) -> str:
        """Without headers, bodies and passwords."""
        return f"Question({self.method} {self.url})"
