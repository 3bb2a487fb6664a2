"""Telling people apart: by the best number that the files have, person by person (docs/files.md, MIS ids)."""

from collections.abc import Callable, Mapping, Sequence

from marktui.connectors.files.readers.people.draft import Draft
from marktui.connectors.files.readers.people.ids import is_shortened, mis_id, name_id, row_id
from marktui.hub.model.text import fold
from marktui.hub.people.upn import usable_upn

Value = Callable[[Draft], str | None]

PUPIL_NUMBERS: Mapping[str, Value] = {
    "id": lambda draft: draft.number,
    "upn": lambda draft: usable_upn(draft.upn),
    "admission": lambda draft: draft.admission,
}
"""What tells pupils apart, the best first."""
STAFF_NUMBERS: Mapping[str, Value] = {
    "id": lambda draft: draft.number,
    "code": lambda draft: draft.code,
    "email": lambda draft: draft.email and draft.email.casefold(),
}
"""The same of the staff."""


def best_number(drafts: Sequence[Draft], numbers: Mapping[str, Value], said: str = "") -> str:
    """What tells people apart: the first number that everybody has and nobody shares, else the most common.

    Args:
        said: The one that a person has picked; nothing where nobody has.
    """
    if said in numbers:
        return said
    known: dict[str, int] = {}
    for sort, value in numbers.items():
        known[sort] = _known(drafts, value)
        if known[sort] == len(drafts):
            return sort
    most = max(known, key=lambda sort: known[sort], default="")
    return most if known.get(most) else "name"


def _known(drafts: Sequence[Draft], value: Value) -> int:
    """How many people have a number of their own; none where two people share one."""
    holders: dict[str, Draft] = {}
    count = 0
    for draft in drafts:
        number = value(draft)
        if not number or is_shortened(number):
            continue
        count += 1
        known = holders.setdefault(number, draft)
        if known is not draft and not _may_be_one(known, draft):
            return 0
    return count


def _may_be_one(one: Draft, other: Draft) -> bool:
    """Whether two rows can be one person's: name and birth date are the same, as far as both have them."""
    pairs = (one.first, other.first), (one.last, other.last), (one.born, other.born)
    return all(_folded(mine) == _folded(theirs) for mine, theirs in pairs if mine and theirs)


def _folded(value: object) -> object:
    return fold(value) if isinstance(value, str) else value


def id_of(draft: Draft, best: str, numbers: Mapping[str, Value]) -> str:
    """The MIS id of a row: by the number that is best for all, else by another one, else by name."""
    for sort in (best, *numbers):
        number = numbers[sort](draft) if sort in numbers else None
        if number and not is_shortened(number):
            return mis_id(sort, number)
    if draft.first or draft.last:
        return name_id(draft.first, draft.last, draft.born)
    return row_id(draft.file, *draft.cells)


def conflict(one: Draft, other: Draft) -> str:
    """What two rows of one MIS id say differently, in words; empty where they can be one person's."""
    pairs = {
        "first name": (one.first, other.first),
        "last name": (one.last, other.last),
        "birth date": (one.born, other.born),
        "UPN": (one.upn, other.upn),
        "year group": (one.year_code, other.year_code),
    }
    for label, (mine, theirs) in pairs.items():
        if mine and theirs and _folded(mine) != _folded(theirs):
            return label
    return ""
