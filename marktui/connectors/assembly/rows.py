"""Assembly's objects made into rows of the MIS, each judged by itself."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from marktui.connectors.assembly.groups import OtherDay, holds
from marktui.connectors.assembly.wire import EmailWire, GroupWire, LeaverWire, StaffWire, StudentWire
from marktui.connectors.errors import IncompleteError
from marktui.connectors.mis import InvalidRow, MisClass, MisLeaver, MisPupil, MisRow, MisTeacher, MisYearGroup
from marktui.connectors.rows import (
    OddRowError,
    birth_date,
    clean_or_none,
    day_or_none,
    first_address,
    half_in,
    is_history,
    label_of,
    named,
    start_ahead,
    upn_of,
    without_id,
)
from marktui.connectors.year_codes import year_code
from marktui.hub.model.record import usual_year_name

W = TypeVar("W", contravariant=True)
Build = Callable[[W, date], MisRow]
"""Makes a row of what came, given today. Raises `OddRowError` for a row that cannot be used."""

_LONGEST_ID = 64


def row_id(value: object) -> str:
    """The id of a row. Raises without one: then it is not known who is absent."""
    if _is_id(value):
        return str(value)
    raise without_id("Assembly")


def build_pupil(wire: StudentWire, today: date) -> MisRow:
    """A pupil on roll; the end date does not matter."""
    first, last = named(wire.first_name, wire.last_name)
    born, odd = birth_date(wire.dob, today)
    return MisPupil(
        mis_id=row_id(wire.id),
        first_name=first,
        last_name=last,
        oddities=odd + half_in(wire.first_name, wire.last_name),
        date_of_birth=born,
        starts_on=start_ahead(wire.start_date, today),
        upn=upn_of(wire.upn),
        year_code=year_code(wire.year_code),
    )


def build_teacher(wire: StaffWire, today: date) -> MisRow:
    """A member of staff; the end date does not matter."""
    first, last = named(wire.first_name, wire.last_name)
    email, odd = first_address([*_emails(wire.emails or []), wire.email])
    return MisTeacher(
        mis_id=row_id(wire.id),
        first_name=first,
        last_name=last,
        starts_on=start_ahead(wire.start_date, today),
        oddities=odd + half_in(wire.first_name, wire.last_name),
        email=email,
    )


def build_year_group(wire: GroupWire, today: date) -> MisRow:
    """A year group with its pupils."""
    members = member_ids_of(wire.student_ids, "year group")
    if not holds(wire.start_date, wire.end_date, today):
        return OtherDay(mis_id=row_id(wire.id), member_ids=members)
    code = year_code(wire.code, wire.name)
    name = clean_or_none(wire.name) or (usual_year_name(code) if code else clean_or_none(_text(wire.code)))
    if name is None:
        raise OddRowError("the year group has neither code nor name", members)
    return MisYearGroup(mis_id=row_id(wire.id), code=code, name=name, member_ids=members)


def build_class(wire: GroupWire, today: date) -> MisRow:
    """A registration group with its pupils."""
    members = member_ids_of(wire.student_ids, "class")
    if not holds(wire.start_date, wire.end_date, today):
        return OtherDay(mis_id=row_id(wire.id), member_ids=members)
    name = clean_or_none(wire.name)
    if name is None:
        raise OddRowError("the class has no name", members)
    return MisClass(mis_id=row_id(wire.id), name=name, member_ids=members)


def build_leaver(wire: LeaverWire, today: date) -> MisRow:
    """Somebody who has left, or has come back since; a date that cannot be read counts as none."""
    left_on = day_or_none(wire.end_date)
    is_back = is_history(left_on, day_or_none(wire.start_date), today)
    return MisLeaver(mis_id=row_id(wire.id), left_on=left_on, is_back=is_back)


def sound_row(build: Build[Any], wire: Any, today: date) -> MisRow:
    """The row that came, or an `InvalidRow` in its place."""
    try:
        return build(wire, today)
    except OddRowError as odd:
        label = label_of(*(getattr(wire, name, None) for name in ("first_name", "last_name", "name")))
        return InvalidRow(mis_id=row_id(wire.id), problem=str(odd), label=label, member_ids=odd.member_ids)


def _text(code: int | str | None) -> str | None:
    """A code as text; some send `7` as a number (docs/wire-assembly.md, Rows)."""
    return str(code) if isinstance(code, int) else code


def _emails(emails: list[EmailWire]) -> list[str | None]:
    """The address at work first, then the primary one (docs/wire-assembly.md, Rows)."""
    best_first = sorted(emails, key=lambda one: ((one.type or "").lower() != "work", not one.is_primary))
    return [one.email for one in best_first]


def member_ids_of(ids: object, what: str) -> tuple[str, ...]:
    """The members of a group. Raises if the list is missing or unreadable, which would empty the group."""
    hint = "It needs the permission students.basic. Nothing was changed."
    if ids is None:
        raise IncompleteError(f"Assembly left out the membership list of a {what}.", hint)
    if not isinstance(ids, list) or not (set(map(type, ids)) <= {int} or all(map(_is_id, ids))):
        raise IncompleteError(f"Assembly's membership list of a {what} is not a list of ids.", hint)
    return tuple(dict.fromkeys(map(str, ids)))


def _is_id(value: object) -> bool:
    if type(value) is int:
        return True
    return isinstance(value, str) and len(value) <= _LONGEST_ID and value.isascii() and value.isdigit()
