"""What happened to one record, newest first."""

from collections.abc import Iterator, Sequence

from marktui.hub.model.hub import Hub
from marktui.hub.model.text import counted
from marktui.store.file.entry import Entry, RecordChange
from marktui.sync.history.listed_entries import describe_changes, with_former_classes
from marktui.sync.history.named_records import Named, named_ids
from marktui.sync.history.undone import undone_by
from marktui.tui.common.list.detail import Detail
from marktui.tui.common.text.words import listed
from marktui.tui.history.details import changed_details, who_words
from marktui.wording.dates import moment_words
from marktui.wording.sync.changes import CHANGED


def record_history(hub: Hub, entries: Sequence[Entry], record_id: str) -> list[Detail]:
    """The entries about a record, each with what it changed or says of it; takes a while in a big school.

    Args:
        hub: The present hub.
        entries: The whole history, newest first.
        record_id: The record.
    """
    undone, known = undone_by(entries), with_former_classes(hub, entries)
    found = [
        (entry, change, said)
        for entry in entries
        for change, said in [(_change(entry, record_id), named_ids(entry).get(record_id))]
        if change or said
    ]
    number = f"{counted(len(found), 'entry', 'entries')}, newest first"
    details = [Detail("History", number if found else "no entry yet", alone=True)]
    for entry, change, said in found:
        details += _entry(known, entry, change, said, undone.get(entry.number or 0))
    return details


def _change(entry: Entry, record_id: str) -> RecordChange | None:
    return next((change for change in entry.changes if change.id == record_id), None)


def _entry(
    hub: Hub, entry: Entry, change: RecordChange | None, said: Named | None, undone: int | None
) -> Iterator[Detail]:
    number = f" {entry.number}" if entry.number is not None else ""
    remark = f"undone by {undone}" if undone else f"of entry {entry.undoes}" if entry.undoes else ""
    did = CHANGED[change.do] if change else said.value if said else ""
    words = listed((moment_words(entry.at), who_words(hub, entry), did, remark))
    yield Detail(f"{entry.what.value.capitalize()}{number}", words, alone=True)
    for changed in describe_changes(hub, (change,) if change else ()):
        yield from changed_details(changed)
