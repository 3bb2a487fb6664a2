"""A hub as TinyDB tables and back: one table per kind, the school, accounts, choices."""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Raw
from tinydb import TinyDB
from tinydb.table import Document

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Record, SchoolClass, Teacher, YearGroup
from marktui.store.file.entry import SHARED_WITH, Do, RecordChange, Setting
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
        if before is None or before.records(kind) is not records:
            table = db.table(kind.plural)
            table.truncate()
            table.insert_multiple(
                Document(msgspec.to_builtins(record), doc_id=int(record.id[1:]))
                for record in records.values()
            )


def from_tables(tables: Tables, generation: int) -> Hub:
    """The hub that tables hold.

    Raises:
        msgspec.ValidationError: The tables are not a hub's.
    """
    parts = dict(tables.get("school", {}).get("1", {}))
    choices = tables.get("choices", {}).get("1")
    records = {
        kind.plural: _records(tables.get(kind.plural, {}), record_type)
        for kind, record_type in _RECORDS.items()
    }
    return msgspec.convert(
        {
            **parts,
            "generation": generation,
            "accounts": list(tables.get("accounts", {}).values()),
            "erased": list(tables.get("erased", {}).values()),
        }
        | ({"choices": choices} if choices else {}),
        Hub,
    ).with_(**records)


def record_change(before: Record | None, after: Record | None, do: Do | None = None) -> RecordChange:
    """A change of one record for the history.

    Args:
        before: The record as it was; None for one that the change made.
        after: The record as it is now; None for one that the change removed.
        do: What the change does, if the two states do not show it.
    """
    record = after or before
    assert record is not None  # noqa: S101 - a change is of something
    states = Raw(msgspec.json.encode(before)), Raw(msgspec.json.encode(after))
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


def _records(rows: dict[str, Any], record_type: type[Record]) -> dict[str, Record]:
    records: list[Record] = msgspec.convert(list(rows.values()), list[record_type])  # type: ignore[valid-type]
    return {record.id: record for record in records}
