"""This year's levels and forms (docs/wire-arbor.md, Groups)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import aclosing
from datetime import date
from typing import Generic, TypeVar

from msgspec import Struct

from marktui.connectors.arbor.api import ArborApi
from marktui.connectors.arbor.fields import FORMS, GROUPS, LEVELS, YEARS, Entity
from marktui.connectors.arbor.pages import Pages, Raw, id_of, raw_id
from marktui.connectors.arbor.people import Summary
from marktui.connectors.arbor.rows import level_code, wire_of
from marktui.connectors.arbor.wire import FormWire, LevelWire, YearWire
from marktui.connectors.errors import IncompleteError, NotThisServiceError
from marktui.connectors.http.paging import incomplete
from marktui.connectors.mis import InvalidRow, MisClass, MisRow, MisYearGroup
from marktui.connectors.rows import OddRowError, clean_or_none, day_or_none

W = TypeVar("W", LevelWire, FormWire)


class Year(Struct, frozen=True):
    """An academic year."""

    id: str
    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day and (self.last is None or day <= self.last)


def years_of(wires: Iterable[tuple[str, YearWire]]) -> Iterator[Year]:
    """The years of a list, by id, that say when they begin."""
    for mis_id, wire in wires:
        first = day_or_none(wire.start_date)
        if first is not None:
            yield Year(mis_id, first, day_or_none(wire.end_date))


def current_year(years: Iterable[Year], today: date) -> Year | None:
    """The year that holds today; in the gap before a new one, the one that began last."""
    begun = [year for year in years if year.first <= today]
    return max(begun, key=lambda year: (year.holds(today), year.first), default=None)


def is_gap(wires: Collection[tuple[str, YearWire]], today: date) -> bool:
    """Whether every year says when it is, and none holds today."""
    years = list(years_of(wires))
    return bool(years) and len(years) == len(wires) and not any(year.holds(today) for year in years)


class Group(Struct, Generic[W], frozen=True):
    """A level or a form as it came."""

    mis_id: str
    wire: W | None
    problem: str = ""
    """Why there is no `wire`."""
    year_id: str | None = None
    """The id of its academic year, where it has one."""


class Groups(Struct, frozen=True):
    """The levels and forms that count today."""

    levels: tuple[Group[LevelWire], ...]
    forms: tuple[Group[FormWire], ...]
    gap: bool
    """Whether no academic year holds today."""

    def year_groups(self, pupils: Summary) -> Iterator[MisRow]:
        """The year groups, each with its pupils; a level without a year counts if it has any."""
        for one in self.levels:
            members = tuple(pupils.levels.get(one.mis_id, ()))
            if one.year_id is not None or members:
                yield _year_group(one, members)

    def classes(self, pupils: Summary) -> Iterator[MisRow]:
        """The classes, each with its pupils."""
        for one in self._present(pupils):
            yield _class(one, tuple(pupils.forms.get(one.mis_id, ())))

    def past_members(self, pupils: Summary) -> frozenset[str]:
        """The pupils whose form is none of the classes: one of another year, or one that is not listed."""
        present = {one.mis_id for one in self._present(pupils)}
        past = (members for mis_id, members in pupils.forms.items() if mis_id not in present)
        return frozenset(mis_id for members in past for mis_id in members)

    def _present(self, pupils: Summary) -> Iterator[Group[FormWire]]:
        """The forms that are classes; one without a year counts if it has any pupils."""
        return (one for one in self.forms if one.year_id is not None or pupils.forms.get(one.mis_id))


async def read_groups(api: ArborApi, today: date) -> Groups:
    """This year's levels and forms, and those without a year. Raises where no academic year has begun."""
    try:
        lists = await _lists(api, GROUPS, ahead=2)
    except (NotThisServiceError, IncompleteError):
        # Some services take one list at a time only.
        lists = {}
        for entity in GROUPS:
            lists |= await _lists(api, [entity])
    wires = [(mis_id, _year(raw)) for mis_id, raw in lists.get(YEARS, {}).items()]
    year, gap = current_year(years_of(wires), today), is_gap(wires, today)
    if year is None and not gap:
        hint = "Check the dates of the academic years in Arbor."
        raise IncompleteError("Arbor has no academic year that has begun.", hint)
    rows = [raw for entity in (LEVELS, FORMS) for raw in lists.get(entity, {}).values()]
    other = sum(id_of(raw.get("academicYear")) not in (year.id if year else None, None) for raw in rows)
    api.observations.count("groups of another academic year", other)
    counting = {year.id if year else None, None}
    levels = (_group(mis_id, raw, LevelWire) for mis_id, raw in lists.get(LEVELS, {}).items())
    forms = (_group(mis_id, raw, FormWire) for mis_id, raw in lists.get(FORMS, {}).items())
    return Groups(
        tuple(one for one in levels if one.year_id in counting),
        tuple(one for one in forms if one.year_id in counting),
        gap,
    )


async def _lists(api: ArborApi, entities: Sequence[Entity], ahead: int = 1) -> dict[Entity, dict[str, Raw]]:
    """The distinct rows of each list, by id; nobody can be asked for a group, so that no list may move."""
    for _ in range(2):
        pages = Pages(api, entities, ahead=ahead)
        lists = await _rows_of(pages)
        if not pages.moved:
            return lists
    raise incomplete(
        f"Arbor's list of {' and '.join(one.what for one in entities)}", "changed while it was read"
    )


async def _rows_of(pages: Pages) -> dict[Entity, dict[str, Raw]]:
    found: dict[Entity, dict[str, Raw]] = {}
    async with aclosing(pages.read()) as parts:
        async for entity, rows in parts:
            known = found.setdefault(entity, {})
            for row in rows:
                known.setdefault(raw_id(row), row)
    return found


def _year(raw: Raw) -> YearWire:
    try:
        return wire_of(raw, YearWire)
    except OddRowError:
        return YearWire()  # a year without dates holds no day


def _group(mis_id: str, raw: Raw, wire: type[W]) -> Group[W]:
    year_id = id_of(raw.get("academicYear"))
    try:
        return Group(mis_id, wire_of(raw, wire), year_id=year_id)
    except OddRowError as odd:
        return Group(mis_id, None, str(odd), year_id)


def _year_group(group: Group[LevelWire], members: tuple[str, ...]) -> MisRow:
    wire = group.wire
    short = str(wire.short_name or "") if wire else ""
    name = (clean_or_none(wire.display_name) if wire else None) or clean_or_none(short)
    if wire is None or name is None:
        problem = group.problem or "the year group has no name"
        return InvalidRow(mis_id=group.mis_id, problem=problem, member_ids=members)
    return MisYearGroup(mis_id=group.mis_id, code=level_code(wire), name=name, member_ids=members)


def _class(group: Group[FormWire], members: tuple[str, ...]) -> MisRow:
    name = clean_or_none(group.wire.display_name) if group.wire else None
    if name is None:
        problem = group.problem or "the class has no name"
        return InvalidRow(mis_id=group.mis_id, problem=problem, member_ids=members)
    return MisClass(mis_id=group.mis_id, name=name, member_ids=members)
