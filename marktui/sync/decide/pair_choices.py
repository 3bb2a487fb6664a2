"""Choices that a row and a record, or two rows, are the same or not."""

from msgspec import structs

from marktui.hub.model.errors import UnknownIdError, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Connect, ListRecords
from marktui.hub.model.record import Record, YearGroup
from marktui.hub.model.school import Choices, MatchChoice, UnmatchChoice, row_key

_PEOPLE = (Kind.PUPIL, Kind.TEACHER)


def same(hub: Hub, mis_id: str, record_id: str) -> MatchChoice:
    """That a row and a record are the same."""
    record = hub.record(record_id)
    if record is None:
        raise UnknownIdError(
            f"There is no record {record_id!r} in the hub.", next=ListRecords.like(record_id)
        )
    return MatchChoice(_matchable(record), _connector(hub), mis_id, record.id)


def not_same(hub: Hub, mis_id: str, other: str, kind: Kind = Kind.PUPIL) -> UnmatchChoice:
    """That a row is not a record, or not the person of another row."""
    record = hub.record(other)
    if record is not None:
        return UnmatchChoice(_matchable(record), _connector(hub), mis_id, record.id)
    if other == mis_id:
        raise UsageError(f"{mis_id} is one row.", "Give the id of a record or of another row.")
    if kind not in _PEOPLE:
        raise UsageError("Only people are in the MIS twice.", "Say pupils or teachers.")
    return UnmatchChoice(kind, _connector(hub), mis_id, row_key(other))


def with_pair(choices: Choices, pair: MatchChoice | UnmatchChoice) -> Choices:
    """Choices with one more, in place of earlier ones about the same row or record."""
    row = (pair.kind, pair.connector, pair.mis_id)
    both = (*row, pair.record_id)
    if isinstance(pair, UnmatchChoice):
        matched = tuple(one for one in choices.matched if _both(one) != both)
        unmatched = (*(one for one in choices.unmatched if one != pair), pair)
        return structs.replace(choices, matched=matched, unmatched=unmatched)
    others = (one for one in choices.matched if _both(one)[:3] != row and one.record_id != pair.record_id)
    unmatched = tuple(one for one in choices.unmatched if _both(one) != both)
    return structs.replace(choices, matched=(*others, pair), unmatched=unmatched)


def _both(pair: MatchChoice | UnmatchChoice) -> tuple[Kind, str, str, str]:
    return (pair.kind, pair.connector, pair.mis_id, pair.record_id)


def _matchable(record: Record) -> Kind:
    if isinstance(record, YearGroup):
        raise UsageError("Year groups are matched by their code; they cannot be matched by hand.")
    return record.kind


def _connector(hub: Hub) -> str:
    name = hub.connection.connector if hub.connection else hub.last_connector
    if name is None:
        raise UsageError("The hub is not connected to an MIS.", next=Connect())
    return name
