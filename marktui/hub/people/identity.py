"""The facts that identify a person, and how two people's facts compare. No single fact is enough."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from operator import attrgetter

from msgspec import Struct

from marktui.hub.model.record import Person, Pupil, Teacher
from marktui.hub.model.text import clean, fold
from marktui.hub.people.birth_date import EARLIEST
from marktui.hub.people.email import is_address
from marktui.hub.people.upn import tidy_upn, usable_upn


class Identifier(StrEnum):
    """A fact that identifies a person; the value is its name in sentences."""

    NAME = "name"
    """The full name in one field."""
    MIS_ID = "MIS id"
    UPN = "UPN"
    EMAIL = "email"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    BIRTH_DATE = "birth date"


class Identity(Struct, frozen=True, kw_only=True):
    """The identifying facts of one person, made comparable; None or empty if unknown or unusable."""

    first: str = ""
    """The first name, folded."""
    last: str = ""
    born: date | None = None
    upn: str | None = None
    email: str | None = None
    """The address, folded; for a record, the hub's own."""
    mis_email: str | None = None
    """For a record, the address that the MIS gave."""
    mis_id: str | None = None
    id_made_of: Identifier | None = None
    """For a row, the fact that its MIS id is made of; None where the id is a number of its own."""

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.first} {self.last}".strip()

    @property
    def key(self) -> str | None:
        """What no two people share: the UPN of a pupil, the email of a teacher."""
        return self.upn or self.email


def identity_of(person: Person) -> Identity:
    """The identifying facts of a record."""
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


def written_forms(person: Person) -> dict[Identifier, frozenset[str]]:
    """Each fact of a record in every form that people may write, folded; empty if unknown."""
    first, last = fold(person.first_name), fold(person.last_name)
    forms = {
        Identifier.NAME: (fold(person.label), f"{last} {first}", f"{last}, {first}"),
        Identifier.FIRST_NAME: (first,),
        Identifier.LAST_NAME: (last,),
        Identifier.MIS_ID: (without_zeros(person.link.mis_id) if person.link else "",),
    }
    match person:
        case Pupil(date_of_birth=born, upn=upn):
            forms |= {Identifier.UPN: (tidy_upn(upn or ""),), Identifier.BIRTH_DATE: (str(born or ""),)}
        case Teacher(email=email, mis_email=mis_email):
            forms |= {Identifier.EMAIL: (fold(email or ""), fold(mis_email or ""))}
    return {what: frozenset(filter(None, forms.get(what, ()))) for what in Identifier}


def without_zeros(mis_id: str) -> str:
    """A MIS id without leading zeros, which spreadsheets remove."""
    shown = clean(mis_id)
    return shown.lstrip("0") or shown[:1]


def is_same(fact: Identifier, one: Identity, other: Identity) -> bool | None:
    """Whether a fact is the same in two people; None if either side lacks it."""
    if fact == _EMAIL:
        return _have_one_in_common((one.email, one.mis_email), (other.email, other.mis_email))
    held = _HELD[fact]
    mine, theirs = held(one), held(other)
    return mine == theirs if mine and theirs else None


_EMAIL = Identifier.EMAIL
_HELD = {
    Identifier.NAME: attrgetter("name"),
    Identifier.MIS_ID: attrgetter("mis_id"),
    Identifier.UPN: attrgetter("upn"),
    Identifier.FIRST_NAME: attrgetter("first"),
    Identifier.LAST_NAME: attrgetter("last"),
    Identifier.BIRTH_DATE: attrgetter("born"),
}
"""Reads what an identity has of a fact that it has but once."""


def _have_one_in_common(some: Iterable[str | None], others: Iterable[str | None]) -> bool | None:
    known, other = set(filter(None, some)), set(filter(None, others))
    return not known.isdisjoint(other) if known and other else None


def known_birth(born: date | None) -> date | None:
    """A birth date, unless it is a placeholder for an unknown one."""
    return born if born and born >= EARLIEST else None


def known_email(email: str | None) -> str | None:
    """An address as it is compared; None if it is not an address."""
    return fold(email) if email and is_address(email) else None
