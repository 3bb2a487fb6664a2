"""Reads JSON from our own files, which somebody may have edited."""

import re
from typing import Any

import msgspec

from marktui.hub.model.text import clean_json_value, is_visible

_ESCAPED = rb"\\[ubfnrt]"
"""Escapes that may hide invisible characters. marktui escapes only quotes and backslashes."""
_SEEN_IN_ASCII = bytes([*b"\t\n\r", *range(0x20, 0x7F)])


def clean_json(content: bytes) -> Any:
    """The value of some JSON, with every text in it clean.

    Raises:
        msgspec.DecodeError: It is not JSON.
    """
    value = msgspec.json.decode(content)
    return value if is_clean_json(content) else clean_json_value(value)


def is_clean_json(content: bytes) -> bool:
    """Whether some JSON holds clean text only, as marktui writes it. This is a quick check."""
    if b"\\" in content and re.search(_ESCAPED, content):
        return False
    rest = content.translate(None, _SEEN_IN_ASCII)
    return is_visible(rest.decode(errors="replace"))
