"""What a service answers, and the question it answers."""

from collections.abc import Mapping

from msgspec import Struct


class Question(Struct, frozen=True, kw_only=True):
    """One HTTP request."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = {}
    params: Mapping[str, str] = {}
    """The query; never a secret."""
    form: Mapping[str, str] | None = None
    """The fields of a form body."""
    basic: tuple[str, str] | None = None
    """Name and password for HTTP Basic."""


class Answer(Struct, frozen=True):
    """One HTTP response, read whole."""

    status: int
    headers: Mapping[str, str]
    """By name in any case."""
    body: bytes
