"""Reads JSON from our own files, which somebody may have edited."""

import re
from typing import Any

import msgspec

from marktui.hub.model.text import clean_json_value, is_visible

_ESCAPED = rb"\\[ubfnrt]"
"""Escapes that may hide invisible characters. marktui escapes only quotes and backslashes."""
_ASCII = bytes(range(0x80))
_DELETE = b"\x7f"
"""The one invisible character of ASCII that JSON allows in a text as it is."""
_PART = 1 << 11
"""In bytes: names beyond ASCII are few, so that most parts of a file are ASCII alone."""


def clean_json(content: bytes) -> Any:
    """The value of some JSON, with every text in it clean.

    Raises:
        msgspec.DecodeError: It is not JSON.
    """
    value = msgspec.json.decode(content)
    return value if is_clean_json(content) else clean_json_value(value)


def is_clean_json(content: bytes) -> bool:
    """Whether some JSON holds clean text only, as marktui writes it. This is a quick check.

    Control characters are left to the decoder: a bare one is not JSON.
    """
    if _DELETE in content or (b"\\" in content and re.search(_ESCAPED, content)):
        return False
    return content.isascii() or is_visible(_beyond_ascii(content).decode(errors="replace"))


def _beyond_ascii(content: bytes) -> bytes:
    """The content without ASCII."""
    parts = (content[at : at + _PART] for at in range(0, len(content), _PART))
    return b"".join([part.translate(None, _ASCII) for part in parts if not part.isascii()])
