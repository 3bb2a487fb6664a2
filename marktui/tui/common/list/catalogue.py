"""What a list is made of: its columns, its parts and its words, apart from any widget."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, Generic, TypeVar

from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Pupil, SchoolClass, YearGroup
from marktui.hub.model.roster import Membership, class_membership, roster, year_membership
from marktui.hub.model.text import natural_order
from marktui.tui.common.list.detail import Detail
from marktui.tui.common.text.cells import Cell, Column, Row
from marktui.tui.common.text.records import Identity

T = TypeVar("T")


class View:
    """A hub as a list shows it, on a day; who is in which group is counted once."""

    def __init__(
        self, hub: Hub, today: date | None = None, *, members_of: SchoolClass | YearGroup | None = None
    ) -> None:
        self.hub = hub
        self.today = today
        self.members_of = members_of
        """The class or year group whose pupils alone are shown."""

    @cached_property
    def classes(self) -> dict[str, Membership]:
        """Who is in each class, by id."""
        return class_membership(self.hub)

    @cached_property
    def years(self) -> dict[str, Membership]:
        """Who is in each year group, by code."""
        return year_membership(self.hub)

    @cached_property
    def _with_access(self) -> dict[Access, frozenset[str]]:
        """The ids of the people with each access."""
        ids: dict[Access, set[str]] = {access: set() for access in Access}
        for person in self.hub.people():
            ids[person.access].add(person.id)
        return {access: frozenset(each) for access, each in ids.items()}

    def accesses(self, ids: frozenset[str]) -> frozenset[Access]:
        """The access that somebody among some people has."""
        return frozenset(access for access, each in self._with_access.items() if not each.isdisjoint(ids))

    @cached_property
    def members_of_class(self) -> dict[str, list[Pupil]]:
        """The pupils of each class by its id, in the order of the lists."""
        return self._members(lambda pupil: pupil.class_id)

    @cached_property
    def members_of_year(self) -> dict[str, list[Pupil]]:
        """The pupils of each year group by its code, in the order of the lists."""
        return self._members(lambda pupil: pupil.year_group)

    @property
    def size(self) -> int:
        """How many records it is about: what is worked out of many is worked out beside the loop."""
        return sum(len(self.hub.records(kind)) for kind in Kind)

    def _members(self, group: Callable[[Pupil], str | None]) -> dict[str, list[Pupil]]:
        members: dict[str, list[Pupil]] = {}
        for pupil in roster(self.hub, Kind.PUPIL):
            if isinstance(pupil, Pupil) and (key := group(pupil)) is not None:
                members.setdefault(key, []).append(pupil)
        return members


class ColumnSpec(Struct, frozen=True):
    """One column of a list: what it shows of an item, and how it sorts."""

    column: Column
    cell: Callable[[Any, Any], Cell]
    """Of a view and an item."""
    order: Callable[[Any, Any], Any] | None = None
    """The sort key; None where the list's own order is meant."""


def text_column(
    column: Column, text: Callable[[Any, Any], str | None], cell: Callable[[Any, Any], Cell] | None = None
) -> ColumnSpec:
    """A column that is sorted by a text of each item, 2A before 10A; items without one come last."""

    def order(view: Any, item: Any) -> tuple[object, ...]:
        said = text(view, item)
        return (not said, natural_order(said or ""))

    return ColumnSpec(column, cell or (lambda view, item: text(view, item) or ""), order)


def enum_column(
    column: Column, value: Callable[[Any], Enum], words: Callable[[Any], Cell] | Mapping[Any, str]
) -> ColumnSpec:
    """A column that is sorted in the order of an enum; a cell shows its words, or words for the item."""
    if isinstance(words, Mapping):
        return enum_column(column, value, lambda item: words[value(item)])
    return ColumnSpec(
        column,
        lambda _view, item: words(item),
        lambda _view, item: list(type(value(item))).index(value(item)),
    )


class Part(Struct, Generic[T], frozen=True):
    """A part of a list that can be shown alone."""

    label: str
    takes: Callable[[T], bool]
    """Whether an item is in the part."""


class ExportTable(Struct, Generic[T], frozen=True):
    """How the items of a list are written to a CSV file, and some of them for paper."""

    keys: tuple[str, ...]
    """The columns."""
    documents: Callable[[Hub, Iterable[T], date], list[dict[str, Any]]]
    """The rows, on a day."""
    paper: Callable[[Hub, Iterable[T], date], Iterable[str]] | None = None
    """The lines of a summary for paper on a day; None where there is none."""


class Catalogue(Struct, Generic[T], frozen=True, kw_only=True):
    """Everything that makes one list."""

    name: str
    """The word for file names and the command line: `leavers`."""
    nouns: tuple[str, str]
    """One of them, several of them."""
    items: Callable[[Any], Iterable[T]]
    """All there are in a view, in the list's own order."""
    id_of: Callable[[T], str]
    identity: Callable[[T], Identity | None] = lambda _item: None
    """What identifies an item elsewhere: a pupil's UPN, a teacher's email."""
    words: Callable[[Any, T], str]
    """What a text filter looks at, without accents; of a view and an item."""
    detail: Callable[[Any, T, str], Iterable[Detail]]
    """What the detail pane shows, the heading first; of a view, an item, and the text of the filter."""
    columns: tuple[ColumnSpec, ...]
    parts: tuple[Part[T], ...]
    backwards: bool = False
    """Whether the list begins with its last item."""
    empty: str
    """What to say where there are none at all."""
    export_table: ExportTable[T] | None = None
    """How they are exported; None where they are not."""
    alone: Callable[[Any], str] = lambda _view: ""
    """Which group a view shows alone: a run's leavers, a class's pupils; nothing where it shows all."""
    prepare: Callable[[Any], object] = lambda _view: None
    """Works out what a view knows of the whole school, before a key asks for it."""
    notice: Callable[[Any], str] = lambda _view: ""
    """What else is to be known of a view of the list."""

    def row(self, view: View, item: T) -> Row:
        """An item as a line."""
        return Row(self.id_of(item), tuple(column.cell(view, item) for column in self.columns))

    def counted(self, number: int) -> str:
        """A number of them in words."""
        return f"{number:,} {self.nouns[number != 1]}"


def everything(_item: object) -> bool:
    """All items of a list."""
    return True
