"""JSON of a service: a name that was cut in the middle of an emoji spoils nobody else's row."""

import re
from typing import Any, TypeVar

import msgspec

from marktui.connectors.rows import HALF

T = TypeVar("T")
_ESCAPE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # both halves: a whole character
    rb"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"  # one half
    rb"|\\."
    rb"|\xed[\xa0-\xbf][\x80-\xbf]",  # half a character as UTF-8 does not allow it
    re.DOTALL,
)
BROKEN = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""How JSON fails to be read. A `msgspec.ValidationError`, for another shape, is a `DecodeError` too."""
_ONE_HALF = 6
"""The length of one escaped half: what is longer is whole."""


def decode(body: bytes, shape: Any = Any) -> Any:
    """What a body holds.

    Raises:
        msgspec.ValidationError: It holds something else.
        msgspec.DecodeError: It is not JSON.
        UnicodeDecodeError: It is not UTF-8.
    """
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeDecodeError):
        whole = _ESCAPE.sub(_marked, body)
        if whole == body:
            raise
        return msgspec.json.decode(whole, type=shape)


def decode_or_none(body: bytes, shape: type[T]) -> T | None:
    """What a body holds; None where it cannot be read, or holds something else."""
    try:
        return msgspec.json.decode(body, type=shape)
    except BROKEN:
        return None


def _marked(found: re.Match[bytes]) -> bytes:
    """What was found, half a character marked as such."""
    mark = found[0]
    is_half = mark[:1] == b"\xed" or (mark[1:3] in (b"ud", b"uD") and len(mark) == _ONE_HALF)
    return HALF.encode() if is_half else mark
