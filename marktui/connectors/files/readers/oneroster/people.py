"""The people of a package: who they are, in which school, and whether they are still there."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from marktui.connectors.files.readers.choices import Choices
from marktui.connectors.files.readers.csv.dates import BIRTH_DATE, Dates, dates_of
from marktui.connectors.files.readers.csv.known_headings import key_of
from marktui.connectors.files.readers.errors import UnreadableFileError
from marktui.connectors.files.readers.oneroster.columns import Part
from marktui.connectors.files.readers.oneroster.package import Package
from marktui.connectors.files.readers.oneroster.records import Records, has_ended, without_id
from marktui.connectors.rows import day_or_none
from marktui.hub.people.email import is_address
from marktui.hub.people.upn import usable_upn

PUPIL, STAFF = "pupil", "staff"
_SORTS: Mapping[str, str] = dict.fromkeys(("student", "pupil", "learner"), PUPIL) | dict.fromkeys(
    ("teacher", "aide", "administrator", "principal", "siteadministrator", "counselor", "staff", "faculty",
     "professor", "proctor"),
    STAFF,
)  # fmt: skip
"""Pupil or staff, by role; parents and the administrators of a district are neither."""
_FIELDS = (
    "id", "org", "role", "status", "enabled", "given", "family", "preferred_given", "preferred_family",
    "email", "username", "grades", "upn", "identifier", "master", "user_ids", "born",
)  # fmt: skip
_NO_DATES = Dates({})
_MOST_ORGS = 100
"""The organisations of one person that are looked at."""


class Role(Struct, frozen=True, gc=False):
    """What somebody is in one organisation."""

    sort: str
    """`pupil` or `staff`."""
    org: str
    grades: str = ""
    starts_on: date | None = None
    """A first day in the future."""
    has_left: bool = False
    left_on: date | None = None


class User(Struct, frozen=True, kw_only=True):
    """Somebody of a package."""

    file: str
    line: int
    cells: Sequence[str]
    id: str
    roles: tuple[Role, ...]
    given: str
    family: str
    email: str
    grades: str
    upn: str | None
    is_enabled: bool
    born: date | None = None
    problem: str = ""


def users_of(package: Package, choices: Choices, today: date) -> tuple[list[User], tuple[str, ...]]:
    """The people of a package who are pupils or staff, and what a person should know of their dates."""
    roles = _roles(package.parts.get(Part.ROLES), today)
    births, messages = _births(package, choices, today)
    users = [
        user
        for part in (Part.USERS, Part.STUDENTS, Part.TEACHERS)
        if (records := package.parts.get(part)) is not None
        for user in _users(records, roles, births)
    ]
    return users, messages


class _Births(Struct, frozen=True):
    """The birth dates of a package, as they are written."""

    texts: Mapping[str, str]
    """By the id of a person."""
    dates: Mapping[Part, Dates]


def _births(package: Package, choices: Choices, today: date) -> tuple[_Births, tuple[str, ...]]:
    texts: dict[str, str] = {}
    dates: dict[Part, Dates] = {}
    messages: list[str] = []
    for part in (Part.DEMOGRAPHICS, Part.USERS, Part.STUDENTS):
        records = package.parts.get(part)
        if records is None or "born" not in records.places:
            continue
        written = {mis_id: born for _, (mis_id, born), _ in records.rows("id", "born") if born}
        dates[part] = dates_of(written.values(), today, choices.dates, records.file, BIRTH_DATE)
        messages += [f"The {BIRTH_DATE} in {records.file} {what}." for what in dates[part].messages]
        if part is Part.DEMOGRAPHICS:
            texts = written
    return _Births(texts, dates), tuple(messages)


def _roles(records: Records | None, today: date) -> dict[str, list[Role]] | None:
    """The roles of each person; None where the package has no list of them."""
    if records is None:
        return None
    roles: dict[str, list[Role]] = {}
    names = ("user", "org", "role", "status", "begin", "end", "grades")
    for _, (user, org, role, status, begin, end, grades), _ in records.rows(*names):
        sort = _SORTS.get(key_of(role))
        if sort is None:
            continue
        begins, ends = day_or_none(begin), day_or_none(end)
        is_over = ends is not None and ends <= today
        roles.setdefault(user, []).append(
            Role(
                sort=sort,
                org=org,
                grades=grades,
                starts_on=begins if begins is not None and begins > today else None,
                has_left=is_over or has_ended(status),
                left_on=ends if is_over else None,
            )
        )
    return roles


def _users(records: Records, roles: Mapping[str, list[Role]] | None, births: _Births) -> Iterator[User]:
    if not {"given", "family"} & records.places.keys():
        raise UnreadableFileError(f"{records.file} has no names.", "Export it with first and last names.")
    own_sort = {Part.STUDENTS: PUPIL, Part.TEACHERS: STAFF}.get(records.part)
    for line, values, cells in records.rows(*_FIELDS):
        (mis_id, org, role, status, enabled, given, family, called, called_last) = values[:9]
        if not mis_id:
            raise without_id(records.file, line)
        sort = own_sort or _SORTS.get(key_of(role))
        known = _own_roles(sort, org) if sort else (roles or {}).get(mis_id, ())
        if not known:
            continue
        if has_ended(status):
            known = [Role(one.sort, one.org, has_left=True, left_on=one.left_on) for one in known]
        email, username, grades, upn, identifier, master, user_ids, written = values[9:]
        born, problem = _born(records.part, written, mis_id, births)
        yield User(
            file=records.file,
            line=line,
            cells=cells,
            id=mis_id,
            roles=tuple(known),
            given=called or given,
            family=called_last or family,
            email=email or (username if is_address(username) else ""),
            grades=grades,
            upn=_upn(upn, identifier, master, user_ids),
            is_enabled=enabled.casefold() not in ("false", "0", "no"),
            born=born,
            problem=problem,
        )


def _own_roles(sort: str, orgs: str) -> list[Role]:
    """The roles of somebody whose row names them itself: the same one in each organisation."""
    if "," not in orgs:
        return [Role(sort, orgs)]
    return [Role(sort, org.strip()) for org in orgs.split(",", _MOST_ORGS)[:_MOST_ORGS]]


def _born(part: Part, written: str, mis_id: str, births: _Births) -> tuple[date | None, str]:
    if not written:
        part, written = Part.DEMOGRAPHICS, births.texts.get(mis_id, "")
    try:
        return births.dates.get(part, _NO_DATES).day(written) if written else None, ""
    except ValueError:
        return None, "the birth date is not a date"


def _upn(own: str, *others: str) -> str | None:
    """The UPN: what its own column has, else the first number elsewhere that is one, check letter and all."""
    if own:
        return own
    for text in others:
        if len(text) >= 13:
            for part in text.strip("{}[]").replace("}", ",").replace(":", ",").split(","):
                if found := usable_upn(part.strip(" {}\"'")):
                    return found
    return None
