"""Whether the school that the MIS names is the school of the hub."""

import re

from msgspec import Struct

from marktui.hub.model.errors import UsageError
from marktui.hub.model.next_step import ConnectionStep
from marktui.hub.model.text import unaccented

_SAID_OF_MANY = frozenset({
    "a", "academy", "aided", "and", "at", "c", "catholic", "ce", "church", "cofe", "community", "controlled",
    "e", "england", "federation", "for", "foundation", "free", "in", "of", "rc", "school", "schools", "the",
    "trust", "va", "vc", "voluntary",
})  # fmt: skip
"""Words in the names of many schools, which say nothing about which school it is."""
_PHASES = frozenset({
    "college", "first", "form", "high", "infant", "infants", "junior", "juniors", "lower", "middle",
    "nursery", "prep", "preparatory", "primary", "secondary", "sixth", "special", "upper",
})  # fmt: skip
"""Words for the ages at a school. An infant and a junior school can share the rest of their name."""
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`.")


class SchoolIdentity(Struct, frozen=True):
    """What a service says of the school that it answers for; None for what it does not say."""

    name: str | None = None
    urn: str | None = None
    """The school's Unique Reference Number in England's register of schools."""
    site: str | None = None
    """The school's own part of the address: `ashgrove-primary`; None if addresses are not a school's own."""


class AnotherSchoolError(UsageError):
    """The MIS names another school than the hub, and nobody has said that this is right."""

    kind = "another_school"

    def __init__(self, hub: SchoolIdentity, mis: SchoolIdentity) -> None:
        what = "the address" if mis.site else "whose token or export this is"
        super().__init__(
            f"The MIS answers for {_school_words(mis, hub)}, and this hub is for {_school_words(hub, mis)}.",
            f"Nothing was changed. Check {what}.",
            ConnectionStep.ACCEPT_SCHOOL,
        )
        self.mis = mis


def is_same_school(one: SchoolIdentity, other: SchoolIdentity) -> bool:
    """Whether two identities can be of one school.

    The URN decides where both have one: it outlives a change of name, and two schools never share it. Then
    the address, where each school has its own. Else the names are compared without case, accents, punctuation
    and words that many schools have; an address is compared with a name. What one side does not say cannot
    differ.
    """
    if one.urn and other.urn:
        return one.urn.strip().lstrip("0") == other.urn.strip().lstrip("0")
    if one.site and other.site:
        return one.site == other.site
    if one.name and other.name:
        return _is_same_name(one.name, other.name)
    pairs = ((one.site, other.name), (other.site, one.name))
    return all(address_names_school(site, name) for site, name in pairs if site and name)


def address_names_school(label: str, name: str) -> bool:
    """Whether the first part of an address, such as `ashgrove-primary`, can stand for a school of that name.

    Args:
        label: The part of the address that a school chose for itself.
    """
    letters = "".join(_words(label))
    words = _words(name)
    telling = [word for word in words if word not in _SAID_OF_MANY | _PHASES] or words
    initials = "".join(word[0] for word in words)
    return any(word in letters for word in telling if len(word) > 2) or letters.startswith(initials)


def _is_same_name(one: str, other: str) -> bool:
    ours, theirs = _words(one), _words(other)
    phases, other_phases = _PHASES & set(ours), _PHASES & set(theirs)
    if phases and other_phases and not phases & other_phases:
        return False
    left_out = _SAID_OF_MANY | _PHASES
    telling = ["".join(word for word in words if word not in left_out) for words in (ours, theirs)]
    # Where nothing is left ("The Community School"), the whole names have to be the same.
    return telling[0] == telling[1] if all(telling) else ours == theirs


def _words(text: str) -> list[str]:
    words = _WORD.findall(unaccented(text.replace("&", " and ")).translate(_APOSTROPHES))
    return ["st" if word == "saint" else word for word in words]


def _school_words(one: SchoolIdentity, other: SchoolIdentity) -> str:
    """The name of a school, with its URN if the other school has the same name."""
    name = one.name or one.site or "a school without a name"
    is_alike = bool(one.name and other.name) and _is_same_name(one.name or "", other.name or "")
    return f"{name} (URN {one.urn})" if is_alike and one.urn else name
