"""JSON as it is read from our own files, in which somebody may have written behind marktui's back."""

import re
from typing import Any

import orjson

from marktui.hub.clean import cleaned_throughout

_SUSPECT = re.compile(
    rb"\\[ubfnrt]|\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xa9]|\xef\xbb\xbf"
)
"""What marktui, which cleans every text before it keeps it, never writes: control, zero-width, bidi."""
_FIRST = tuple(b"\\\x7f\xc2\xd8\xe2\xef")
"""The bytes that it can begin with: looking for them one by one takes a twentieth of the time."""


def plain_json(content: bytes) -> Any:
    """What some JSON holds, with every text in it clean.

    Raises:
        orjson.JSONDecodeError: It is no JSON.
    """
    value = orjson.loads(content)
    return value if is_plain(content) else cleaned_throughout(value)


def is_plain(content: bytes) -> bool:
    """Whether some JSON holds nothing but clean text, which a glance at its bytes tells."""
    return not any(first in content for first in _FIRST) or _SUSPECT.search(content) is None
