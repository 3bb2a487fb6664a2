"""The lists of the tabs Teachers, Pupils and Classes, and of School > Year groups."""

from collections.abc import Callable, Iterable
from typing import Any

from marktui.hub.model.intake import cohort, current_start, start_year
from marktui.hub.model.kind import Kind
from marktui.hub.model.listing import keys, record_documents
from marktui.hub.model.record import (
    Access,
    AccountType,
    Person,
    Record,
    SchoolClass,
    Status,
    YearGroup,
    year_order,
)
from marktui.hub.model.roster import Membership, fold, roster, search_text
from marktui.tui.common.list.catalogue import Catalogue, ColumnSpec, ExportTable, Part, View, everything
from marktui.tui.common.text.cells import Cell, Column
from marktui.tui.common.text.records import (
    ACCESS_SHORT,
    ACCESS_WORDS,
    STATUS_WORDS,
    email_cell,
    link_glyph,
    sorted_name,
    status_cell,
)
from marktui.tui.records.details import detail
from marktui.wording.accounts import ACCOUNT_SHORT

LINK = ColumnSpec(
    Column("", 1),
    lambda _view, record: link_glyph(record),
    lambda _view, record: _place(Status, record.status),
)
STATUS = ColumnSpec(
    Column("Status", 10),
    lambda _view, record: status_cell(record),
    lambda _view, record: _place(Status, record.status),
)
ACCESS = ColumnSpec(
    Column("Access", 7),
    lambda _view, person: ACCESS_SHORT[person.access],
    lambda _view, person: _place(Access, person.access),
)
NAME = ColumnSpec(Column("Name", 20, flex=3, most=44), lambda _view, person: sorted_name(person))
YEAR = ColumnSpec(
    Column("Year", 4),
    lambda _view, pupil: pupil.year_group or "",
    lambda _view, pupil: year_order(pupil.year_group),
)
CLASS = ColumnSpec(
    Column("Class", 6, flex=1, most=16),
    lambda view, pupil: view.hub.class_name(pupil) or "",
    lambda view, pupil: fold(view.hub.class_name(pupil) or "\uffff"),
)
UPN = ColumnSpec(
    Column("UPN", 13, wide_from=84), lambda _view, pupil: pupil.upn or "", lambda _view, p: p.upn or "~"
)

_PUPILS = (LINK, NAME, YEAR, CLASS, STATUS, ACCESS, UPN)
_TEACHERS = (
    LINK,
    ColumnSpec(Column("Name", 16, flex=2, most=40), NAME.cell),
    ColumnSpec(
        Column("Email", 14, flex=3, most=48),
        lambda _view, teacher: email_cell(teacher),
        lambda _view, teacher: fold(teacher.email or "\uffff"),
    ),
    ColumnSpec(
        Column("Type", 7),
        lambda _view, teacher: ACCOUNT_SHORT[teacher.account_type],
        lambda _view, teacher: _place(AccountType, teacher.account_type),
    ),
    STATUS,
    ACCESS,
)


def _place(order: type[Status] | type[Access] | type[AccountType], value: Any) -> int:
    return list(order).index(value)


def _in_class(view: View, school_class: SchoolClass) -> Membership:
    return view.classes.get(school_class.id, Membership())


def _in_year(view: View, year: YearGroup) -> Membership:
    return view.years.get(year.code, Membership())


def _number(
    title: str, members: Callable[[View, Any], Membership], count: Callable[[Membership], int], width: int = 8
) -> ColumnSpec:
    def cell(view: View, record: Record) -> Cell:
        return f"{count(members(view, record)):,}"

    def order(view: View, record: Record) -> int:
        return count(members(view, record))

    return ColumnSpec(Column(title, width, right=True), cell, order)


_CLASSES = (
    LINK,
    ColumnSpec(
        Column("Class", 12, flex=2, most=30), lambda _view, record: record.name, lambda _v, r: fold(r.name)
    ),
    ColumnSpec(
        Column("Years", 8, flex=1, most=16),
        lambda view, record: ", ".join(_in_class(view, record).years),
    ),
    _number("Pupils", _in_class, lambda members: members.pupils),
    _number("Leavers", _in_class, lambda members: members.leavers),
    STATUS,
    ColumnSpec(
        Column("Description", 12, flex=3, most=40),
        lambda _view, record: record.description or "",
        lambda _view, record: fold(record.description or "\uffff"),
    ),
)


def _intake(view: View, year: YearGroup) -> str:
    """The cohort that a year group is at present."""
    if view.today is None:
        return ""
    start = current_start(view.hub.choices.intake, view.hub.last_connector, view.today)
    return cohort(year.code, start_year(start, view.today)) or ""


_YEAR_GROUPS = (
    LINK,
    ColumnSpec(Column("Code", 6), lambda _view, record: record.code),
    ColumnSpec(
        Column("Name", 14, flex=1, most=40), lambda _view, record: record.name, lambda _v, r: fold(r.name)
    ),
    ColumnSpec(Column("Intake", 9), _intake, _intake),
    _number("Pupils", _in_year, lambda members: members.pupils),
    _number("Leavers", _in_year, lambda members: members.leavers),
    STATUS,
)
_COLUMNS = {
    Kind.PUPIL: _PUPILS,
    Kind.TEACHER: _TEACHERS,
    Kind.CLASS: _CLASSES,
    Kind.YEAR_GROUP: _YEAR_GROUPS,
}


_WHENCE = "They come from the MIS: School > MIS user sync. N adds one by hand."


def _notice(view: View) -> str:
    if view.hub.resync_pupils:
        return "Year groups or classes changed: re-sync pupils, with S and then p."
    return ""


def record_catalogue(kind: Kind) -> Catalogue[Record]:
    """The list of one kind of record."""

    def records(view: View) -> Iterable[Record]:
        return roster(view.hub, kind)

    plural = kind.plural.replace("_", " ")
    return Catalogue(
        name=kind.word,
        nouns=(kind.value.replace("_", " "), plural),
        items=records,
        id_of=lambda record: record.id,
        words=record_text,
        detail=lambda view, record, _text: detail(view, record),
        columns=_COLUMNS[kind],
        parts=access_parts() if kind in (Kind.PUPIL, Kind.TEACHER) else _status_parts(),
        export_table=ExportTable(keys(kind), lambda hub, records, _today: record_documents(hub, records)),
        empty=f"There are no {plural} in this hub yet.\n{_WHENCE}",
        notice=_notice if kind is Kind.PUPIL else lambda _view: "",
    )


def record_text(view: View, record: Record) -> str:
    """What a text filter looks at in a record, made plain."""
    return search_text(view.hub, record)


def access_parts() -> tuple[Part[Record], ...]:
    """All people, and those of each access."""
    return (
        Part("All", everything),
        *(Part(words, _has_access(access)) for access, words in ACCESS_WORDS.items()),
    )


def _status_parts() -> tuple[Part[Record], ...]:
    return (
        Part("All", everything),
        *(Part(words, _has_status(status)) for status, words in STATUS_WORDS.items()),
    )


def _has_access(access: Access) -> Callable[[Record], bool]:
    return lambda record: isinstance(record, Person) and record.access is access


def _has_status(status: Status) -> Callable[[Record], bool]:
    return lambda record: record.status is status
