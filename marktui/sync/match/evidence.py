"""What speaks for and against a row and a record being one person. No key is enough on its own."""

from collections.abc import Iterable, Mapping
from enum import Enum

from msgspec import Struct
from rapidfuzz.distance import JaroWinkler

from marktui.connectors.mis import InvalidRow, MisPerson, MisPupil, MisRow, MisTeacher
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person, Pupil, Reason, Record, Teacher
from marktui.hub.model.text import fold
from marktui.hub.people.identity import Identifier, Identity, identity_of, is_same, known_birth, known_email
from marktui.hub.people.upn import usable_upn
from marktui.sync.model.pair import Candidate

SIMILAR = 0.90
"""The Jaro-Winkler similarity from which two full names may be the same person's."""
KEYS = {Kind.PUPIL: Identifier.UPN, Kind.TEACHER: Identifier.EMAIL}
"""What identifies a person of each kind."""
_BESIDE_LINK = {
    Kind.PUPIL: (Identifier.UPN, Identifier.FIRST_NAME, Identifier.LAST_NAME, Identifier.BIRTH_DATE),
    Kind.TEACHER: (Identifier.EMAIL, Identifier.FIRST_NAME, Identifier.LAST_NAME),
}
"""What can speak against a MIS id."""
_FOR_LINK = {
    Kind.PUPIL: (Identifier.UPN, Identifier.LAST_NAME, Identifier.BIRTH_DATE),
    Kind.TEACHER: _BESIDE_LINK[Kind.TEACHER],
}
"""What can speak for it; many pupils have one first name."""
_ENOUGH = 2
"""How many facts must speak against a MIS id that is the same."""


class Tie(Enum):
    """Why a row may belong to a record; the value is how a person reads it."""

    MIS_ID = "same MIS id"
    BY_HAND = "confirmed by hand"
    UPN = "same UPN"
    EMAIL = "same email"
    NAME_AND_BIRTH = "same name and birth date"
    SIMILAR = "similar name and same birth date"
    NAME = "same name, birth date unknown"
    NAME_OF_STAFF = "same name"


class Claim(Struct, frozen=True):
    """A record that a row may belong to, with what speaks for and against it."""

    record_id: str
    tie: Tie
    against: tuple[Identifier, ...] = ()
    """What speaks against it, so that a person has to decide."""
    score: float = 1.0
    """How similar the full names are."""

    @property
    def why(self) -> str:
        """For a person: "same UPN, but another last name and birth date"."""
        tie = self.tie.value
        if self.tie is Tie.SIMILAR:
            tie = f"similar name {self.score:.2f} and same birth date"
        return f"{tie}, but another {_listed(self.against)}" if self.against else tie

    @property
    def candidate(self) -> Candidate:
        """The record as one that a person can choose."""
        return Candidate(self.record_id, self.why, is_id_alone=self.tie is Tie.MIS_ID and bool(self.against))


def identity(person: MisPerson | Person) -> Identity:
    """What identifies a row or a record."""
    if isinstance(person, Person):
        return identity_of(person)
    return Identity(
        mis_id=person.mis_id,
        first=fold(person.first_name or ""),
        last=fold(person.last_name or ""),
        born=known_birth(person.date_of_birth) if isinstance(person, MisPupil) else None,
        upn=usable_upn(person.upn) if isinstance(person, MisPupil) else None,
        email=known_email(person.email) if isinstance(person, MisTeacher) else None,
        id_made_of=person.id_made_of,
    )


def key_of(person: MisPerson | Person) -> str | None:
    """A pupil's valid UPN or a teacher's email; None where unknown or unusable."""
    if isinstance(person, (MisPupil, Pupil)):
        return usable_upn(person.upn)
    return known_email(person.email) if isinstance(person, (MisTeacher, Teacher)) else None


def is_beyond_doubt(row: MisPerson, record: Person) -> bool:
    """Whether a row with the MIS id of a record has its name and birth date as well.

    Then nothing can speak against their link: another UPN or email alone is not enough.
    """
    if row.first_name != record.first_name or row.last_name != record.last_name:
        return False
    return not isinstance(row, MisPupil) or (
        isinstance(record, Pupil) and row.date_of_birth == record.date_of_birth
    )


class Identities(dict[str, Identity]):
    """The identities of people by id, each made when it is first asked for: most people need none."""

    def __init__(self, people: Mapping[str, MisPerson] | Mapping[str, Person]) -> None:
        super().__init__()
        self._people = people

    def __missing__(self, one: str) -> Identity:
        made = self[one] = identity(self._people[one])
        return made


def similarity(one: str, other: str) -> float:
    """How similar two full names are, from 0 to 1; 0 below the similarity that counts."""
    return JaroWinkler.similarity(one, other, score_cutoff=SIMILAR)


def speaking_against_link(
    kind: Kind, row: Identity, record: Identity, *, was_away: bool = False
) -> tuple[Identifier, ...]:
    """What speaks against a link by MIS id; empty where the link is trusted.

    Services reuse ids for other people. One differing fact is not enough: people marry, addresses change.
    The fact that an id is made of proves no more than the id does.

    Args:
        was_away: Whether the MIS had nobody with this id. Then another first name is enough: twins share last
            name and birth date, and an id that comes back can be the other one's.
    """
    said = {one: is_same(one, row, record) for one in _BESIDE_LINK[kind] if one is not row.id_made_of}
    differing = tuple(one for one, same in said.items() if same is False)
    has_same_key = is_same(Identifier.UPN, row, record) or said.get(Identifier.EMAIL)
    if was_away and Identifier.FIRST_NAME in differing and not has_same_key:
        return differing
    speaks_for = any(said.get(one) for one in _FOR_LINK[kind])
    if kind is Kind.PUPIL and said[Identifier.LAST_NAME] and said[Identifier.FIRST_NAME] is False:
        # Brothers and sisters share a last name, so on its own it proves nothing.
        speaks_for = bool(said.get(Identifier.UPN) or said[Identifier.BIRTH_DATE])
    if speaks_for or len(differing) < _ENOUGH:
        return ()
    # The first name is mentioned only where the other facts are not enough.
    needed = tuple(one for one in differing if one in _FOR_LINK[kind])
    return needed if len(needed) >= _ENOUGH else differing


def speaking_for_another(
    kind: Kind, row: Identity, record: Identity, other: Identity
) -> tuple[Identifier, ...]:
    """What speaks against a link where everything else of the row belongs to another record.

    Twins share last name and birth date, so a link to the wrong one looks right.
    """
    key = KEYS[kind]
    if row.id_made_of is key:
        return _speaking_for_namesake(kind, row, record, other)
    beside = (is_same(one, row, other) for one in (Identifier.LAST_NAME, Identifier.BIRTH_DATE))
    is_other = is_same(key, row, other) and is_same(Identifier.FIRST_NAME, row, other)
    if not is_other or any(same is False for same in beside):
        return ()
    against = (key, Identifier.FIRST_NAME)
    return against if all(is_same(one, row, record) is False for one in against) else ()


def _speaking_for_namesake(
    kind: Kind, row: Identity, record: Identity, other: Identity
) -> tuple[Identifier, ...]:
    """What speaks against a link where another record has name and birth date, and the id is the key."""
    others = tuple(one for one in _BESIDE_LINK[kind] if one is not row.id_made_of)
    if row.name != other.name or any(is_same(one, row, other) is False for one in others):
        return ()
    return tuple(one for one in others if is_same(one, row, record) is False)


def is_believable(row: MisRow, record: Record) -> bool:
    """Whether a row with a record's MIS id may belong to that record."""
    if not isinstance(row, MisPerson) or not isinstance(record, Person):
        return True
    return not speaking_against_link(record.kind, identity(row), identity(record), was_away=was_away(record))


def was_away(record: Person) -> bool:
    """Whether the MIS had nobody with the MIS id of a record when the hub was last synced.

    Whoever is out of range was there, in a year group that is not set up.
    """
    return record.desync is not None and record.desync.reason is not Reason.OUT_OF_RANGE


def speaking_against_key(
    kind: Kind, row: Identity, record: Identity, *, guarded: bool = False
) -> tuple[Identifier, ...]:
    """What speaks against a match by UPN or email; empty where the two may be matched.

    Schools reuse email addresses, so for teachers the name must agree as well.

    Args:
        guarded: Whether the record is the Access Coordinator's, for which a similar name is not enough.
    """
    if kind is Kind.PUPIL:
        is_birth_known = is_same(Identifier.BIRTH_DATE, row, record) is not None
        second = Identifier.BIRTH_DATE if is_birth_known else Identifier.FIRST_NAME
        both = (Identifier.LAST_NAME, second)
        return both if all(is_same(one, row, record) is False for one in both) else ()
    names = (Identifier.FIRST_NAME, Identifier.LAST_NAME)
    doubtful = tuple(one for one in names if not is_same(one, row, record))
    return () if not guarded and similarity(row.name, record.name) >= SIMILAR else doubtful


def speaking_against_name(kind: Kind, row: Identity, record: Identity) -> tuple[Identifier, ...]:
    """What speaks against a match by name and birth date: another UPN or email."""
    key = KEYS[kind]
    return (key,) if is_same(key, row, record) is False else ()


def _listed(witnesses: Iterable[Identifier]) -> str:
    *others, last = (one.value for one in witnesses)
    return f"{', '.join(others)} and {last}" if others else last


def is_on_roll(row: MisRow, linked: Mapping[str, Record]) -> bool:
    """Whether a row counts as present.

    Somebody who starts later counts if they are Synced in the hub, an applicant if they have a record. A
    record that shares nothing but the MIS id belongs to somebody else.

    Args:
        linked: The records of its kind, by MIS id.
    """
    if isinstance(row, MisPerson) and row.starts_on is not None:
        record = linked.get(row.mis_id)
        return record is not None and record.is_synced and is_believable(row, record)
    if isinstance(row, (MisPupil, InvalidRow)) and row.applicant:
        record = linked.get(row.mis_id)
        return record is not None and is_believable(row, record)
    return True
