"""Which year code a service means: by its own code, else by the name of the year group.

Schools name their year groups in words of their own: `FS2`, `Year 8 (KS3)`, `Year 12 (Lower 6th)`. A name
that can mean two years, or something else than a year, gives no code: a person has to say which one it is.
"""

import re
from collections.abc import Hashable, Iterator
from functools import lru_cache

from marktui.connectors.rows import clean_or_none
from marktui.hub.model.record import YEAR_CODES

_NURSERY = "N"
"""A nursery that does not say which of its two years it is."""
_USUAL_NURSERY = "N2"
"""A nursery of one year is the one before Reception."""
_UNKNOWN = "?"
"""Something that stands where a year stands, and is none: `Year 14`."""

_YEAR = r"(?<![a-z])(?:years?|yrs?|y|ncy?)(?:\s*group)?"
_APART = r"(?:\s*[.:#]\s*|\s+[-–]\s+|-|\s*)"
_JOIN = r"\s*(?:[/&+,–—-]|\b(?:and|to|or)\b)\s*"
_VALUE = r"(?:0*\d+(?!\.?\d)|r\b)"
_MORE = rf"(?:{_JOIN}(?:{_YEAR}{_APART})?{_VALUE})*"

_CALENDAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s*[-/–]\s*(?:\d{4}|\d\d))?(?!\d)")
_KEY_STAGE = re.compile(r"\b(?:key\s*stage|ks)\s*\d(?:\s*(?:[/&+,–-]|\band\b|\bto\b)\s*(?:ks\s*)?\d\b)*")
_SIXTH = re.compile(r"\b(lower|upper|l|u)[\s.]*(?:6(?:th)?|sixth|vi)\b(?:\s*form)?")
_SOME_SIXTH = re.compile(r"\b(?:6(?:th)?\s*form|6th|sixth)\b")
_FOUNDATION = re.compile(rf"\b(?:fs|f|e|foundation(?:\s+stage)?(?:\s+year)?)[\s-]*([12])\b({_MORE})")
_NURSERY_YEAR = re.compile(rf"\b(?:nursery|n)\s*(?:class|year|y)?[\s-]*([12])\b({_MORE})")
_NURSERY_WORD = re.compile(r"\bnursery\b")
_RECEPTION = re.compile(rf"\b(?:reception|rec|yr(?!\s*group)(?![^a-z0-9]*(?:\d|r\b)))\b({_MORE})")
_NUMBERED = re.compile(rf"{_YEAR}{_APART}({_VALUE}{_MORE})")
_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven"),
    *("eight", "nine", "ten", "eleven", "twelve", "thirteen"),
)
_SPELT = re.compile(rf"({_YEAR})\s+({'|'.join(_WORDS)})\b")
_WHOLE = re.compile(r"(\d+)\.0+")
_OTHER_SCALE = re.compile(
    r"[?]|\b(?:lower|upper|juniors?|infants?|seniors?|grade|form|primary|secondary|prep|phase|stage|of|intake"
    r"|aged?|olds?|early|foundation|toddlers?)\b|\d(?:st|nd|rd|th)\b"
)
"""Words beside which a number is counted from somewhere else, or is an age, or the order of a list."""
_BEFORE_SCHOOL = re.compile(r"\bpre[\s-]*(?:reception|nursery|school|prep)\b|\b(?:leavers?|alumni|former)\b")
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"(?<![/&])\b[rn]\b(?!\s*[/&]\s*[a-z])")
"""A lone R or N, but not that of `N/A`."""
_LONGEST = 100
"""The characters of the longest name that is looked at; more is a sentence about something else."""


@lru_cache(maxsize=512, typed=True)
def year_code(code: Hashable, name: Hashable = None) -> str | None:
    """The code that is meant: `N1`, `N2`, `R`, `1` … `13`; None where that is not certain.

    The service's own code goes before the name of the year group.
    """
    own, named = _code_in(_text(code)), _code_in(_text(name))
    if own == _NURSERY and named in ("N1", "N2"):
        return named
    found = own or named
    return _USUAL_NURSERY if found == _NURSERY else found


def names_a_year(name: str) -> bool:
    """Whether a name holds a calendar year, so that it means another year group each September."""
    return bool(_CALENDAR.search(name))


def _text(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return (clean_or_none(value) if isinstance(value, str) else None) or ""


@lru_cache(maxsize=512)
def _code_in(text: str) -> str | None:
    """The one code in a text; None where there is none, or more than one."""
    if text in YEAR_CODES or len(text) > _LONGEST:
        return text if text in YEAR_CODES else None
    plain = _spelt_out(text.casefold().replace("_", " "))
    if _BEFORE_SCHOOL.search(plain):
        return None
    found = set(_certain(plain)) or set(_bare(plain))
    if found & {"N1", "N2"}:
        found.discard(_NURSERY)
    return found.pop() if len(found) == 1 and _UNKNOWN not in found else None


def _spelt_out(text: str) -> str:
    """The text with numbers for `Year Four` and `4.0`, and without calendar years."""
    if whole := _WHOLE.fullmatch(text):
        return whole[1]
    text = _SPELT.sub(lambda found: f"{found[1]} {_WORDS.index(found[2]) + 1}", text)
    return _CALENDAR.sub(" ", text)


def _certain(text: str) -> Iterator[str]:
    """What a text says with a word for it: `Year 8`, `FS2`, `Nursery`, `Upper 6th`."""
    for found in _SIXTH.finditer(text):
        yield "12" if found[1].startswith("l") else "13"
    text = _SIXTH.sub(" ", text)
    for found in _FOUNDATION.finditer(text):
        yield _NURSERY if found[1] == "1" else "R"
        yield from _values(found[2])
    text = _FOUNDATION.sub(" ", text)
    for found in _NURSERY_YEAR.finditer(text):
        yield f"N{found[1]}"
        yield from _values(found[2])
    text = _NURSERY_YEAR.sub(" ", text)
    if _NURSERY_WORD.search(text):
        yield _NURSERY
    for found in _RECEPTION.finditer(text):
        yield "R"
        yield from _values(found[1])
    for found in _NUMBERED.finditer(text):
        first, *more = _values(found[1]) or [_UNKNOWN]
        yield first
        # A number behind it that is no year is something else: `Year 10 - 26`.
        yield from (one for one in more if one != _UNKNOWN)


def _bare(text: str) -> Iterator[str]:
    """What a text says without a word for it: the only number there is, or a lone R or N."""
    text = _KEY_STAGE.sub(" ", text)
    if _SOME_SIXTH.search(text) or _OTHER_SCALE.search(text):
        return
    yield from ({"r": "R", "n": _NURSERY}[one] for one in _LETTER.findall(text))
    for found in _NUMBER.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        is_part = before[-1:].isalpha() or re.search(r"(?:^|\s)[-+]$|\d[.]$", before)
        yield _UNKNOWN if is_part or re.match(r"\.\d", after) else _year(found[0])


def _values(text: str) -> list[str]:
    """The years of a list such as `3 and 4`, in order."""
    return ["R" if one == "r" else _year(one) for one in re.findall(r"\d+|\br\b", text)]


def _year(digits: str) -> str:
    code = digits.lstrip("0")
    return code if code in YEAR_CODES else _UNKNOWN
