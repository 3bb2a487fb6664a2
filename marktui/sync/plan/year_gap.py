"""The gap between two school years, in which a service may list no groups, or groups without pupils."""

from collections.abc import Iterator, Mapping
from itertools import islice

from marktui.connectors.base import Connector
from marktui.connectors.mis import InvalidRow, MisClass, MisPupil, MisRow, MisYearGroup
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Record, SchoolClass, YearGroup
from marktui.hub.model.text import fold

GROUPS = (Kind.YEAR_GROUP, Kind.CLASS)
_MANY = 5
"""How many pupils without a group are a reason to ask whether there is a school year."""


def looks_like_a_gap(connector: Connector, hub: Hub, rows: Mapping[Kind, tuple[MisRow, ...]]) -> bool:
    """Whether groups of the hub, or of several of its pupils, are missing: a reason to ask the service."""
    if any(_a_group_is_missing(connector, hub, kind, rows[kind]) for kind in GROUPS if kind in rows):
        return True
    if Kind.PUPIL not in rows or Kind.CLASS not in rows:
        return False
    return len(list(islice(_without_group(connector, hub, rows), _MANY))) == _MANY


def _a_group_is_missing(connector: Connector, hub: Hub, kind: Kind, rows: tuple[MisRow, ...]) -> bool:
    """Whether a Synced group is missing from the list by id and by code or name."""
    ids, words = {row.mis_id for row in rows}, {_word(row) for row in rows}
    return any(
        record.is_synced and mis_id not in ids and _word(record) not in words
        for mis_id, record in hub.linked(connector.name, kind).items()
    )


def _without_group(
    connector: Connector, hub: Hub, rows: Mapping[Kind, tuple[MisRow, ...]]
) -> Iterator[MisPupil]:
    """The pupils without a year group or class in the MIS who have one in the hub."""
    classes = (row for row in rows[Kind.CLASS] if isinstance(row, (MisClass, InvalidRow)))
    placed = connector.past_members.union(*(row.member_ids for row in classes))
    pupils = (row for row in rows[Kind.PUPIL] if isinstance(row, MisPupil))
    lacking = [row for row in pupils if row.year_code is None or row.mis_id not in placed]
    linked = hub.linked(connector.name, Kind.PUPIL) if lacking else {}
    for row in lacking:
        record = linked.get(row.mis_id)
        if not isinstance(record, Pupil) or not record.is_synced:
            continue
        no_class = record.class_id is not None and row.mis_id not in placed
        if no_class or (record.year_group is not None and row.year_code is None):
            yield row


def _word(group: MisRow | Record) -> str:
    """What identifies a group if its id changes: a year code, a folded class name."""
    match group:
        case MisYearGroup(code=code) | YearGroup(code=code):
            return code or ""
        case MisClass(name=name) | SchoolClass(name=name):
            return fold(name)
    return ""
