"""What makes a text safe to keep and to show, wherever it came from (design, section 5)."""

import re
from typing import Any
from unicodedata import normalize

_HARMFUL = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 without tabs and line breaks, DEL, C1
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"  # zero-width and bidi
    "\ud800-\udfff"  # half a character cannot be written to a file
)
_BREAKS = re.compile(r" *[\t\n\v\f\r][\t\n\v\f\r ]*")
_UNSEEN = re.compile(f"[{_HARMFUL}]")
_UNSHOWABLE = re.compile(f"[{_HARMFUL}\v\f\r]")


def clean(text: str) -> str:
    """The text in NFC, trimmed, without control, zero-width or bidi characters; a line break is a space."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return normalize("NFC", _BREAKS.sub(" ", _UNSEEN.sub("", text))).strip()


def cleaned_throughout(value: Any) -> Any:
    """A value as JSON has it, with every text in it clean, names of fields included."""
    match value:
        case str():
            return clean(value)
        case list():
            return [cleaned_throughout(one) for one in value]
        case dict():
            return {clean(name): cleaned_throughout(one) for name, one in value.items()}
    return value


def harmless(text: str) -> str:
    """A text of several lines without anything that a terminal would obey; all else stays as it is."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSHOWABLE.sub("", text)


def escaped(document: str) -> str:
    """A JSON document that holds nothing a terminal would obey: its number stands there instead."""
    return _UNSHOWABLE.sub(lambda mark: f"\\u{ord(mark[0]):04x}", document)
