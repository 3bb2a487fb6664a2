"""Invented records, MIS rows and readings, each made with what matters to a test."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from msgspec import structs

from marktui.connectors.mis import (
    InvalidRow,
    MisClass,
    MisLeaver,
    MisPupil,
    MisRow,
    MisTeacher,
    MisYearGroup,
    Presence,
    PresenceAnswer,
)
from marktui.hub.leavers.waiting import out_of_the_ordinary
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Desync, Link, Pupil, Reason, Record, SchoolClass, Teacher, YearGroup
from marktui.hub.model.school import Connection, School
from marktui.store.file.entry import Counts, Entry
from marktui.sync.history.status import Attempts, Waiting, what_waits
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.model.plan import KindPlan, Plan
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import Filter, Scope
from marktui.sync.plan.make_plan import make_plan

MIS = "assembly"
TODAY = date(2026, 9, 14)
EARLIER = date(2026, 3, 2)
TOMORROW = date(2026, 9, 15)

_FIRST = ("Amal", "Bertrand", "Chioma", "Dylan", "Elsie", "Fyodor", "Gwen", "Hana", "Idris", "Joy", "Kwame")
_LAST = ("Ahmed", "Underhill", "Carr", "Okonkwo", "Eze", "Lindqvist", "Gill", "Prusak", "Iqbal", "Jones")
_TYPES: Mapping[type[MisRow], Kind] = {
    MisPupil: Kind.PUPIL,
    MisTeacher: Kind.TEACHER,
    MisClass: Kind.CLASS,
    MisYearGroup: Kind.YEAR_GROUP,
}

R = TypeVar("R", bound=Record)


def upn(number: int) -> str:
    """A valid UPN."""
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    digits = f"8012000{number:05}"
    return letters[sum(place * int(digit) for place, digit in enumerate(digits, start=2)) % 23] + digits


def bad_upn(number: int) -> str:
    """A UPN of the right shape whose check letter is wrong."""
    right = upn(number)
    return ("B" if right[0] == "A" else "A") + right[1:]


def first_name(number: int) -> str:
    return _FIRST[number % len(_FIRST)]


def last_name(number: int) -> str:
    return _LAST[number % len(_LAST)]


def born(number: int) -> date:
    """A birth date that no other number has."""
    return date(2014, 9, 1) + timedelta(days=number)


def a_pupil(number: int = 1, **fields: Any) -> Pupil:
    """A pupil of the hub: not linked, without UPN, year or class unless they are named."""
    return Pupil(
        id=f"p{number:06d}",
        first_name=first_name(number),
        last_name=last_name(number),
        date_of_birth=born(number),
    ).with_(**fields)


def a_teacher(number: int = 1, **fields: Any) -> Teacher:
    """A teacher of the hub: not linked, without email unless it is named."""
    return Teacher(
        id=f"t{5000 + number:06d}", first_name=first_name(number), last_name=last_name(number)
    ).with_(**fields)


def a_class(name: str, mis_id: str | None = None, number: int | None = None) -> SchoolClass:
    """A class of the hub, linked if a MIS id is named."""
    record_id = f"c{6000 + (sum(map(ord, name)) if number is None else number):06d}"
    return SchoolClass(id=record_id, name=name, link=Link(MIS, mis_id) if mis_id else None)


def a_year(code: str, mis_id: str | None = None, name: str = "") -> YearGroup:
    """A year group of the hub, linked if a MIS id is named."""
    link = Link(MIS, mis_id) if mis_id else None
    return YearGroup(
        id=f"y{8000 + sum(map(ord, code)):06d}", code=code, name=name or f"Year {code}", link=link
    )


def linked(record: R, mis_id: str, connector: str = MIS) -> R:
    """The record, Synced."""
    return record.with_(link=Link(connector, mis_id))


def desynced(record: R, mis_id: str, reason: Reason = Reason.GONE, connector: str = MIS) -> R:
    """The record, de-synced some time ago."""
    return linked(record, mis_id, connector).with_(desync=Desync(EARLIER, reason))


def a_row(number: int = 1, mis_id: str | None = None, **fields: Any) -> MisPupil:
    """A pupil on roll with the name and birth date of the hub's pupil of that number."""
    facts: dict[str, Any] = {
        "mis_id": mis_id or str(100 + number),
        "first_name": first_name(number),
        "last_name": last_name(number),
        "date_of_birth": born(number),
    }
    return MisPupil(**facts | fields)


def a_staff_row(number: int = 1, mis_id: str | None = None, **fields: Any) -> MisTeacher:
    """A member of staff with the name of the hub's teacher of that number."""
    facts: dict[str, Any] = {
        "mis_id": mis_id or str(900 + number),
        "first_name": first_name(number),
        "last_name": last_name(number),
    }
    return MisTeacher(**facts | fields)


def row_of(pupil: Pupil, **fields: Any) -> MisPupil:
    """The row of a linked pupil with nothing changed but what is named."""
    assert pupil.link is not None
    facts: dict[str, Any] = {
        "mis_id": pupil.link.mis_id,
        "first_name": pupil.first_name,
        "last_name": pupil.last_name,
        "date_of_birth": pupil.date_of_birth,
        "upn": pupil.upn,
        "year_code": pupil.year_group,
    }
    return MisPupil(**facts | fields)


def a_mis_class(name: str, mis_id: str, *members: str) -> MisClass:
    return MisClass(mis_id=mis_id, name=name, member_ids=members)


def a_mis_year(
    code: str, mis_id: str | None = None, name: str = "", members: tuple[str, ...] | None = None
) -> MisYearGroup:
    return MisYearGroup(
        mis_id=mis_id or f"y{code}", code=code, name=name or f"Year {code}", member_ids=members
    )


def invalid(mis_id: str) -> InvalidRow:
    return InvalidRow(mis_id=mis_id, problem="the last name is a number")


def a_hub(*records: Record, **parts: Any) -> Hub:
    """A hub that is set up, with exactly these records."""
    return (
        Hub(
            next_record=900_001,
            school=School("Ashgrove Primary", "100123"),
            connection=Connection(MIS, {}),
            last_connector=MIS,
            saved=tuple(Kind),
        )
        .with_(**parts)
        .with_records(records)
    )


def waits_of(hub: Hub, attempts: Attempts[Entry], today: date = date.min) -> list[Waiting]:
    """Everything that waits in a hub; by default on a day on which nothing is due yet."""
    return list(what_waits(hub, out_of_the_ordinary(hub), attempts, today))


def a_reading(
    *rows: MisRow,
    invalid_rows: Mapping[Kind, Iterable[InvalidRow]] | None = None,
    leavers: Iterable[MisLeaver] = (),
    staff_leavers: Iterable[MisLeaver] = (),
    connector: str = MIS,
    today: date = TODAY,
    past_members: Iterable[str] = (),
    gap: bool = False,
) -> Reading:
    """A whole reading: every kind was read, most of them with no rows."""
    lists: dict[Kind, list[MisRow]] = {kind: [] for kind in Kind}
    for row in rows:
        lists[_TYPES[type(row)]].append(row)
    for kind, its_rows in (invalid_rows or {}).items():
        lists[kind].extend(its_rows)
    return Reading(
        connector=connector,
        title=connector.capitalize(),
        today=today,
        rows={kind: tuple(its_rows) for kind, its_rows in lists.items()},
        leavers={
            Kind.PUPIL: {one.mis_id: one for one in leavers},
            Kind.TEACHER: {one.mis_id: one for one in staff_leavers},
        },
        past_members=frozenset(past_members),
        gap=gap,
    )


def plan_for(
    hub: Hub,
    reading: Reading,
    *kinds: Kind,
    year_groups: tuple[str, ...] = (),
    classes: tuple[str, ...] = (),
    import_teachers: bool = False,
    decisions: Decisions | None = None,
) -> Plan:
    """The plan of a sync of some kinds; of pupils alone unless they are named.

    Everybody who is missing has been asked for by id: nobody else is known.
    """
    scope = Scope(
        kinds=kinds or (Kind.PUPIL,),
        filter=Filter(year_groups, classes),
        import_teachers=import_teachers,
    )
    return make_plan(hub, asked(hub, reading), scope, decisions or Decisions())


def asked(hub: Hub, reading: Reading) -> Reading:
    """The reading with an answer about everybody whom no list has."""
    unknown = PresenceAnswer(Presence.UNKNOWN)
    answers = {
        kind: {one.link.mis_id: unknown for one in hub.records(kind).values() if one.link}
        | reading.answers.get(kind, {})
        for kind in (Kind.TEACHER, Kind.PUPIL)
    }
    return structs.replace(reading, answers=answers)


def part_of(plan: Plan, kind: Kind = Kind.PUPIL) -> KindPlan:
    """One kind's part, which must be there."""
    part = plan.part(kind)
    assert part is not None
    return part


def counts(plan: Plan, kind: Kind = Kind.PUPIL) -> Counts:
    return part_of(plan, kind).counts


def pair_of(plan: Plan, mis_id: str, kind: Kind = Kind.PUPIL) -> Pair:
    """The line of a MIS row."""
    return next(one for one in part_of(plan, kind).pairs if one.row and one.row.mis_id == mis_id)


def status_of(plan: Plan, mis_id: str, kind: Kind = Kind.PUPIL) -> PairStatus:
    return pair_of(plan, mis_id, kind).status


def pupil_after(plan: Plan, record: Record) -> Pupil:
    """A pupil as the plan leaves it."""
    return plan.after.pupils[record.id]


def teacher_after(plan: Plan, record: Record) -> Teacher:
    """A teacher as the plan leaves them."""
    return plan.after.teachers[record.id]


def created(plan: Plan) -> list[Record]:
    """The records that the plan makes."""
    return [change.after for change in plan.changes if change.before is None]


def texts(plan: Plan) -> tuple[str, ...]:
    """The messages of a plan, without what can be done about them."""
    return tuple(one.text for one in plan.messages)
