"""The one place where text from an MIS is made safe to keep and to show (design, section 5)."""

import re
from unicodedata import normalize

_BREAKS = re.compile(r" *[\t\n\v\f\r][\t\n\v\f\r ]*")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 without tabs and line breaks, DEL, C1
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"  # zero-width and bidi
    "\ud800-\udfff]"  # half a character cannot be written to a file
)


def clean(text: str) -> str:
    """The text in NFC, trimmed, without control, zero-width or bidi characters; a line break is a space."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return normalize("NFC", _BREAKS.sub(" ", _UNSEEN.sub("", text))).strip()


def clean_or_none(text: str | None) -> str | None:
    """The clean text, or None where nothing is left of it."""
    return (clean(text) or None) if text else None
