"""Arbor's objects made into rows of the MIS, each judged by itself (docs/wire-arbor.md, Rows)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

import msgspec
from msgspec import structs

from marktui.connectors.arbor.pages import Raw, id_of, raw_id
from marktui.connectors.arbor.wire import EmailWire, LevelWire, PersonWire, StaffWire, StudentWire, Wire
from marktui.connectors.mis import InvalidRow, MisLeaver, MisPupil, MisRow, MisTeacher, Oddity
from marktui.connectors.rows import (
    OddRowError,
    birth_date,
    clean_or_none,
    day,
    day_or_none,
    first_address,
    half_in,
    has_left,
    label_of,
    named,
    problem_of,
    start_ahead,
    upn_of,
)
from marktui.connectors.year_codes import year_code
from marktui.hub.model.kind import Kind

W = TypeVar("W", bound=Wire)

_LABELS = {
    "upn": "UPN",
    "date_of_birth": "birth date",
    "most_recent_entry_date": "entry date",
    "is_active_in_school": "mark of who is active",
    "email_addresses": "list of emails",
}
_SIGNS = ("academicLevel", "displayAcademicLevel", "registrationForm", "leavingDate")
"""What an applicant has none of."""
_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "rev"}


class Listed(MisRow, frozen=True, kw_only=True):
    """Somebody of a list that holds former and future people too."""

    row: MisRow | None = None
    """For a person who is on roll, or will be; None for everybody else."""
    left: MisLeaver | None = None
    """For a person who has left."""
    form_id: str | None = None
    level_id: str | None = None


Sort = Callable[[Raw, date], Listed]
"""Sorts a person: on roll, left, or neither."""


def sort_student(raw: Raw, today: date) -> Listed:
    """A pupil, a former or future one, or an applicant (docs/wire-arbor.md, Rows)."""
    mis_id = raw_id(raw)
    left_on = day_or_none(raw.get("leavingDate"))
    if has_left(left_on, day_or_none(raw.get("mostRecentEntryDate")), today):
        return Listed(mis_id=mis_id, left=MisLeaver(mis_id=mis_id, left_on=left_on))
    level = raw.get("academicLevel") or raw.get("displayAcademicLevel")
    row = _sound(_pupil, StudentWire, raw, today)
    if _is_applicant(raw, today):
        row = structs.replace(row, applicant=True)
    return Listed(mis_id=mis_id, row=row, form_id=id_of(raw.get("registrationForm")), level_id=id_of(level))


def sort_staff(raw: Raw, today: date) -> Listed:
    """A member of staff, or a former or future one (docs/wire-arbor.md, Rows)."""
    mis_id, mark = raw_id(raw), raw.get("isActiveInSchool")
    left_on, joined_on = day_or_none(raw.get("leavingDate")), day_or_none(raw.get("joiningDate"))
    starts_later = joined_on is not None and joined_on > today
    date_says_so = has_left(left_on, joined_on, today)
    if mark is not True and (date_says_so or (mark is False and not starts_later)):
        left = MisLeaver(mis_id=mis_id, left_on=left_on if date_says_so else None)
        return Listed(mis_id=mis_id, left=left)
    return Listed(mis_id=mis_id, row=_sound(_teacher, StaffWire, raw, today))


SORT: Mapping[Kind, Sort] = {Kind.TEACHER: sort_staff, Kind.PUPIL: sort_student}


def wire_of(raw: Raw, wire: type[W]) -> W:
    """A row in the shape that it should have; raises `OddRowError` for a field of the wrong type."""
    try:
        return msgspec.convert(raw, wire)
    except msgspec.ValidationError:
        raise OddRowError(problem_of(wire, raw, _LABELS)) from None


def _sound(build: Callable[[str, W, date], MisRow], wire: type[W], raw: Raw, today: date) -> MisRow:
    mis_id = raw_id(raw)
    try:
        return build(mis_id, wire_of(raw, wire), today)
    except OddRowError as odd:
        return InvalidRow(mis_id=mis_id, problem=str(odd), label=_label(raw))


def _is_applicant(raw: Raw, today: date) -> bool:
    """Whether nothing in a row says that the pupil is on roll or has been."""
    entry = raw.get("mostRecentEntryDate")
    entered = day_or_none(entry)
    is_yet_to_come = not entry or (entered is not None and entered > today)
    return is_yet_to_come and not any(raw.get(name) for name in _SIGNS)


def _label(raw: Raw) -> str:
    """What there is of a name: the preferred parts, else the legal ones, else the whole."""
    first = label_of(raw.get("preferredFirstName")) or label_of(raw.get("legalFirstName"))
    last = label_of(raw.get("preferredLastName")) or label_of(raw.get("legalLastName"))
    return label_of(first, last) or label_of(raw.get("displayName"))


def _pupil(mis_id: str, wire: StudentWire, today: date) -> MisRow:
    day(wire.leaving_date, "leaving date")
    first, last = _names(wire)
    born, odd = birth_date(wire.date_of_birth, today)
    return MisPupil(
        mis_id=mis_id,
        first_name=first,
        last_name=last,
        oddities=odd + _half(wire),
        date_of_birth=born,
        starts_on=start_ahead(wire.most_recent_entry_date, today),
        upn=upn_of(wire.upn),
        year_code=_year_code(wire),
    )


def _year_code(wire: StudentWire) -> str | None:
    """The year of `academicLevel`; while it has none, as in August, the year that Arbor shows."""
    levels = (wire.academic_level, wire.display_academic_level)
    codes = (level_code(level) for level in levels if isinstance(level, LevelWire))
    return next((code for code in codes if code is not None), None)


def _teacher(mis_id: str, wire: StaffWire, today: date) -> MisRow:
    day(wire.leaving_date, "leaving date")
    first, last = _names(wire)
    email, odd = first_address(_emails(wire.email_addresses or []))
    starts_on = start_ahead(wire.joining_date, today)
    return MisTeacher(
        mis_id=mis_id,
        first_name=first,
        last_name=last,
        starts_on=None if wire.is_active_in_school else starts_on,
        oddities=odd + _half(wire),
        email=email,
    )


def _names(wire: PersonWire) -> tuple[str | None, str | None]:
    """Preferred names, else legal ones, each by itself (docs/wire-arbor.md, Rows); else the whole name."""
    first = clean_or_none(wire.preferred_first_name) or clean_or_none(wire.legal_first_name)
    last = clean_or_none(wire.preferred_last_name) or clean_or_none(wire.legal_last_name)
    if first is None and last is None:
        words = (clean_or_none(wire.display_name) or "").split()
        if len(words) > 1 and words[0].rstrip(".").lower() in _TITLES:
            del words[0]
        first, last = " ".join(words[:-1]), words[-1] if words else None
    return named(first, last)


def _half(wire: PersonWire) -> tuple[Oddity, ...]:
    preferred = (wire.preferred_first_name, wire.preferred_last_name)
    return half_in(*preferred, wire.legal_first_name, wire.legal_last_name, wire.display_name)


def _emails(emails: list[EmailWire]) -> list[str | None]:
    """The address at work first, then by the order that Arbor gives (docs/wire-arbor.md, Rows)."""
    return [one.email_address or one.display_name for one in sorted(emails, key=_rank)]


def _rank(email: EmailWire) -> tuple[bool, bool, int]:
    at_work = "work" in (email.email_address_type or "").lower()
    return (not at_work, email.data_order is None, email.data_order or 0)


def level_code(level: LevelWire) -> str | None:
    """The year code of a level; None where neither of its names gives one for certain."""
    return year_code(level.short_name, level.display_name)
