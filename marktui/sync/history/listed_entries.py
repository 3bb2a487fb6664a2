"""The history as a person or a script reads it: each entry with the records it changed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct, structs

from marktui.hub.model.fields import CHANGED_FIELDS
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record, SchoolClass
from marktui.hub.model.text import fold
from marktui.store.file.entry import Do, Entry, RecordChange
from marktui.store.file.record_changes import decode_record
from marktui.sync.history.named_records import Named, named_records
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

    def takes(self, entry: Entry, hub: Hub) -> bool:
        """Whether an entry is one of them.

        Args:
            entry: The entry.
            hub: The present hub, with the names of those whom an entry names without having changed them.
        """
        if self.number is not None and entry.number != self.number:
            return False
        if self.kind is not None and self.kind not in kinds_of(entry):
            return False
        if self.person is None or any(self.takes_change(change) for change in entry.changes):
            return True
        return next(self.named(entry, hub), None) is not None

    def named(self, entry: Entry, hub: Hub) -> Iterator[tuple[Record, Named]]:
        """Those asked for whom an entry names without having changed them, with what it says of each."""
        for record, said in named_records(hub, entry):
            if self.kind in (None, record.kind) and self._is_asked_for(record.id, record):
                yield record, said

    def takes_change(self, change: RecordChange) -> bool:
        """Whether a record is one of those asked for."""
        if self.kind is not None and change.kind is not self.kind:
            return False
        if self.person in (None, change.id):
            return True
        states = (decode_record(change.kind, change.before), decode_record(change.kind, change.after))
        return self._is_asked_for(change.id, *(one for one in states if one))

    def _is_asked_for(self, record_id: str, *states: Record) -> bool:
        person = self.person
        return person in (None, record_id) or any(fold(person or "") in fold(one.label) for one in states)


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


def matching(hub: Hub, entries: Iterable[Entry], search: Search) -> list[Entry]:
    """The entries that are asked for, each with those of its records that are."""
    return [
        structs.replace(
            entry, kinds=kinds_of(entry), changes=tuple(filter(search.takes_change, entry.changes))
        )
        for entry in entries
        if search.takes(entry, hub)
    ]


def listed_history(hub: Hub, entries: Sequence[Entry], search: Search) -> list[dict[str, Any]]:
    """The history as the document of `marktui history --json`: every key always there."""
    undone, hub = undone_by(entries), with_former_classes(hub, entries)
    return [
        _listed(hub, entry, undone.get(entry.number or 0))
        | {"named": [_named(*one) for one in search.named(entry, hub)]}
        for entry in matching(hub, entries, search)
    ]


def _named(record: Record, said: Named) -> dict[str, str]:
    return {"kind": record.kind.value, "id": record.id, "name": record.label, "said": said.value}


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
