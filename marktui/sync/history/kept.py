"""Whom a sync kept though nothing that it read has them, as its entry of the history names them."""

from collections.abc import Iterator

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Record
from marktui.store.file.entry import KEPT, Entry


def kept_records(hub: Hub, entry: Entry) -> Iterator[Record]:
    """The records that an entry names and that are still there."""
    records = (hub.record(one) for one in entry.kept)
    return (record for record in records if record is not None)


def number_kept(entry: Entry) -> int:
    """How many records an entry kept; of very many it names the first."""
    return sum(numbers.get(KEPT, 0) for numbers in entry.counts.values())
