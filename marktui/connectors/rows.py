"""Rows of a list, each judged by itself: one that cannot be used spoils no other."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Annotated, Any

import msgspec

from marktui.connectors.errors import IncompleteError
from marktui.connectors.mis import Oddity
from marktui.hub.model.text import one_spaced
from marktui.hub.model.time import is_valid_moment, require_valid_moments
from marktui.hub.people.birth_date import is_possible
from marktui.hub.people.email import is_address
from marktui.hub.people.upn import tidy_upn


def clean_or_none(text: str | None) -> str | None:
    """The clean text, each run of white space one space; None where nothing is left of it."""
    return (one_spaced(text) or None) if text else None


_NEVER = 2079
"""The year of Assembly's sentinel for "no end date" (docs/wire-assembly.md, Dates)."""


def day_of(text: str | None) -> date | None:
    """The day of a date or date-time; None for none and for the sentinel; else raises `ValueError`."""
    text = (text or "").strip()
    if not text:
        return None
    day = _written_day(text)
    return day if day.year < _NEVER else None


def _written_day(text: str) -> date:
    """The day as it is written; a time behind it does not matter."""
    if text[10:11] not in ("", "T", " ") or text[4:5] != "-" or text[7:8] != "-":
        raise ValueError("not a date")
    return date.fromisoformat(text[:10])


def birth_day_of(text: str | None) -> tuple[date | None, bool]:
    """The day of a birth date, and whether it has a time of day; None for a year before the first.

    Midnight is how services write a day. Any other time is a midnight in London that came in another time
    zone (docs/wire-assembly.md, Dates). What is not a date raises `ValueError`.
    """
    text = (text or "").strip()
    if not text or text.startswith("0000-"):
        return None, False
    day = _written_day(text)
    if not re.match(r"[\d:.]*[1-9]", text[11:]):
        return day, False
    return _in_london(text) or day, True


def _in_london(text: str) -> date | None:
    """The day of a date-time in London; None without a time zone, or with a time that does not exist."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None or not is_valid_moment(moment):
        return None
    # Imported here because hardly any service sends such a date.
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo("Europe/London")).date()


def day_or_none(value: object) -> date | None:
    """The day of a date or date-time; None for everything else."""
    try:
        return day_of(value) if isinstance(value, str) else None
    except ValueError:
        return None


def moment_of(text: str | None) -> datetime | None:
    """A date-time in UTC; None for an empty one, and `ValueError` for anything else."""
    text = (text or "").strip()
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    require_valid_moments(aware)
    return aware.astimezone(UTC)


_LONGEST = 1_000
"""The most characters of a text; no name, address or date has a tenth of it."""
Text = Annotated[str, msgspec.Meta(max_length=_LONGEST)]
"""A text of a row."""
_JSON_NAMES: Mapping[type, str] = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
    str: "text",
}


class OddRowError(ValueError):
    """A row that cannot be used, and why, without a value of it; a class keeps its pupils as `member_ids`."""

    def __init__(self, problem: str, member_ids: tuple[str, ...] = ()) -> None:
        super().__init__(problem)
        self.member_ids = member_ids


def without_id(title: str) -> IncompleteError:
    """The failure of a row without an id: it is not known who is absent."""
    return IncompleteError(
        f"{title} sent a row without an id.", f"Try again; if it keeps happening, tell {title}'s support."
    )


def named(first: str | None, last: str | None) -> tuple[str | None, str | None]:
    """First and last name, clean; raises `OddRowError` if there is neither."""
    first, last = clean_or_none(first), clean_or_none(last)
    if first is None and last is None:
        raise OddRowError("there is no name")
    return first, last


def label_of(*parts: object) -> str:
    """What can be read of the name of a row that cannot be used; nothing where nothing can."""
    return " ".join(
        text for part in parts if isinstance(part, str) and (text := clean_or_none(part[:_LONGEST]))
    )


_DAYS = 1 << 13
"""How many dates are remembered as read: fewer days than that are anybody's birth date."""


def day(text: str | None, what: str) -> date | None:
    """A day of a row; raises `OddRowError` for what is not a date."""
    try:
        return day_of(text)
    except ValueError:
        raise OddRowError(f"the {what} is not a date") from None


@lru_cache(maxsize=_DAYS)
def start_ahead(text: str | None, today: date) -> date | None:
    """A first day in the future; None for one that has come."""
    start = day(text, "start date")
    return start if start is not None and start > today else None


@lru_cache(maxsize=_DAYS)
def birth_date(text: str | None, today: date) -> tuple[date | None, tuple[Oddity, ...]]:
    """A birth date, and what was odd about it; None where nobody can be born then."""
    try:
        born, has_time = birth_day_of(text)
    except ValueError:
        raise OddRowError("the birth date is not a date") from None
    if not (text or "").strip():
        return None, ()
    if born is None or not is_possible(born, today):
        return None, (Oddity.BIRTH_DATE,)
    return born, (Oddity.BIRTH_TIME,) if has_time else ()


def half_in(*names: str | None) -> tuple[Oddity, ...]:
    """What is odd about names as they came."""
    for name in names:
        if name and HALF in name:
            return (Oddity.HALF,)
    return ()


def first_address(texts: Iterable[str | None]) -> tuple[str | None, tuple[Oddity, ...]]:
    """The first text that is an email address, and what was odd where none is."""
    known = [text for text in map(clean_or_none, texts) if text]
    address = next(filter(is_address, known), None)
    return address, (Oddity.EMAIL,) if known and address is None else ()


def has_left(left_on: date | None, started_on: date | None, today: date) -> bool:
    """Whether a leaving date means that somebody has left: it has come, and no newer first day has."""
    return left_on is not None and left_on <= today and not is_history(left_on, started_on, today)


def is_history(left_on: date | None, started_on: date | None, today: date) -> bool:
    """Whether a leaving date is before a first day that has come: the person is back."""
    return left_on is not None and started_on is not None and left_on < started_on <= today


_UPN_LENGTH = 13
_UPN_DIGITS = 6
"""With fewer, a text of another length is not even a mistyped UPN."""


def upn_of(text: str | None) -> str | None:
    """A UPN, right or wrong, as it is kept; None for text that never was one, such as `N/A`."""
    upn = tidy_upn(text) if text else ""
    return upn if len(upn) == _UPN_LENGTH or sum(map(str.isdigit, upn)) >= _UPN_DIGITS else None


def problem_of(wire: type, fields: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Which field of a row has the wrong type, and what it is instead; never its value.

    `labels` has what a field is called, where that is not its own name.
    """
    for field in msgspec.structs.fields(wire):
        value = fields.get(field.encode_name)
        try:
            msgspec.convert(value, field.type)
        except msgspec.ValidationError:
            label = labels.get(field.name, field.name.replace("_", " "))
            if isinstance(value, str) and len(value) > _LONGEST:
                return f"the {label} is far too long"
            if isinstance(value, list):
                return f"the {label} holds something of the wrong type"
            return f"the {label} is {_JSON_NAMES.get(type(value), 'of the wrong type')}"
    return "a field is of the wrong type"


HALF = "\ufffe"
"""Stands for half a character until texts are clean. It is not a character, so no text holds it."""
