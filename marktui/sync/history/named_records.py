"""The records that an entry of the history is about without having changed them."""

from collections.abc import Iterator
from enum import StrEnum

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Record
from marktui.store.file.entry import KEPT, Entry, What


class Named(StrEnum):
    """What an entry says of a record; the value is how a person reads it."""

    KEPT = "kept"
    """Nothing that was read has it, and it stays as it was."""
    EXPORTED = "exported"
    TO_REVOKE = "to revoke"


def named_ids(entry: Entry) -> dict[str, Named]:
    """The records that an entry names, by their ids, with what it says of each."""
    named = dict.fromkeys(entry.kept, Named.KEPT)
    if entry.what is What.EXPORT and entry.web_hub:
        named |= dict.fromkeys(entry.web_hub.pupils, Named.EXPORTED)
        named |= dict.fromkeys(entry.web_hub.without_access, Named.TO_REVOKE)
    return named


def named_records(hub: Hub, entry: Entry) -> Iterator[tuple[Record, Named]]:
    """Those of them that are still there."""
    for record_id, what in named_ids(entry).items():
        record = hub.record(record_id)
        if record is not None:
            yield record, what


def more_kept(entry: Entry) -> int:
    """How many more records an entry kept than it names."""
    return sum(numbers.get(KEPT, 0) for numbers in entry.counts.values()) - len(entry.kept)
