"""How similar rows of the MIS and records of the hub are, for choosing by hand."""

from msgspec import Struct
from rapidfuzz.distance import JaroWinkler

from marktui.connectors.mis import MisClass, MisPerson, MisRow
from marktui.hub.model.record import Person, Record, SchoolClass
from marktui.hub.model.text import fold
from marktui.hub.people.identity import Identifier, Identity
from marktui.sync.match.evidence import KEYS, SIMILAR, identity

_SAME_MARKS = 0.95
"""The similarity of two class names that have number and letter in common."""
_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen",
)  # fmt: skip


class MatchOption(Struct, frozen=True, kw_only=True):
    """A row and a record that may be matched by hand."""

    record: Record
    row: MisRow
    score: float
    """The similarity of the names, plus 1 for the same birth date or 2 for the same UPN or email."""
    why: str
    """What speaks for it: "similar name 0.94 and same birth date"; empty where nothing does."""

    @property
    def mis_id(self) -> str:
        """The id of the row."""
        return self.row.mis_id


class Likeness(Struct, frozen=True):
    """How similar two people or classes are."""

    score: float = 0.0
    why: str = ""
    """What speaks for it; empty where nothing does."""
    is_by_birth_alone: bool = False
    """Whether nothing but the birth date speaks for it, which many people share."""


def match_option(row: MisRow, record: Record) -> MatchOption:
    """How similar a row and a record are."""
    likeness = Likeness()
    if isinstance(row, MisPerson) and isinstance(record, Person):
        likeness = alike(identity(row), identity(record), KEYS[record.kind])
    elif isinstance(row, MisClass) and isinstance(record, SchoolClass):
        likeness = _class_names(fold(row.name), fold(record.name))
    return MatchOption(record=record, row=row, score=likeness.score, why=likeness.why)


def alike(one: Identity, other: Identity, key: Identifier) -> Likeness:
    """How similar two people are; the key is UPN or email."""
    names = _names(one.name, other.name)
    if one.key is not None and one.key == other.key:
        return Likeness(names.score + 2, f"same {key}")
    if one.born is not None and one.born == other.born:
        why = f"{names.why} and same birth date" if names.why else "same birth date"
        return Likeness(names.score + 1, why, is_by_birth_alone=not names.why)
    return names


def _class_names(one: str, other: str) -> Likeness:
    """How similar two class names are: `Class 1A` is rather `1A` than `Swans`, and never `1B`."""
    names, marks, its_marks = _names(one, other), _marks(one), _marks(other)
    if names.score < 1 and marks and marks == its_marks:
        return Likeness(max(names.score, _SAME_MARKS), "same number and letter")
    return Likeness(names.score / 2) if marks and its_marks and marks != its_marks else names


def _marks(name: str) -> str:
    """The number and the letter of a class, which tell it from parallel ones: `1a` of `Year One A`."""
    words = "".join(mark if mark.isalnum() else " " for mark in name).split()
    marks = (str(_NUMBERS.index(word)) if word in _NUMBERS else word for word in words)
    return "".join(word for word in marks if len(word) == 1 or any(mark.isdigit() for mark in word))


def _names(one: str, other: str) -> Likeness:
    if one == other:
        return Likeness(1.0, "same name")
    score = float(JaroWinkler.similarity(one, other))
    return Likeness(score, f"similar name {score:.2f}" if score >= SIMILAR else "")
