"""A hub as TinyDB tables and back: one table per kind, the school, accounts, choices."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
import orjson
from msgspec import Raw, Struct
from tinydb import TinyDB
from tinydb.table import Document, Table

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Record, SchoolClass, Teacher, YearGroup
from marktui.hub.model.school import Account, Choices, ErasureMark
from marktui.store.file.entry import SHARED_WITH, Do, RecordChange, Setting
from marktui.store.file.hub_file import StoredRow
from marktui.store.file.migration import Tables

_RECORDS: dict[Kind, type[Record]] = {
    Kind.TEACHER: Teacher,
    Kind.YEAR_GROUP: YearGroup,
    Kind.CLASS: SchoolClass,
    Kind.PUPIL: Pupil,
}
_SCHOOL_PARTS = (
    "school",
    "connection",
    "last_connector",
    "saved",
    "resync_pupils",
    "next_record",
    "next_entry",
    "approvals",
    "erasure_key",
    "shared_with",
    "nominee",
)


_ENCODER = msgspec.json.Encoder()
_NOTHING = Raw(b"null")


def to_tables(db: TinyDB, before: Hub | None, after: Hub) -> None:
    """Stage a hub in TinyDB. Only the tables that differ from `before` are written."""
    _fill(db, "school", [{name: getattr(after, name) for name in _SCHOOL_PARTS}])
    if before is None or before.accounts != after.accounts:
        _fill(db, "accounts", after.accounts)
    if before is None or before.choices != after.choices:
        _fill(db, "choices", [after.choices])
    if before is None or before.erased != after.erased:
        _fill(db, "erased", after.erased)
    for kind in Kind:
        records = after.records(kind)
        if before is None:
            _insert(db.table(kind.plural), records.values())
        elif before.records(kind) is not records:
            _alter(db.table(kind.plural), before.records(kind), records)


def _alter(table: Table, before: Mapping[str, Record], after: Mapping[str, Record]) -> None:
    """Stage what differs; the other rows are written again as they stand in the file, in the same order."""
    new = [record for one, record in after.items() if one not in before]
    if [*(one for one in before if one in after), *(record.id for record in new)] != list(after):
        _insert(table, after.values())
        return
    gone = [_number(one) for one in before if one not in after]
    changed = {
        one: record
        for one, record in after.items()
        if (held := before.get(one)) is not record and held is not None and held != record
    }
    if gone:
        table.remove(doc_ids=gone)
    if changed:
        # TinyDB updates the rows in the order of the ids that it gets, and says of none which it is.
        waiting = iter(changed.values())
        table.update(lambda row: _put(row, next(waiting)), doc_ids=list(map(_number, changed)))
    if new:
        table.insert_multiple(map(_document, new))


def _put(row: Any, record: Record) -> None:
    row.json = msgspec.json.encode(record)


def _insert(table: Table, records: Iterable[Record]) -> None:
    table.truncate()
    table.insert_multiple(map(_document, records))


def _document(record: Record) -> Document:
    return Document(msgspec.to_builtins(record), doc_id=_number(record.id))


def _number(record_id: str) -> int:
    return int(record_id[1:])


class _Tables(Struct):
    """What a hub file holds, as it is decoded."""

    school: dict[str, dict[str, Any]] = {}
    accounts: dict[str, Account] = {}
    choices: dict[str, Choices] = {}
    erased: dict[str, ErasureMark] = {}
    teachers: dict[str, Teacher] = {}
    year_groups: dict[str, YearGroup] = {}
    classes: dict[str, SchoolClass] = {}
    pupils: dict[str, Pupil] = {}


def hub_of(content: bytes, generation: int) -> Hub:
    """The hub that the content of a file holds; records are decoded without a detour.

    Raises:
        msgspec.DecodeError: The content is not a hub's.
        UnicodeDecodeError: It is not UTF-8.
    """
    tables = msgspec.json.decode(content, type=_Tables)
    hub = msgspec.convert({**tables.school.get("1", {}), "generation": generation}, Hub)
    records = {kind.plural: {one.id: one for one in getattr(tables, kind.plural).values()} for kind in Kind}
    return hub.with_(
        accounts=tuple(tables.accounts.values()),
        erased=tuple(tables.erased.values()),
        choices=tables.choices.get("1", Choices()),
        **records,
    )


def stored_tables(content: bytes) -> Tables:
    """The tables of a file for TinyDB; records stay JSON, for hardly any of them is going to change."""
    raw = msgspec.json.decode(content, type=dict[str, dict[str, Raw]])
    records = {kind.plural for kind in Kind}
    return {name: _stored(rows, StoredRow if name in records else orjson.loads) for name, rows in raw.items()}


def _stored(rows: Mapping[str, Raw], of: Callable[[bytes], Any]) -> dict[str, Any]:
    return {key: of(bytes(row)) for key, row in rows.items()}


def record_change(before: Record | None, after: Record | None, do: Do | None = None) -> RecordChange:
    """A change of one record for the history.

    Args:
        before: The record as it was; None for one that the change made.
        after: The record as it is now; None for one that the change removed.
        do: What the change does, if the two states do not show it.
    """
    record = after or before
    assert record is not None  # noqa: S101 - a change is of something
    states = (_NOTHING if one is None else Raw(_ENCODER.encode(one)) for one in (before, after))
    return RecordChange(record.kind, record.id, do or what_is_done(before, after), *states)


def what_is_done(before: Record | None, after: Record | None) -> Do:
    """What a change does to a record, from the record before and after it."""
    if after is None:
        return Do.REMOVE
    if before is None:
        return Do.CREATE
    if bool(before.desync) != bool(after.desync):
        return Do.DESYNC if after.desync else Do.RETURN
    return Do.UPDATE


def settings_between(before: Hub, after: Hub) -> tuple[Setting, ...]:
    """The differences of two hubs in accounts, sharing and nomination, for the history."""
    old, new = _stated(before), _stated(after)
    names = dict.fromkeys((*old, *new))
    return tuple(
        Setting(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)
    )


def decode_record(kind: Kind, content: Raw) -> Record | None:
    """A record in a history entry; None if there is none."""
    return msgspec.json.decode(content, type=_RECORDS[kind] | None)


def _stated(hub: Hub) -> dict[str, str | None]:
    logins: dict[str, str | None] = {Setting.name_of_login(one.login): one.teacher_id for one in hub.accounts}
    return logins | {SHARED_WITH: hub.shared_with, "nominee": hub.nominee}


def _fill(db: TinyDB, name: str, rows: Iterable[Any]) -> None:
    table = db.table(name)
    table.truncate()
    table.insert_multiple(
        Document(msgspec.to_builtins(row), doc_id=number) for number, row in enumerate(rows, start=1)
    )
