"""A hub as TinyDB tables: one table per kind, the school, accounts, choices."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Raw
from tinydb import TinyDB
from tinydb.table import Document

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record
from marktui.store.file.entry import RecordChange
from marktui.store.file.migration import Tables

Rows = dict[str, Raw]
"""The records of a table as JSON, each by its number; or by its id."""
_ENCODER = msgspec.json.Encoder()
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


def to_tables(db: TinyDB, before: Hub | None, after: Hub, changes: Iterable[RecordChange] = ()) -> None:
    """Stage a hub in TinyDB. Only the tables that differ from `before` are written.

    Args:
        changes: What the history says of the same commit; it has the JSON of the changed records already.
    """
    _fill(db, "school", [{name: getattr(after, name) for name in _SCHOOL_PARTS}])
    if before is None or before.accounts != after.accounts:
        _fill(db, "accounts", after.accounts)
    if before is None or before.choices != after.choices:
        _fill(db, "choices", [after.choices])
    if before is None or before.erased != after.erased:
        _fill(db, "erased", after.erased)
    tables = db.storage.read() or {}
    known = {one.id: one.after for one in changes}
    for kind in Kind:
        records = after.records(kind)
        if before is None:
            tables[kind.plural] = _rows(records.values(), known)
        elif before.records(kind) is not records:
            rows = tables.get(kind.plural, {})
            tables[kind.plural] = _altered(rows, before.records(kind), records, known)
    db.storage.write(tables)


def _rows(records: Iterable[Record], known: Rows) -> Rows:
    # Encoded at once: as documents of TinyDB, ten thousand people would be copied three times.
    return {_key(one.id): _encoded(one, known) for one in records}


def _altered(rows: Rows, before: Mapping[str, Record], after: Mapping[str, Record], known: Rows) -> Rows:
    """The rows with what differs; the others are written again as they stand in the file."""
    if not before:
        return _rows(after.values(), known)
    if list(before) == list(after):
        pairs = zip(before.values(), after.values(), strict=True)
        changed = [record for held, record in pairs if held is not record and held != record]
        return rows | _rows(changed, known)
    return {
        key: rows[key] if before.get(one) == record and key in rows else _encoded(record, known)
        for one, record in after.items()
        if (key := _key(one))
    }


def _encoded(record: Record, known: Rows) -> Raw:
    held = known.get(record.id)
    return Raw(_ENCODER.encode(record)) if held is None else held


def _key(record_id: str) -> str:
    """The number of an id, as TinyDB has it in a file."""
    return record_id[1:].lstrip("0") or "0"


def stored_tables(content: bytes) -> Tables:
    """The tables of a file for TinyDB; records stay JSON, for hardly any of them is going to change."""
    raw = msgspec.json.decode(content, type=dict[str, dict[str, Raw]])
    records = {kind.plural for kind in Kind}
    return {name: rows if name in records else _decoded(rows) for name, rows in raw.items()}


def _decoded(rows: Rows) -> dict[str, Any]:
    return {key: msgspec.json.decode(row) for key, row in rows.items()}


def _fill(db: TinyDB, name: str, rows: Iterable[Any]) -> None:
    table = db.table(name)
    table.truncate()
    table.insert_multiple(
        Document(msgspec.to_builtins(row), doc_id=number) for number, row in enumerate(rows, start=1)
    )
