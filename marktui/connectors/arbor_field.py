"""What marktui asks Arbor for (docs/wire-arbor.md, Rows): mapped fields, and what follows without them."""

from collections.abc import Iterable, Mapping
from typing import Optional

from msgspec import Struct

from marktui.hub.kind import Kind


class Field(Struct, frozen=True):
    """One field of an entity."""

    name: str
    loss: str = ""
    """What follows where it cannot be read, as the end of a sentence; empty if it must be there."""
    within: Optional["Entity"] = None
    """What it leads to, for a field that is an object or a list of them."""
    instead: Optional["Field"] = None
    """What does as well, where this one is not to be had."""
    partner: str = ""
    """The name of an optional field of which, and this one, at least one must be there."""

    @property
    def is_needed(self) -> bool:
        """Whether nothing can be read without it."""
        return not self.loss


class Entity(Struct, frozen=True):
    """One kind of object of the service."""

    name: str
    """Its name in the schema, which is that of its list too."""
    what: str
    """What its list holds, for people: "pupils"."""
    fields: tuple[Field, ...]
    """Besides `id`."""


_WHOLE_NAME = Field("displayName")
_NAMES = (
    Field("legalFirstName", instead=_WHOLE_NAME),
    Field("legalLastName", instead=_WHOLE_NAME),
    Field("preferredFirstName", "legal first names are taken instead"),
    Field("preferredLastName", "legal last names are taken instead"),
)
_ONE_YEAR = Entity("AcademicYear", "academic years", ())
_YEAR = Field("academicYear", "a group counts as this year's if a pupil on roll is in it", _ONE_YEAR)

YEARS = Entity("AcademicYear", "academic years", (Field("startDate"), Field("endDate")))
LEVELS = Entity(
    "AcademicLevel",
    "year groups",
    (Field("displayName"), Field("shortName", "year codes come from the long names"), _YEAR),
)
FORMS = Entity("RegistrationForm", "classes", (Field("displayName"), _YEAR))

_LEVEL = Entity("AcademicLevel", "year groups", LEVELS.fields[:2])
_FORM = Entity("RegistrationForm", "classes", ())
_EMAIL = Entity(
    "EmailAddress",
    "email addresses",
    (
        Field("emailAddress", instead=Field("displayName")),
        Field("emailAddressType", "the first address is taken for the one at work"),
        Field("dataOrder", "addresses are taken in the order of the service"),
    ),
)

STUDENTS = Entity(
    "Student",
    "pupils",
    (
        *_NAMES,
        Field("dateOfBirth", "birth dates in the hub stay as they are"),
        Field("upn", "UPNs in the hub stay as they are"),
        Field("mostRecentEntryDate", "whoever starts later counts as on roll already"),
        Field("leavingDate"),
        Field(
            "academicLevel",
            "the year groups are those of displayAcademicLevel",
            _LEVEL,
            partner="displayAcademicLevel",
        ),
        Field(
            "displayAcademicLevel",
            "the year groups are those of academicLevel",
            _LEVEL,
            partner="academicLevel",
        ),
        Field("registrationForm", within=_FORM),
    ),
)
STAFF = Entity(
    "Staff",
    "staff",
    (
        *_NAMES,
        Field("isActiveInSchool"),
        Field("joiningDate", "whoever starts later counts as on the staff already"),
        Field("leavingDate", "former staff are told by the service's own mark alone"),
        Field("emailAddresses", "email addresses of staff in the hub stay as they are", _EMAIL),
    ),
)

GROUPS = (YEARS, LEVELS, FORMS)
ENTITIES = (*GROUPS, STUDENTS, STAFF)
"""Every list that is read."""
PEOPLE: Mapping[Kind, Entity] = {Kind.TEACHER: STAFF, Kind.PUPIL: STUDENTS}

TYPES = (
    "AcademicYear",
    "AcademicLevel",
    "RegistrationForm",
    "AcademicUnit",
    "AcademicUnitEnrolment",
    "AcademicUnitLead",
    "Student",
    "Staff",
    "Person",
    "EmailAddress",
)
"""The types whose fields are asked for (contract, section 2.3); those that are not read serve the report."""


def every_name() -> frozenset[str]:
    """The names of all entities and fields that are read, for what may be repeated of a refusal."""
    found = set(TYPES)

    def collect(fields: Iterable[Field]) -> None:
        for field in fields:
            found.add(field.name)
            collect(field.within.fields if field.within else ())
            collect((field.instead,) if field.instead else ())

    for entity in ENTITIES:
        collect(entity.fields)
    return frozenset(found)
