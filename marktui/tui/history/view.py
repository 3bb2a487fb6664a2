"""The history as a list shows it: each entry, and the entry that undid it."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record
from marktui.hub.model.text import unaccented
from marktui.store.file.entry import Entry, RecordChange
from marktui.store.file.record_changes import decode_record
from marktui.sync.history.change_counts import entry_changes
from marktui.sync.history.listed_entries import kinds_of, with_former_classes
from marktui.sync.history.named_records import named_records
from marktui.sync.history.undone import undone_by
from marktui.sync.model.change_counts import ChangeCounts
from marktui.tui.common.list.catalogue import View


class HistoryLine(Struct, frozen=True):
    """One entry of the history."""

    id: str
    """Its place counted from the oldest: notes have no number, and entries are only ever added."""
    entry: Entry
    kinds: tuple[Kind, ...]
    counts: ChangeCounts
    """What it did to the records."""
    undone_by: int | None
    """The number of the entry that undid this one."""


class HistoryView(View):
    """The hub with its history, whose entries come newest first."""

    def __init__(self, hub: Hub, today: date | None, entries: Sequence[Entry]) -> None:
        super().__init__(with_former_classes(hub, entries), today)
        undone, oldest = undone_by(entries), len(entries)
        self.lines = [
            HistoryLine(
                str(oldest - place),
                entry,
                kinds_of(entry),
                entry_changes(entry),
                undone.get(entry.number or 0),
            )
            for place, entry in enumerate(entries)
        ]
        self.largest = max((line.counts.total for line in self.lines), default=0)
        """The most records that an entry changed."""
        self.names: dict[str, list[str]] = {}
        """Ids and names of the records of each entry, without accents; empty until somebody filters."""

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self.lines)

    def read_names(self) -> None:
        """Find the names of the records that each entry changed or names; takes a while in a big school."""
        self.names = {line.id: list(_names(self.hub, line.entry)) for line in self.lines}

    def changes(self, line: HistoryLine, text: str) -> Sequence[RecordChange]:
        """The changes of an entry; with a text, those of the records that it names, if there are any."""
        changes, wanted = line.entry.changes, unaccented(text).split()
        if not wanted or text.startswith("!"):
            return changes
        names = self.names.get(line.id, ())
        named = [
            change
            for change, words in zip(changes, names, strict=False)
            if all(word in words for word in wanted)
        ]
        return named or changes


def _names(hub: Hub, entry: Entry) -> Iterable[str]:
    """Of each change, in their order, then of others."""
    for change in entry.changes:
        states = (decode_record(change.kind, change.before), decode_record(change.kind, change.after))
        labels = dict.fromkeys(record.label for record in states if record)
        yield unaccented(" ".join((change.id, *labels)))
    for record, _ in named_records(hub, entry):
        yield _words(record)


def has_words(record: Record, text: str) -> bool:
    """Whether a record has all the words of a filter in its id and name."""
    words = _words(record)
    return all(word in words for word in unaccented(text).split())


def _words(record: Record) -> str:
    return unaccented(f"{record.id} {record.label}")
