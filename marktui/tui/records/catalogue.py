"""The lists of the tabs Teachers, Pupils and Classes, and of School > Year groups."""

from collections.abc import Callable, Iterable
from typing import Any

from marktui.hub.model.intake import cohort, current_start, start_year
from marktui.hub.model.kind import Kind
from marktui.hub.model.listing import keys, record_documents
from marktui.hub.model.record import Access, Person, Record, SchoolClass, Status, YearGroup, year_order
from marktui.hub.model.roster import Membership, is_member, roster, search_text
from marktui.tui.common.list.catalogue import (
    Catalogue,
    ColumnSpec,
    ExportTable,
    Part,
    View,
    enum_column,
    everything,
    text_column,
)
from marktui.tui.common.text.cells import Cell, Column
from marktui.tui.common.text.records import (
    ACCESS_SHORT,
    ACCESS_WORDS,
    STATUS_WORDS,
    email_cell,
    identity,
    status_cell,
)
from marktui.tui.records.details import record_details, title
from marktui.wording.kinds import kind_word
from marktui.wording.people.accounts import ACCOUNT_SHORT

_STATUS = enum_column(Column("Status", 10), lambda record: record.status, status_cell)
_ACCESS = enum_column(Column("Access", 7), lambda person: person.access, ACCESS_SHORT)

_PUPILS = (
    ColumnSpec(Column("Name", 20, flex=3, most=44), lambda _view, pupil: pupil.sorted_name),
    ColumnSpec(
        Column("Year", 4),
        lambda _view, pupil: pupil.year_group or "",
        lambda _view, pupil: year_order(pupil.year_group),
    ),
    text_column(Column("Class", 6, flex=1, most=16), lambda view, pupil: view.hub.class_name(pupil)),
    _STATUS,
    _ACCESS,
    text_column(Column("UPN", 13, wide_from=84), lambda _view, pupil: pupil.upn),
)
_TEACHERS = (
    ColumnSpec(Column("Name", 16, flex=2, most=40), lambda _view, teacher: teacher.sorted_name),
    text_column(
        Column("Email", 14, flex=3, most=48),
        lambda _view, teacher: teacher.email,
        lambda _view, teacher: email_cell(teacher),
    ),
    enum_column(Column("Type", 7), lambda teacher: teacher.account_type, ACCOUNT_SHORT),
    _STATUS,
    _ACCESS,
)


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
    text_column(Column("Class", 12, flex=2, most=30), lambda _view, one: one.name),
    ColumnSpec(Column("Years", 8, flex=1, most=16), lambda view, one: ", ".join(_in_class(view, one).years)),
    _number("Pupils", _in_class, lambda members: members.pupils),
    _number("Leavers", _in_class, lambda members: members.leavers),
    _STATUS,
    text_column(Column("Description", 12, flex=3, most=40), lambda _view, one: one.description),
)


def _intake(view: View, year: YearGroup) -> str:
    """The cohort that a year group is at present."""
    if view.today is None:
        return ""
    start = current_start(view.hub.choices.intake, view.hub.last_connector, view.today)
    return cohort(year.code, start_year(start, view.today)) or ""


_YEAR_GROUPS = (
    ColumnSpec(Column("Code", 6), lambda _view, year: year.code),
    text_column(Column("Name", 14, flex=1, most=40), lambda _view, year: year.name),
    ColumnSpec(Column("Intake", 9), _intake, _intake),
    _number("Pupils", _in_year, lambda members: members.pupils),
    _number("Leavers", _in_year, lambda members: members.leavers),
    _STATUS,
)
_COLUMNS = {
    Kind.PUPIL: _PUPILS,
    Kind.TEACHER: _TEACHERS,
    Kind.CLASS: _CLASSES,
    Kind.YEAR_GROUP: _YEAR_GROUPS,
}


_SOURCE = "They come from the MIS: School > MIS user sync. N adds one by hand."


def _alone(view: View) -> str:
    return view.members_of.label if view.members_of is not None else ""


def _notice(view: View) -> str:
    lines = []
    if view.hub.resync_pupils:
        lines.append("Year groups or classes changed: re-sync pupils, with S and then p.")
    return "\n".join(lines)


def record_catalogue(kind: Kind) -> Catalogue[Record]:
    """The list of one kind of record."""
    return Catalogue(
        name=kind_word(kind),
        nouns=(kind.noun, kind.nouns),
        items=lambda view: _shown(view, kind),
        id_of=lambda record: record.id,
        identity=identity,
        words=lambda view, record: search_text(view.hub, record),
        detail=lambda view, record, _text: (title(record), *record_details(view, record)),
        columns=_COLUMNS[kind],
        parts=_parts(kind),
        export_table=ExportTable(keys(kind), lambda hub, records, _today: record_documents(hub, records)),
        prepare=lambda view: _prepare(view, kind),
        empty=f"There are no {kind.nouns} in this hub yet.\n{_SOURCE}",
        alone=_alone,
        notice=_notice if kind is Kind.PUPIL else lambda _view: "",
    )


def _prepare(view: View, kind: Kind) -> object:
    """What keys and details ask for: who has which access, who is in which group."""
    match kind:
        case Kind.CLASS:
            return view.members_of_class, view.classes
        case Kind.YEAR_GROUP:
            return view.members_of_year, view.years
    return view.accesses(frozenset())


def _shown(view: View, kind: Kind) -> Iterable[Record]:
    """All records of a kind; only the members, where the pupils of a class or year group are asked for."""
    records, group = roster(view.hub, kind), view.members_of
    return records if group is None else [one for one in records if is_member(one, group)]


def _parts(kind: Kind) -> tuple[Part[Record], ...]:
    """All records, those in the MIS and those no longer there; then people by their access."""
    parts = [Part(words, _has_status(status)) for status, words in STATUS_WORDS.items()]
    if kind in (Kind.PUPIL, Kind.TEACHER):
        # Few are not linked, and the line is full: they come last.
        accesses = [Part(words, _has_access(access)) for access, words in ACCESS_WORDS.items()]
        parts = [*parts[:2], *accesses, *parts[2:]]
    return (Part("All", everything), *parts)


def _has_access(access: Access) -> Callable[[Record], bool]:
    return lambda record: isinstance(record, Person) and record.access is access


def _has_status(status: Status) -> Callable[[Record], bool]:
    return lambda record: record.status is status
