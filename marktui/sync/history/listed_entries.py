"""The history as a person or a script reads it: each entry with the records it changed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct, structs

from marktui.hub.model.fields import CHANGED_FIELDS
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import SchoolClass
from marktui.hub.model.text import fold
from marktui.store.file.entry import Do, Entry, RecordChange
from marktui.store.file.tables import decode_record
from marktui.sync.history.undo import undone_by
from marktui.sync.model.field_changes import FieldChanges, differing


class ChangedRecord(Struct, frozen=True):
    """One record in an entry."""

    kind: Kind
    id: str
    name: str
    do: Do
    fields: FieldChanges
    """Each visible field that changed: before and after, classes by their present or last name."""


class Search(Struct, frozen=True, kw_only=True):
    """Which entries are asked for; what is None or empty asks for all."""

    person: str | None = None
    """A record's id, or a part of a name."""
    number: int | None = None
    kind: Kind | None = None

    def takes(self, entry: Entry) -> bool:
        """Whether an entry is one of them."""
        if self.number is not None and entry.number != self.number:
            return False
        if self.kind is not None and self.kind not in kinds_of(entry):
            return False
        return self.person is None or any(self.takes_change(change) for change in entry.changes)

    def takes_change(self, change: RecordChange) -> bool:
        """Whether a record is one of those asked for."""
        if self.kind is not None and change.kind is not self.kind:
            return False
        if self.person is None or change.id == self.person:
            return True
        states = (decode_record(change.kind, change.before), decode_record(change.kind, change.after))
        return any(fold(self.person) in fold(one.label) for one in states if one)


def kinds_of(entry: Entry) -> tuple[Kind, ...]:
    """The kinds that an entry concerns: those that were synced, else those of its records."""
    return entry.kinds or tuple(kind for kind in Kind if any(c.kind is kind for c in entry.changes))


def describe_changes(hub: Hub, changes: Iterable[RecordChange]) -> Iterator[ChangedRecord]:
    """The records of an entry with what changed."""
    for change in changes:
        before, after = decode_record(change.kind, change.before), decode_record(change.kind, change.after)
        record = after or before
        name = record.label if record else ""
        fields = differing(before, after, hub, CHANGED_FIELDS)
        yield ChangedRecord(change.kind, change.id, name, change.do, fields)


def with_former_classes(hub: Hub, entries: Iterable[Entry]) -> Hub:
    """The hub with the classes that were removed since, for the names of their pupils' former classes."""
    former: dict[str, SchoolClass] = {}
    for entry in entries:
        for change in entry.changes:
            if change.kind is not Kind.CLASS or change.id in hub.classes or change.id in former:
                continue
            last = decode_record(change.kind, change.after) or decode_record(change.kind, change.before)
            if isinstance(last, SchoolClass):
                former[change.id] = last
    return hub.with_records(former.values())


def listed_history(hub: Hub, entries: Sequence[Entry], search: Search) -> list[dict[str, Any]]:
    """The history as the document of `marktui history --json`: every key always there."""
    undone, hub = undone_by(entries), with_former_classes(hub, entries)
    return [
        _listed(hub, entry, undone.get(entry.number or 0), search) for entry in entries if search.takes(entry)
    ]


def _listed(hub: Hub, entry: Entry, undone: int | None, search: Search) -> dict[str, Any]:
    changes = [change for change in entry.changes if search.takes_change(change)]
    return {
        "number": entry.number,
        "what": entry.what.value,
        "at": entry.at.isoformat(),
        "login": entry.login,
        "account": entry.account,
        "generation": entry.generation,
        "plan": entry.plan,
        "connector": entry.connector,
        "kinds": [kind.value for kind in kinds_of(entry)],
        "counts": entry.counts,
        "text": entry.text or None,
        "undoes": entry.undoes,
        "undone_by": undone,
        "backup": entry.backup,
        "settings": [structs.asdict(one) for one in entry.settings],
        "erased": entry.erased_people,
        "changes": [structs.asdict(one) | {"kind": one.kind.value} for one in describe_changes(hub, changes)],
    }
