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
from marktui.store.file.record_changes import decode_record
from marktui.sync.history.undone import undone_by
from marktui.sync.model.change_counts import COUNT_OF
from marktui.sync.model.field_changes import FieldChanges, differing


class ChangedRecord(Struct, frozen=True):
    """One record in an entry."""

    kind: Kind
    id: str
    name: str
    do: Do
    fields: FieldChanges
    """Each visible field that changed: before and after, classes by their present or last name."""

    @property
    def count(self) -> str:
        """In which count of an entry the record is."""
        _, mis_id = self.fields.get("mis_id", (None, None))
        is_only_linked = mis_id is not None and self.fields.keys() <= {"status", "connector", "mis_id"}
        return "linked" if self.do is Do.UPDATE and is_only_linked else COUNT_OF[self.do]


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


def matching(entries: Iterable[Entry], search: Search) -> list[Entry]:
    """The entries that are asked for, each with those of its records that are."""
    return [
        structs.replace(
            entry, kinds=kinds_of(entry), changes=tuple(filter(search.takes_change, entry.changes))
        )
        for entry in entries
        if search.takes(entry)
    ]


def listed_history(hub: Hub, entries: Sequence[Entry], search: Search) -> list[dict[str, Any]]:
    """The history as the document of `marktui history --json`: every key always there."""
    undone, hub = undone_by(entries), with_former_classes(hub, entries)
    return [_listed(hub, entry, undone.get(entry.number or 0)) for entry in matching(entries, search)]


def _listed(hub: Hub, entry: Entry, undone: int | None) -> dict[str, Any]:
    return {
        "number": entry.number,
        "what": entry.what.value,
        "at": entry.at.isoformat(),
        "login": entry.login,
        "account": entry.account,
        "generation": entry.generation,
        "plan": entry.plan,
        "connector": entry.connector,
        "kinds": [kind.value for kind in entry.kinds],
        "counts": entry.counts,
        "text": entry.text or None,
        "undoes": entry.undoes,
        "undone_by": undone,
        "backup": entry.backup,
        "settings": [structs.asdict(one) for one in entry.settings],
        "erased": entry.erased_people,
        "changes": [
            structs.asdict(one) | {"kind": one.kind.value} for one in describe_changes(hub, entry.changes)
        ],
    }
