"""What a sync would do to year groups and classes."""

from collections.abc import Callable, Mapping

from marktui.connectors.mis import InvalidRow, MisClass, MisRow, MisYearGroup
from marktui.hub.kind import Kind
from marktui.hub.record import NURSERY, Reason, Record, SchoolClass, YearGroup
from marktui.hub.roster import fold
from marktui.sync.draft import Draft
from marktui.sync.found import Found
from marktui.sync.group_matching import match_groups
from marktui.sync.pair import Pair, PairStatus


def plan_year_groups(draft: Draft) -> None:
    """Add the year groups' part: matched by code, the MIS name wins, Nursery starts un-ticked."""
    rows = {row.mis_id: row for row in draft.rows(Kind.YEAR_GROUP) if isinstance(row, MisYearGroup)}
    records = draft.before.year_groups
    found = match_groups(
        {mis_id: row.code for mis_id, row in rows.items()},
        {one.id: (one, one.code) for one in records.values()},
        draft.known(Kind.YEAR_GROUP),
        "code",
        link_counts=False,
    )

    def merge(record: Record | None, mis_id: str) -> Record:
        row = rows[mis_id]
        if isinstance(record, YearGroup):
            return record.with_(name=row.name)
        return YearGroup(id=draft.new_id(Kind.YEAR_GROUP), code=row.code, name=row.name)

    _plan_groups(draft, Kind.YEAR_GROUP, rows, found, merge, lambda mis_id: rows[mis_id].code not in NURSERY)


def plan_classes(draft: Draft) -> None:
    """Add the classes' part: linked by MIS id, else by exact name; all start ticked."""
    rows = {row.mis_id: row for row in draft.rows(Kind.CLASS) if isinstance(row, MisClass)}
    records = draft.before.classes
    found = match_groups(
        {mis_id: fold(row.name) for mis_id, row in rows.items()},
        {one.id: (one, fold(one.name)) for one in records.values()},
        draft.known(Kind.CLASS),
        "name",
        link_counts=True,
    )

    def merge(record: Record | None, mis_id: str) -> Record:
        row = rows[mis_id]
        if isinstance(record, SchoolClass):
            return record.with_(name=row.name)
        return SchoolClass(id=draft.new_id(Kind.CLASS), name=row.name)

    _plan_groups(draft, Kind.CLASS, rows, found, merge, lambda mis_id: True)


def _plan_groups(
    draft: Draft,
    kind: Kind,
    rows: Mapping[str, MisRow],
    found: Mapping[str, Found],
    merge: Callable[[Record | None, str], Record],
    starts_ticked: Callable[[str], bool],
) -> None:
    pairs = [_pair(draft, kind, rows[mis_id], one, merge, starts_ticked) for mis_id, one in found.items()]
    linked = draft.linked(kind)
    for row in draft.rows(kind):
        if isinstance(row, InvalidRow):
            record = linked.get(row.mis_id)
            status, why = PairStatus.INVALID, row.problem
            pairs.append(Pair(kind=kind, status=status, why=why, row=row, record=record, left_alone=why))
    met = {pair.record.id for pair in pairs if pair.record}
    pairs += [
        _without_row(draft, record) for record in draft.before.records(kind).values() if record.id not in met
    ]
    draft.finish(kind, pairs)


def _pair(
    draft: Draft,
    kind: Kind,
    row: MisRow,
    found: Found,
    merge: Callable[[Record | None, str], Record],
    starts_ticked: Callable[[str], bool],
) -> Pair:
    record = draft.before.records(kind).get(found.record_id) if found.record_id else None
    pair = Pair(
        kind=kind, status=found.status, why=found.why, row=row, record=record, candidates=found.candidates
    )
    if found.status is PairStatus.MAY_MATCH:
        return pair.with_(left_alone="undecided")
    if found.status is PairStatus.CLASH:
        return pair.with_(left_alone=found.why)
    if found.status is PairStatus.NEW:
        ticked = draft.ticked(kind, row.mis_id, default=starts_ticked(row.mis_id))
        pair = pair.with_(ticked=ticked)
        if not ticked:
            return pair.with_(left_alone="not set up")
    after = merge(record, row.mis_id).with_(link=draft.link(row), desync=None)
    return pair.with_(change=draft.change(kind, found.why, record, after))


def _without_row(draft: Draft, record: Record) -> Pair:
    if record.is_synced:
        return draft.desync(record, Reason.GONE, "no longer in the MIS")
    status = PairStatus.NOT_MATCHED if record.link is None else PairStatus.DESYNCED
    return Pair(kind=record.kind, status=status, why="no group of the MIS is this one", record=record)
