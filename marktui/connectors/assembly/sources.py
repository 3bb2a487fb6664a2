"""What marktui asks Assembly for, and with which permission (docs/wire-assembly.md, Permissions)."""

from collections.abc import Mapping

from msgspec import Struct

from marktui.hub.model.kind import Kind


class Source(Struct, frozen=True):
    """One resource of the service."""

    path: str
    what: str
    """What it holds, for people: "pupils"."""
    scopes: tuple[str, ...] = ()
    """The permissions without which it is refused."""
    is_dated: bool = False
    """Whether it is asked for as it is today; without a date, the service may send groups of other days."""


ME = Source("/me", "token")
SCHOOL = Source("/school", "school", ("school",))
STATUS = Source("/school/status", "collections from the MIS", ("school",))
ACADEMIC_YEARS = Source("/academic_years", "academic years", ("school",))

LISTS: Mapping[Kind, Source] = {
    Kind.TEACHER: Source("/staff_members", "staff", ("staff_members.basic",)),
    Kind.YEAR_GROUP: Source("/year_groups", "year groups", ("school",), is_dated=True),
    Kind.CLASS: Source("/registration_groups", "classes", ("registration_groups",), is_dated=True),
    Kind.PUPIL: Source("/students", "pupils", ("students.basic",)),
}
LEAVERS: Mapping[Kind, Source] = {
    Kind.TEACHER: Source("/staff_members/left", "former staff", ("staff_members.basic",)),
    Kind.PUPIL: Source("/students/left", "former pupils", ("students.basic",)),
}


def single(kind: Kind, mis_id: str) -> Source:
    """One person of a list, asked for by id (docs/wire-assembly.md, Rows)."""
    whole = LISTS[kind]
    who = "pupil" if kind is Kind.PUPIL else "member of staff"
    return Source(f"{whole.path}/{mis_id}", f"{who} with the id {mis_id}", whole.scopes)


REQUIRED: Mapping[str, Source] = {
    "school": SCHOOL,
    "staff_members.basic": LISTS[Kind.TEACHER],
    "registration_groups": LISTS[Kind.CLASS],
    "students.basic": LISTS[Kind.PUPIL],
}
"""The permissions that no sync works without, each with a resource that shows whether it is there."""
USEFUL = (
    "students.upn",
    "students.dob",
    "students.dates",
    "staff_members.emails",
    "staff_members.dates",
)
"""The permissions for fields that a sync can do without."""

SCOPES = (*(f"{one}:required" for one in REQUIRED), *(f"{one}:optional" for one in USEFUL))
"""What a school is asked for, in the form of the authorise address."""
