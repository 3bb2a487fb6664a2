"""The numbers of a restored hub. No number is used twice."""

from collections.abc import Iterable, Sequence

from marktui.hub.model.hub import Hub
from marktui.store.disk.errors import StoreError
from marktui.store.file.entry import Entry
from marktui.store.file.load import load_hub_file
from marktui.store.history.backups import Backup


def with_later_numbers(
    hub: Hub, present: Hub | None, backups: Sequence[Backup], entries: Iterable[Entry]
) -> Hub:
    """A restored hub as the next generation, with its numbers continuing from the latest ones.

    Args:
        present: The hub that it replaces; None if that is damaged or missing.
        entries: All that the history holds, whether it stands or not.
    """
    entries = tuple(entries)
    latest = present or _newest(backups) or hub
    generation = 1 + (present.generation if present else _highest(hub, backups, entries))
    records = (int(change.id[1:]) for entry in entries for change in entry.changes)
    return hub.with_(
        generation=generation,
        next_entry=max([hub.next_entry, latest.next_entry, *(1 + (one.number or 0) for one in entries)]),
        next_record=max([hub.next_record, latest.next_record, *(1 + number for number in records)]),
        # A generation uses at most one approval, so this is more than were ever used and none counts twice.
        approvals=latest.approvals + generation - latest.generation,
    )


def _newest(backups: Iterable[Backup]) -> Hub | None:
    """The newest backup that can be read."""
    for backup in backups:
        try:
            return load_hub_file(backup.path)
        except StoreError:
            continue
    return None


def _highest(hub: Hub, backups: Iterable[Backup], entries: Iterable[Entry]) -> int:
    """The highest generation that a hub file can ever have had."""
    in_history = (entry.generation or 0 for entry in entries)
    return max([hub.generation, *(backup.generation for backup in backups), *in_history])
