"""Texts that a terminal would obey, a table cannot lay out, or a program takes for something else."""

import re
import unicodedata

OBEYED = (
    "\x1b]52;c;TUFSSw==\x07",  # sets the clipboard
    "\x1b]0;MARK\x1b\\",  # sets the title of the window
    "\x1b[2J\x1b[31;5m",
    "\x1bP+q544e\x1b\\",
    "\x1b_MARK\x1b\\",
    "\x1bc",
    "\x9b2J",  # the same in one character
    "\x9d0;MARK\x9c",
    "\x90MARK\x9c",
    "\x00\x07\x08\x7f\x0e\x0f",
    "\r\n\v\f\x85\u2028\u2029",
    "\u202eMARK\u202c\u2066\u2069\u200f\u061c",
    "\u200b\u200d\u2060\ufeff",
)
"""Nothing of these may reach a terminal as it is."""

ODD = (
    "[bold red]MARK[/]",
    "[/]",
    "[@click=app.quit]MARK[/]",
    "[link=https://mark.example]",
    ":smile: {0} %s $(MARK) `MARK`",
    "\\\"'<MARK>&amp;",
    "=HYPERLINK(1)",
    "山田太郎",
    "ｆｕｌｌ",
    "محمد بن",
    "שלום",
    "हिन्दी",
    "Zo" + "\u0301\u0323\u0308" * 20,
    "\U0001f469\U0001f680\U0001f1ec\U0001f1e7",
    "\ue000\U000e0041\u00ad\ufff9",
    "\ufdfa",
    "M" * 500,
    "M " * 200,
)
"""These are shown as they are, and must not break anything."""

NASTY = (*OBEYED, *ODD)

_BAD = re.compile(
    "[\x00-\x07\x0b-\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_OURS = re.compile(
    r"\x1b(?:\[[?>=<!]?[0-9;:]*[ $]?[a-zA-Z@`~]"  # moves, colours and modes
    r"|[78=>()][0B]?"  # the cursor kept and brought back, the set of characters
    r"|\]22;[a-z-]*(?:\x07|\x1b\\))"  # the shape of the pointer
)
"""What Textual writes of its own: none of it holds words."""


def smuggled(seen: str) -> list[str]:
    """What was written to a terminal that a program has no reason to write."""
    rest = _OURS.sub("", seen)
    found = [*_BAD.findall(rest), *re.findall(r"\x1b.{0,8}", rest, re.DOTALL)]
    # Colours by number alone may blink or hide; what a name brings along would be one of these.
    found += [one for one in ("\x1b[31;5m", "\x1b[2J\x1b[31", "\x1bc") if one in seen]
    return found


def is_wide(mark: str) -> bool:
    """Whether a character takes two cells."""
    return unicodedata.east_asian_width(mark) in "WF"
