"""What a list of records is made of: its columns, its parts and its words, apart from any widget."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import Any

from msgspec import Struct

from marktui.hub.hub import Hub
from marktui.hub.record import Access, Record, Status
from marktui.hub.roster import Membership, Roster, class_membership, year_membership
from marktui.tui.record_words import ACCESS_WORDS, STATUS_WORDS
from marktui.tui.widgets.table_row import Cell, Column, Row


class View:
    """A hub as a list looks at it: who is in which group is counted once.

    Args:
        hub: The hub.
        today: The present day, for ages.
    """

    def __init__(self, hub: Hub, today: date | None = None) -> None:
        self.hub = hub
        self.today = today

    @cached_property
    def classes(self) -> dict[str, Membership]:
        """Who is in each class, by id."""
        return class_membership(self.hub)

    @cached_property
    def years(self) -> dict[str, Membership]:
        """Who is in each year group, by code."""
        return year_membership(self.hub)


class Facet(Struct, frozen=True):
    """One column of a list: what it shows of a record, and how it sorts."""

    column: Column
    cell: Callable[[View, Any], Cell]
    order: Callable[[View, Any], Any] | None = None
    """The sort key; None where the list's own order is meant."""


class Part(Struct, frozen=True):
    """A part of a list that can be looked at alone."""

    label: str
    within: Callable[[Roster[Record]], Roster[Record]]


class Catalogue(Struct, frozen=True, kw_only=True):
    """Everything that makes one list of records."""

    name: str
    """The word for file names and the command line: `leavers`."""
    nouns: tuple[str, str]
    """One of them, several of them."""
    records: Callable[[Hub], Roster[Record]]
    facets: tuple[Facet, ...]
    parts: tuple[Part, ...]
    keys: tuple[str, ...]
    """The columns of an export."""
    documents: Callable[[Hub, Iterable[Record]], list[dict[str, Any]]]
    """The rows of an export."""
    empty: str
    """What to say where there are no records at all."""
    notice: Callable[[Hub], str] = lambda _hub: ""
    """What to say above the list."""

    def row(self, view: View, record: Record) -> Row:
        """A record as a line."""
        return Row(record.id, tuple(facet.cell(view, record) for facet in self.facets))

    def counted(self, number: int) -> str:
        """A number of records in words."""
        return f"{number:,} {self.nouns[number != 1]}"


def everyone(roster: Roster[Record]) -> Roster[Record]:
    """All records of a list."""
    return roster


def access_parts() -> tuple[Part, ...]:
    """All people, and those of each access."""
    return (
        Part("All", everyone),
        *(Part(words, _with_access(access)) for access, words in ACCESS_WORDS.items()),
    )


def status_parts() -> tuple[Part, ...]:
    """All records, and those of each status."""
    return (
        Part("All", everyone),
        *(Part(words, _with_status(status)) for status, words in STATUS_WORDS.items()),
    )


def _with_access(access: Access) -> Callable[[Roster[Record]], Roster[Record]]:
    return lambda roster: roster.with_access(access)


def _with_status(status: Status) -> Callable[[Roster[Record]], Roster[Record]]:
    return lambda roster: roster.with_status(status)
