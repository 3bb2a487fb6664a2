"""A hub as TinyDB tables: one table per kind, the school, accounts, choices."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Raw
from tinydb import TinyDB
from tinydb.table import Document, Table

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record
from marktui.store.file.hub_file import StoredRow
from marktui.store.file.migration import Tables

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


def stored_tables(content: bytes) -> Tables:
    """The tables of a file for TinyDB; records stay JSON, for hardly any of them is going to change."""
    raw = msgspec.json.decode(content, type=dict[str, dict[str, Raw]])
    records = {kind.plural for kind in Kind}
    return {
        name: _stored(rows, StoredRow if name in records else msgspec.json.decode)
        for name, rows in raw.items()
    }


def _stored(rows: Mapping[str, Raw], of: Callable[[bytes], Any]) -> dict[str, Any]:
    return {key: of(bytes(row)) for key, row in rows.items()}


def _fill(db: TinyDB, name: str, rows: Iterable[Any]) -> None:
    table = db.table(name)
    table.truncate()
    table.insert_multiple(
        Document(msgspec.to_builtins(row), doc_id=number) for number, row in enumerate(rows, start=1)
    )
