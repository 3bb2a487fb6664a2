"""The one definition of text that is safe to store and to show, for the MIS, files and people alike."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from unicodedata import combining, normalize

NAMED_AT_MOST = 20
"""How many people a message names for one reason."""
FEW = 3
"""How many people a line on the screen names."""

_UNSEEN_MARKS = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters without tabs and line breaks
    "\xad\u034f\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"  # zero-width, bidi
    "\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f"
    "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U00016fe4\U0001d159"  # blank letters and signs
    "\ufe00-\ufe0f\U000e0000-\U000e0fff"  # variation selectors, tags
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # format controls of shorthand and music
    "\ud800-\udfff"  # surrogates, which cannot be written to a file
    "\ufdd0-\ufdef"  # noncharacters
) + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
"""Characters that are invisible or control a terminal, but for tabs and line breaks: Unicode's categories Cc,
Cf, Cs, Zl and Zp, its default ignorable characters, blank letters, and noncharacters."""
_BLANKS = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\U00016fe4\U0001d159"
).union(map(chr, range(0xFE00, 0xFE10)), map(chr, range(0xE0100, 0xE01F0)))
"""Those of them that Python takes for printable."""
_BREAKS = r" *[\t\n\v\f\r][\t\n\v\f\r ]*"
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE"})
"""Letters that Unicode does not split into a letter and an accent, though people type them so."""


@cache
def _unseen(more: str = "") -> re.Pattern[str]:
    """Invisible characters, and more. Compiled when they are looked for: it takes longer than a small hub."""
    return re.compile(f"[{_UNSEEN_MARKS}{more}]")


def _is_plain(text: str) -> bool:
    """Whether a text is one line without invisible characters, as nearly all are. This is a quick check."""
    return text.isprintable() and (text.isascii() or _BLANKS.isdisjoint(text))


def clean(text: str) -> str:
    """The text in NFC, trimmed, without invisible characters; a line break becomes a space."""
    if _is_plain(text):
        return normalize("NFC", text).strip()
    return normalize("NFC", re.sub(_BREAKS, " ", _unseen().sub("", text))).strip()


def clean_json_value(value: Any) -> Any:
    """A JSON value with every text in it cleaned, names of fields included."""
    match value:
        case str():
            return clean(value)
        case list():
            return [clean_json_value(one) for one in value]
        case dict():
            return {clean(name): clean_json_value(one) for name, one in value.items()}
    return value


def is_visible(text: str) -> bool:
    """Whether a text has no invisible character; line breaks and tabs are allowed."""
    return _is_plain(text) or _unseen().search(text) is None


def is_visible_line(text: str) -> bool:
    """Whether a text is one line without invisible characters."""
    return _is_plain(text) or _unseen("\t\n\v\f\r").search(text) is None


def one_spaced(text: str) -> str:
    """The text cleaned, with every run of white space made one space."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(clean(text).split())


def terminal_safe(text: str) -> str:
    """A text of several lines without anything that controls a terminal; the rest is unchanged."""
    return text if _is_plain(text.replace("\n", "")) else _unseen("\v\f\r").sub("", text)


def terminal_safe_json(document: str) -> str:
    """A JSON document in which whatever controls a terminal is escaped by its number."""
    if _is_plain(document.replace("\n", "")):
        return document
    return _unseen("\v\f\r").sub(lambda mark: _escape(ord(mark[0])), document)


def _escape(number: int) -> str:
    """A character as JSON escapes it: beyond U+FFFF as two surrogates."""
    if number < 0x10000:
        return f"\\u{number:04x}"
    high, low = divmod(number - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def sentence(text: str) -> str:
    """A text with a capital letter at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"


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


def fold(text: str) -> str:
    """A text as names are compared: NFC, no case, no invisible characters, single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()).lower()
    return one_spaced(text).casefold()


def natural_order(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A sort key that puts `Year 2` before `Year 10`."""
    parts = re.split(r"(\d+)", fold(text))
    return tuple(_counted(part) if part.isdecimal() else (True, 0, part) for part in parts if part)


def _counted(digits: str) -> tuple[bool, int, str]:
    # By length, then by digits, since a number may be too long for `int`.
    number = digits.lstrip("0")
    return (False, len(number), number)


def unaccented(text: str) -> str:
    """A text as a filter compares it: without case and accents."""
    if text.isascii():
        return text.strip().lower()
    parts = normalize("NFKD", text.translate(_LETTERS))
    return "".join(mark for mark in parts if not combining(mark)).strip().casefold()


def slug(text: str) -> str:
    """A text as a part of a file name: `ashgrove-primary`."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
