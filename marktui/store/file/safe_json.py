"""JSON as it is read from our own files, in which somebody may have written behind marktui's back."""

import re
from typing import Any

import orjson

from marktui.hub.model.text import clean_json_value, is_visible

_ESCAPED = re.compile(rb"\\[ubfnrt]")
"""How JSON may write what is not seen; marktui writes a backslash before a quote and a backslash alone."""
_SEEN_IN_ASCII = bytes([*b"\t\n\r", *range(0x20, 0x7F)])


def clean_json(content: bytes) -> Any:
    """What some JSON holds, with every text in it clean.

    Raises:
        orjson.JSONDecodeError: It is no JSON.
    """
    value = orjson.loads(content)
    return value if is_clean_json(content) else clean_json_value(value)


def is_clean_json(content: bytes) -> bool:
    """Whether some JSON holds nothing but clean text, as marktui writes it: a glance tells."""
    if b"\\" in content and _ESCAPED.search(content):
        return False
    rest = content.translate(None, _SEEN_IN_ASCII)
    return is_visible(rest.decode(errors="replace"))
