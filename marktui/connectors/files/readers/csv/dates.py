"""The dates of a column, read together: one column has one order of day and month (docs/files.md, Dates)."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from marktui.connectors.files.readers.choices import Setting
from marktui.connectors.files.readers.errors import ChoiceNeededError
from marktui.hub.people.written_date import possible_days

_NUMERIC = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?!\d).*", re.ASCII | re.DOTALL)
BIRTH_DATE = "birth date"
_LONGEST = 40
_NONE = frozenset({"n/a", "na", "nil", "none", "null", "unknown", "not known", "tbc"})
"""What people and programs write where there is no date."""
_MANY = 12
"""With so many different dates, days above 12 are all but certain to be among them."""


class Dates(Struct, frozen=True):
    """The days of one column."""

    days: Mapping[str, date]
    """The day of each text of the column that is a date."""
    messages: tuple[str, ...] = ()
    """What a person should know, each the rest of a sentence that begins with the column."""

    def day(self, text: str) -> date | None:
        """The day of a text of the column; None for none; raises `ValueError` for what is no date."""
        found = self.days.get(text)
        if found is None and (said := text.strip()).strip("0-/ .") and said.casefold() not in _NONE:
            raise ValueError("not a date")
        return found


def dates_of(texts: Iterable[str], today: date, order: str, file: str, label: str) -> Dates:
    """The dates of a column, each text looked at once.

    A year of two digits is that of the last such birthday up to today; of other dates, the nearest to today.

    Args:
        order: The order that a person has said: `day-first`, `month-first`, or nothing.
        label: What the column holds: "birth date".
    """
    distinct = {text: text.strip() for text in set(texts) if len(text) <= _LONGEST}
    numeric = [found for text in distinct.values() if (found := _NUMERIC.fullmatch(text))]
    month_first = order == "month-first" or (not order and _is_month_first(numeric, file, label))
    days: dict[str, date] = {}
    short = False
    for text, plain in distinct.items():
        if can_be := _days(plain, month_first):
            days[text] = _likely(can_be, today, is_birth=label == BIRTH_DATE)
            short = short or len(can_be) > 1
    return Dates(days, tuple(_messages(numeric, order, short)))


def _days(text: str, month_first: bool) -> frozenset[date]:
    found = _NUMERIC.fullmatch(text) if month_first else None
    if found:
        text = f"{found[3]}/{found[1]}/{found[4]}"
    return possible_days(text)


def _likely(days: frozenset[date], today: date, *, is_birth: bool) -> date:
    past = [one for one in days if one <= today]
    return max(past) if is_birth and past else min(days, key=lambda one: abs(one - today))


def _is_month_first(numeric: list[re.Match[str]], file: str, label: str) -> bool:
    """False; raises where no date can be day first and some can only be month first."""
    if any(int(found[1]) > 12 for found in numeric) or not any(int(found[3]) > 12 for found in numeric):
        return False
    raise ChoiceNeededError(
        f"The {label}s of {file} are written month first, as in the United States.",
        "If that is right, say so; otherwise export the file with days first.",
        Setting.DATES,
        ("month-first", "day-first"),
    )


def _messages(numeric: list[re.Match[str]], order: str, short: bool) -> Iterable[str]:
    if short:
        yield "has years of two digits"
    if not order and len(numeric) >= _MANY and all(int(found[1]) <= 12 for found in numeric):
        yield "can be read day first or month first; day first is taken"
