"""One school's record store as a value: what the hub file holds at one generation."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person, Pupil, Record, SchoolClass, Teacher, YearGroup
from marktui.hub.model.school import Account, Choices, Connection, ErasureMark, School


class Hub(Struct, frozen=True, kw_only=True):
    """Everything that a hub holds. A change makes a new value; nothing is altered in place."""

    generation: int = 0
    """Counts the commits of the hub file."""
    next_record: int = 1
    """The number of the next record's id; it never decreases."""
    next_entry: int = 1
    """The number of the next run or decision."""
    approvals: int = 0
    """How many held plans were approved. It is part of every plan's id, so that an approval counts once."""
    school: School
    accounts: tuple[Account, ...] = ()
    shared_with: str | None = None
    """The Unix group that the folder is shared with; None for a private hub."""
    nominee: str | None = None
    """The id of the teacher who may accept to be the next Access Coordinator."""
    connection: Connection | None = None
    last_connector: str | None = None
    """The connector of the present connection, or of the last one."""
    saved: tuple[Kind, ...] = ()
    """The kinds that were saved at least once with `last_connector`."""
    resync_pupils: bool = False
    """Whether year groups or classes changed since pupils were last saved."""
    choices: Choices = Choices()
    erased: tuple[ErasureMark, ...] = ()
    """What is left of people who were erased."""
    erasure_key: str | None = None
    """The key of their digests; made when the first person is erased."""
    teachers: dict[str, Teacher] = {}
    year_groups: dict[str, YearGroup] = {}
    classes: dict[str, SchoolClass] = {}
    pupils: dict[str, Pupil] = {}

    def __repr__(self) -> str:
        """In short: a log of the arguments of some work must not write out a whole school."""
        return f"Hub(generation={self.generation}, pupils={len(self.pupils)})"

    def records(self, kind: Kind) -> Mapping[str, Record]:
        """The records of one kind, by id."""
        records: Mapping[str, Record] = getattr(self, kind.plural)
        return records

    def linked(self, connector: str, kind: Kind) -> dict[str, Record]:
        """The records of one kind that are linked through a connector, by MIS id."""
        links = ((one.link, one) for one in self.records(kind).values())
        return {link.mis_id: one for link, one in links if link and link.connector == connector}

    def record(self, record_id: str) -> Record | None:
        """The record with an id, of any kind."""
        tables = (self.teachers, self.year_groups, self.classes, self.pupils)
        return next((table[record_id] for table in tables if record_id in table), None)

    def people(self) -> Iterable[Person]:
        """Teachers, then pupils."""
        yield from self.teachers.values()
        yield from self.pupils.values()

    def account_of(self, login: str) -> Account | None:
        """The account that a login is mapped to."""
        return next((one for one in self.accounts if one.login == login), None)

    @property
    def coordinator(self) -> Teacher | None:
        """The Access Coordinator's record."""
        chosen = (one for one in self.teachers.values() if one.is_coordinator)
        return next(chosen, None)

    def class_name(self, pupil: Pupil) -> str | None:
        """The name of a pupil's class."""
        held = self.classes.get(pupil.class_id) if pupil.class_id else None
        return held.name if held else None

    def with_(self, **changes: Any) -> "Hub":
        """The same hub with some of its parts replaced."""
        return msgspec.structs.replace(self, **changes)

    def with_records(self, records: Iterable[Record]) -> "Hub":
        """The same hub with records added, or put in the place of those with the same id."""
        tables: dict[Kind, dict[str, Record]] = {}
        for record in records:
            kind = record.kind
            if kind not in tables:
                tables[kind] = dict(self.records(kind))
            tables[kind][record.id] = record
        return self.with_(**{kind.plural: table for kind, table in tables.items()}) if tables else self

    def without_records(self, ids: Iterable[str]) -> "Hub":
        """The same hub without some records."""
        gone = set(ids)
        tables = {
            kind.plural: {id_: one for id_, one in self.records(kind).items() if id_ not in gone}
            for kind in Kind
            if gone & self.records(kind).keys()
        }
        return self.with_(**tables) if tables else self
