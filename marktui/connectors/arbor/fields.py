"""What marktui asks Arbor for (docs/wire-arbor.md, Rows): mapped fields, and what follows without them."""

from collections.abc import Iterator, Mapping
from typing import Optional

from msgspec import Struct

from marktui.hub.model.kind import Kind


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

    def choices(self) -> Iterator["Field"]:
        """This field, and what does as well, the best first."""
        yield self
        if self.instead is not None:
            yield from self.instead.choices()


class Entity(Struct, frozen=True):
    """One kind of object of the service."""

    name: str
    """Its name in the schema, which is that of its list too."""
    what: str
    """What its list holds, for people: "pupils"."""
    fields: tuple[Field, ...]
    """Besides `id`."""

    def every_field(self) -> Iterator[Field]:
        """Its fields, and what does as well."""
        return (choice for field in self.fields for choice in field.choices())

    def every_entity(self) -> Iterator["Entity"]:
        """This entity, and those within it."""
        yield self
        for field in self.fields:
            if field.within is not None:
                yield from field.within.every_entity()


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
        Field("mostRecentEntryDate", "pupils who start later count as on roll already"),
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
        Field("joiningDate", "staff who start later count as on the staff already"),
        Field("leavingDate", "former staff are known by the service's own mark alone"),
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
"""The types whose fields the schema is asked for; those that are not read are for the report."""


def every_name() -> frozenset[str]:
    """The names of all entities and fields that are read, for what may be repeated of a refusal."""
    every = (one for entity in ENTITIES for one in entity.every_entity())
    return frozenset(TYPES) | {field.name for one in every for field in one.every_field()}


_KEPT_IN: Mapping[str, tuple[str, ...]] = {"Student": ("Person", "UkDfe_UpnAssignment"), "Staff": ("Person",)}
"""Where Arbor keeps names, birth dates and UPNs: its grant screen lists these entities by themselves."""


class Permission(Struct, frozen=True):
    """Read access to one entity, as the application asks for it at the developers' portal."""

    entity: str
    """As the portal writes it: `registrationForm`."""
    needed: tuple[str, ...] = ()
    """The fields that marktui cannot work without."""
    useful: tuple[str, ...] = ()
    """The fields that it can do without."""


def permissions() -> tuple[Permission, ...]:
    """Everything to ask for, entity by entity; all of it to read only."""
    found: dict[str, dict[str, bool]] = {}
    for entity in ENTITIES:
        _collect(entity, found)
        for other in _KEPT_IN.get(entity.name, ()):
            found.setdefault(other, {})
    return tuple(_permission(name, fields) for name, fields in found.items())


def permission_lines() -> tuple[str, ...]:
    """The same as lines for people: `student: leavingDate, …; useful: upn, …`."""
    return tuple(_line(one) for one in permissions())


def _collect(entity: Entity, found: dict[str, dict[str, bool]]) -> None:
    fields = found.setdefault(entity.name, {})
    for field in entity.every_field():
        fields[field.name] = fields.get(field.name, False) or field.is_needed or bool(field.partner)
        if field.within is not None:
            _collect(field.within, found)


def _permission(name: str, fields: Mapping[str, bool]) -> Permission:
    needed, useful = (tuple(one for one in fields if fields[one] is wanted) for wanted in (True, False))
    return Permission(name[0].lower() + name[1:], needed, useful)


def _line(one: Permission) -> str:
    useful = f"useful: {', '.join(one.useful)}" if one.useful else ""
    fields = "; ".join(part for part in (", ".join(one.needed), useful) if part)
    return f"{one.entity}: {fields or 'what it holds of pupils and staff'}"
