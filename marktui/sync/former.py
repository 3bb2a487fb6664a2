"""People whom the history still tells of, though the hub no longer has them: undone, or lost by a restore."""

from collections.abc import Iterable

from marktui.hub.hub import Hub
from marktui.hub.record import Link, Person
from marktui.store.document import record_from
from marktui.store.entry import Entry


def former_people(hub: Hub, entries: Iterable[Entry]) -> tuple[Person, ...]:
    """The people of the history who have no record in the hub, each as they were last, by name.

    Who is in the hub by another record is not among them: an undone run that was had again made it for the
    same row of the MIS.

    Args:
        hub: The hub.
        entries: Its history, newest first.
    """
    found: dict[str, Person] = {}
    links: dict[str, set[Link]] = {}
    for entry in entries:
        for change in entry.changes:
            if hub.record(change.id) is not None:
                continue
            for content in (change.after, change.before):
                record = record_from(change.kind, content)
                if isinstance(record, Person):
                    found.setdefault(record.id, record)
                    links.setdefault(record.id, set()).update([record.link] if record.link else [])
    held = {(one.kind, one.link) for one in hub.people()}
    gone = [one for one in found.values() if not any((one.kind, link) in held for link in links[one.id])]
    return tuple(sorted(gone, key=lambda one: (one.last_name.casefold(), one.first_name.casefold(), one.id)))
