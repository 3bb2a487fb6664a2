"""Telling people apart: by the best number that the files have, person by person (docs/files.md, MIS ids)."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from marktui.connectors.files.readers.people.draft import Draft
from marktui.connectors.files.readers.people.ids import is_shortened, mis_id, name_id, row_id
from marktui.hub.model.text import enumerated, fold
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
_NEARLY_ALL = 0.9
_GIVEN = {"id": "ids", "admission": "admission numbers", "code": "staff codes"}
"""The numbers that a school gives, and another school as well."""
_SEVERAL = 5
_SHARE = 0.1
_MOST_SCHOOLS = 9
"""What more people have is no number of theirs, such as that of the form."""


def best_numbers(drafts: Sequence[Draft], numbers: Mapping[str, Value], said: str = "") -> tuple[str, ...]:
    """What tells people apart, the best first: a number that nearly everybody has alone, else what most have.

    A number that nobody has alone is none of them: a column of ids can be that of the school, or of the form.

    Args:
        said: The one that a person has picked; nothing where nobody has.
    """
    # A newcomer who has no number yet does not change what everybody else is told apart by.
    enough = _NEARLY_ALL * len(drafts)
    known: dict[str, int] = {}
    first = said if said in numbers else ""
    for sort, value in numbers.items():
        known[sort] = _alone(drafts, value)
        if not first and known[sort] and known[sort] >= enough:
            first = sort
            if known[sort] == len(drafts):
                return (sort,)
    most_first = sorted((sort for sort in known if known[sort]), key=lambda sort: -known[sort])
    return tuple(dict.fromkeys(filter(None, (first, *most_first))))


def _alone(drafts: Sequence[Draft], value: Value) -> int:
    """How many rows have a number that is one person's alone, or that was one before it was shortened."""
    holders: dict[str, Draft] = {}
    count = 0
    shared: set[str] = set()
    for draft in drafts:
        number = value(draft)
        if not number:
            continue
        count += 1
        known = holders.setdefault(number, draft)
        if known is not draft and not is_shortened(number) and not may_be_one(known, draft):
            shared.add(number)
    return count - sum(value(draft) in shared for draft in drafts) if shared else count


def shared_number_messages(drafts: Sequence[Draft], numbers: Mapping[str, Value]) -> Iterator[str]:
    """That many numbers are two people's: the files may hold two schools, each counting for itself."""
    given = ((name, numbers[sort]) for sort, name in _GIVEN.items() if sort in numbers)
    shared = {name: number for name, value in given if (number := _shared(drafts, value))}
    if shared:
        named = enumerated(f"{number:,} {name}" for name, number in shared.items())
        yield (
            f"{named} are each on the rows of different people: the files may hold several schools. "
            "Export yours alone, or pick the column that names the school."
        )


def _shared(drafts: Sequence[Draft], value: Value) -> int:
    """How many numbers are those of a few people, if so many are that it is no mistake."""
    given = [(number, draft) for draft in drafts if (number := value(draft)) and not is_shortened(number)]
    if len({number for number, _ in given}) == len(given):
        return 0
    holders: dict[str, list[Draft]] = {}
    for number, draft in given:
        holders.setdefault(number, []).append(draft)
    few = (its for its in holders.values() if 1 < len(its) <= _MOST_SCHOOLS)
    shared = [its for its in few if not all(may_be_one(its[0], other) for other in its[1:])]
    is_much = len(shared) >= _SEVERAL and sum(map(len, shared)) > _SHARE * len(drafts)
    return len(shared) if is_much else 0


def may_be_one(one: Draft, other: Draft) -> bool:
    """Whether two rows can be one person's: name and birth date are the same, as far as both have them."""
    pairs = (one.first, other.first), (one.last, other.last), (one.born, other.born)
    return all(_folded(mine) == _folded(theirs) for mine, theirs in pairs if mine and theirs)


def _folded(value: object) -> object:
    return fold(value) if isinstance(value, str) else value


def id_of(draft: Draft, sorts: Sequence[str], numbers: Mapping[str, Value]) -> str:
    """The MIS id of a row: by the first number that it has, else by name."""
    for sort in sorts:
        number = numbers[sort](draft)
        if number and not is_shortened(number):
            return mis_id(sort, number)
    if draft.first or draft.last:
        return name_id(draft.first, draft.last, draft.born)
    return row_id(draft.file, *draft.cells)


def ids_of(draft: Draft, numbers: Mapping[str, Value]) -> tuple[str, ...]:
    """The MIS ids that a row could have, by each of its numbers."""
    known = ((sort, value(draft)) for sort, value in numbers.items())
    return tuple(mis_id(sort, number) for sort, number in known if number and not is_shortened(number))


def is_name_alone(mis_id: str, draft: Draft) -> bool:
    """Whether a row says of nobody more than a name."""
    return draft.born is None and mis_id == name_id(draft.first, draft.last, None)


def conflict(one: Draft, other: Draft) -> str:
    """What two rows of one MIS id say differently, in words; empty where they can be one person's."""
    pairs = (
        ("first name", one.first, other.first),
        ("last name", one.last, other.last),
        ("birth date", one.born, other.born),
        ("UPN", one.upn, other.upn),
        ("year group", one.year_code, other.year_code),
    )
    different = (
        label for label, mine, theirs in pairs if mine and theirs and _folded(mine) != _folded(theirs)
    )
    return next(different, "")
