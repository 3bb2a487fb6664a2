"""MIS ids of people, where files tell them apart in different ways (docs/files.md, MIS ids)."""

import re
from datetime import date
from hashlib import blake2s
from urllib.parse import quote_plus

from marktui.hub.model.text import fold

_LONGEST = 64
_PLAIN = re.compile(r"[A-Za-z0-9._@/-]{1,64}", re.ASCII)
_SHORTENED = re.compile(r"\d(?:[.,]\d{1,15})?[eE]\+?\d{1,3}", re.ASCII)


def mis_id(sort: str, value: str) -> str:
    """A MIS id that says of what kind it is: `id:5112`; it holds no space."""
    if not _PLAIN.fullmatch(value):
        value = quote_plus(value, safe="/@", errors="replace")
    return f"{sort}:{value if len(value) <= _LONGEST else _digest(value)}"


def name_id(first: str | None, last: str | None, born: date | None) -> str:
    """The MIS id of somebody without a number: a digest of name and birth date."""
    facts = fold(first or ""), fold(last or ""), str(born or "")
    return f"name:{_digest('|'.join(facts))}"


def row_id(*texts: str) -> str:
    """The MIS id of a row that says of nobody who it is: a digest of all that stands in it."""
    return f"row:{_digest('|'.join(texts))}"


def is_shortened(value: str) -> bool:
    """Whether a spreadsheet has made a long number into one such as `1.23E+12`, which cannot be undone."""
    return ("E" in value or "e" in value) and _SHORTENED.fullmatch(value) is not None


def _digest(text: str) -> str:
    return blake2s(text.encode(errors="replace"), digest_size=10).hexdigest()
