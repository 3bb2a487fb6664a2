"""What people are told apart by, and how two such sets of facts compare: no single fact is believed alone."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from marktui.hub.birth import is_possible
from marktui.hub.clean import clean
from marktui.hub.email import is_address
from marktui.hub.record import Person, Pupil, Teacher
from marktui.hub.roster import fold
from marktui.hub.upn import tidy_upn, usable_upn


class Witness(StrEnum):
    """A fact that speaks for or against two being the same person; the value is its name in sentences."""

    NAME = "name"
    """The full name, where it is written in one."""
    MIS_ID = "MIS id"
    UPN = "UPN"
    EMAIL = "email"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    BIRTH_DATE = "birth date"


class Identity(Struct, frozen=True, kw_only=True):
    """What one person is told apart by, made comparable; None or empty where unknown or unusable."""

    first: str = ""
    """The first name, folded."""
    last: str = ""
    born: date | None = None
    upn: str | None = None
    email: str | None = None
    """The address, folded; of a record the one that the hub has."""
    mis_email: str | None = None
    """Another address of the same person: the one that the MIS gave for a record."""
    mis_id: str | None = None

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.first} {self.last}".strip()

    @property
    def key(self) -> str | None:
        """What nobody shares: the UPN of a pupil, the email of a teacher."""
        return self.upn or self.email


class Comparison(Struct, frozen=True):
    """What two people's facts say about each other; what one side does not know says nothing."""

    same: tuple[Witness, ...]
    differing: tuple[Witness, ...]


def identity_of(person: Person) -> Identity:
    """What a record is told apart by."""
    first, last = fold(person.first_name), fold(person.last_name)
    mis_id = person.link.mis_id if person.link else None
    match person:
        case Pupil(date_of_birth=born, upn=upn):
            return Identity(
                first=first, last=last, born=known_birth(born), upn=usable_upn(upn), mis_id=mis_id
            )
        case Teacher(email=email, mis_email=mis_email):
            return Identity(
                first=first,
                last=last,
                email=known_email(email),
                mis_email=known_email(mis_email),
                mis_id=mis_id,
            )
    return Identity(first=first, last=last, mis_id=mis_id)


def compare(one: Identity, other: Identity) -> Comparison:
    """What else is the same in two people, and what differs.

    Args:
        one: The facts of the one: a record, a row, a line of a list.
        other: The facts of the other.
    """
    facts = (
        (Witness.MIS_ID, agrees(one.mis_id, other.mis_id)),
        (Witness.UPN, agrees(one.upn, other.upn)),
        (Witness.EMAIL, emails_agree(one, other)),
        (Witness.FIRST_NAME, agrees(one.first, other.first)),
        (Witness.LAST_NAME, agrees(one.last, other.last)),
        (Witness.BIRTH_DATE, agrees(one.born, other.born)),
    )
    return Comparison(
        same=tuple(witness for witness, verdict in facts if verdict),
        differing=tuple(witness for witness, verdict in facts if verdict is False),
    )


def written_forms(person: Person) -> dict[Witness, frozenset[str]]:
    """Each fact of a record in every form in which somebody may write it, folded; none where it is unknown.

    Args:
        person: The record.
    """
    first, last = fold(person.first_name), fold(person.last_name)
    forms = {
        Witness.NAME: (fold(person.label), f"{last} {first}", f"{last}, {first}"),
        Witness.FIRST_NAME: (first,),
        Witness.LAST_NAME: (last,),
        Witness.MIS_ID: (without_zeros(person.link.mis_id) if person.link else "",),
    }
    match person:
        case Pupil(date_of_birth=born, upn=upn):
            forms |= {Witness.UPN: (tidy_upn(upn or ""),), Witness.BIRTH_DATE: (str(born or ""),)}
        case Teacher(email=email, mis_email=mis_email):
            forms |= {Witness.EMAIL: (fold(email or ""), fold(mis_email or ""))}
    return {what: frozenset(filter(None, forms.get(what, ()))) for what in Witness}


def without_zeros(mis_id: str) -> str:
    """A MIS id as it is compared with one that somebody wrote: spreadsheets take zeros in front away."""
    shown = clean(mis_id)
    return shown.lstrip("0") or shown[:1]


def agrees(one: str | date | None, other: str | date | None) -> bool | None:
    """Whether two values are the same; None where either is unknown."""
    return one == other if one and other else None


def emails_agree(one: Identity, other: Identity) -> bool | None:
    """Whether two people have an address in common; None where either has none."""
    ones, others = {one.email, one.mis_email} - {None}, {other.email, other.mis_email} - {None}
    return not ones.isdisjoint(others) if ones and others else None


def known_birth(born: date | None) -> date | None:
    """A birth date, unless it only stands where nobody knows one."""
    return born if born and is_possible(born) else None


def known_email(email: str | None) -> str | None:
    """An address as it is compared; None for what is no address."""
    return fold(email) if email and is_address(email) else None
