"""What makes a text safe to keep and to show, wherever it came from (design, section 5)."""

import re
from collections.abc import Iterable
from typing import Any
from unicodedata import normalize

NAMED_AT_MOST = 20
"""How many people a message names for one reason; nobody reads more."""
FEW = 3
"""How many people a line on the screen names."""

_UNSEEN_MARKS = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters without tabs and line breaks
    "\xad\u034f\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"  # of no width, bidi
    "\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f"
    "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U00016fe4\U0001d159"  # letters and signs that are blank
    "\ufe00-\ufe0f\U000e0000-\U000e0fff"  # variation selectors, tags
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # how shorthand and music are written
    "\ud800-\udfff"  # half a character cannot be written to a file
    "\ufdd0-\ufdef"  # no characters at all, now and for ever
) + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
"""What is not seen or is obeyed by a terminal, but for tabs and line breaks: Unicode's categories Cc, Cf, Cs,
Zl and Zp, its default ignorable characters, blank letters, and numbers that are not characters."""
_BREAKS = re.compile(r" *[\t\n\v\f\r][\t\n\v\f\r ]*")
_UNSEEN = re.compile(f"[{_UNSEEN_MARKS}]")
_UNSHOWABLE = re.compile(f"[{_UNSEEN_MARKS}\v\f\r]")
_NOT_ON_A_LINE = re.compile(f"[{_UNSEEN_MARKS}\t\n\v\f\r]")


def clean(text: str) -> str:
    """The text in NFC, trimmed, without any character that is not seen; a line break is a space."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return normalize("NFC", _BREAKS.sub(" ", _UNSEEN.sub("", text))).strip()


def clean_json_value(value: Any) -> Any:
    """A value as JSON has it, with every text in it clean, names of fields included."""
    match value:
        case str():
            return clean(value)
        case list():
            return [clean_json_value(one) for one in value]
        case dict():
            return {clean(name): clean_json_value(one) for name, one in value.items()}
    return value


def is_visible(text: str) -> bool:
    """Whether a text has no character that is not seen; line breaks and tabs may be there."""
    return (text.isascii() and text.isprintable()) or _UNSEEN.search(text) is None


def is_visible_line(text: str) -> bool:
    """Whether every character of a text is seen, and all of it stands on one line."""
    return (text.isascii() and text.isprintable()) or _NOT_ON_A_LINE.search(text) is None


def one_spaced(text: str) -> str:
    """The text clean, and every run of white space one space."""
    return " ".join(clean(text).split())


def terminal_safe(text: str) -> str:
    """A text of several lines without anything that a terminal would obey; all else stays as it is."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSHOWABLE.sub("", text)


def terminal_safe_json(document: str) -> str:
    """A JSON document that holds nothing a terminal would obey: its number stands there instead."""
    return _UNSHOWABLE.sub(lambda mark: _escape(ord(mark[0])), document)


def _escape(number: int) -> str:
    """A character as JSON escapes it: one beyond U+FFFF as two halves."""
    if number < 0x10000:
        return f"\\u{number:04x}"
    high, low = divmod(number - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things: `1 change`, `1,359 changes`.

    Args:
        many: The word for any other number; by default with an s.
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def enumerated(words: Iterable[str], limit: int = NAMED_AT_MOST) -> str:
    """Words as a sentence has them: `a, b and c`, and beyond a limit `a, b and 7 more`."""
    every = list(words)
    if len(every) > limit:
        return f"{', '.join(every[:limit])} and {len(every) - limit:,} more"
    return " and ".join(filter(None, (", ".join(every[:-1]), every[-1]))) if every else ""
