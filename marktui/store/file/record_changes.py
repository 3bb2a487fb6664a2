"""Changes of records and of the hub itself, as entries of the history hold them."""

from collections.abc import Sequence
from typing import Protocol

import msgspec
from msgspec import Raw

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Record, SchoolClass, Teacher, YearGroup
from marktui.store.file.entry import SHARED_WITH, Do, RecordChange, Setting

_RECORDS: dict[Kind, type[Record]] = {
    Kind.TEACHER: Teacher,
    Kind.YEAR_GROUP: YearGroup,
    Kind.CLASS: SchoolClass,
    Kind.PUPIL: Pupil,
}
_ENCODER = msgspec.json.Encoder()
_NOTHING = Raw(b"null")
_CREATE, _UPDATE = Do.CREATE, Do.UPDATE


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


class Changed(Protocol):
    """A change of one record, before it is an entry's."""

    @property
    def kind(self) -> Kind:
        """The kind of the record."""

    @property
    def do(self) -> Do:
        """What is done to it."""

    @property
    def before(self) -> Record | None:
        """The record as it was."""

    @property
    def after(self) -> Record:
        """The record as it is now."""


def record_changes(changes: Sequence[Changed]) -> tuple[RecordChange, ...]:
    """The changes of many records."""
    afters = _encoded([one.after for one in changes])
    befores = iter(_encoded([one.before for one in changes if one.before is not None]))
    return tuple(
        [
            RecordChange(
                one.kind, one.after.id, one.do, _NOTHING if one.before is None else next(befores), now
            )
            for one, now in zip(changes, afters, strict=True)
        ]
    )


def _encoded(records: list[Record]) -> list[Raw]:
    """The JSON of many records, encoded in one go; no line break stands in any of it."""
    return list(map(Raw, _ENCODER.encode_lines(records).splitlines()))


def what_is_done(before: Record | None, after: Record | None) -> Do:
    """What a change does to a record, from the record before and after it."""
    if after is None:
        return Do.REMOVE
    if before is None:
        return _CREATE
    if bool(before.desync) != bool(after.desync):
        return Do.DESYNC if after.desync else Do.RETURN
    return _UPDATE


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
