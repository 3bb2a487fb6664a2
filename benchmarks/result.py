"""Whether a hub that lost its writer still keeps every promise."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from benchmarks.leftovers import Leftovers
from marktui.hub.model.hub import Hub
from marktui.store.file.entry import Entry
from marktui.store.file.record_changes import decode_record


class Broken(StrEnum):
    """A promise that was not kept."""

    UNREADABLE = "unreadable"
    LOST = "lost"
    """What was acknowledged is not there."""
    BETWEEN = "neither old nor new"
    UNSOUND = "not sound"
    LOCKED = "still locked"
    FAILED = "failed"
    """The sync ended by itself with an error."""


def broken_promises(
    before: Leftovers, after: Leftovers, acknowledged: Mapping[int, str], roll: Mapping[str, str | None]
) -> Iterator[tuple[Broken, str]]:
    """What is not as it must be, each with the details.

    Args:
        before: The folder before the process.
        after: The folder after its death.
        acknowledged: The number of each run that was ever said to be done, with the id of its plan.
        roll: Who is on roll in the MIS, with their classes.
    """
    kept = {entry.number: entry.plan for entry in after.entries}
    lost = [number for number, plan in acknowledged.items() if kept.get(number) != plan]
    if lost:
        yield Broken.LOST, f"runs {lost} are not in the history"
    if acknowledged and after.hub.next_entry <= max(acknowledged):
        yield Broken.LOST, f"run {max(acknowledged)} is not in the records"
    if after.numbers != tuple(range(1, after.hub.next_entry)):
        yield (
            Broken.BETWEEN,
            f"the history has the numbers {after.numbers[-5:]} before {after.hub.next_entry}",
        )
    if after.hub != before.hub:
        yield from ((Broken.BETWEEN, why) for why in _not_as_planned(before.hub, after, roll))
    yield from ((Broken.UNSOUND, sentence) for sentence in after.grave)
    if after.is_locked:
        yield Broken.LOCKED, "the lock of the dead is still held"


def _not_as_planned(before: Hub, after: Leftovers, roll: Mapping[str, str | None]) -> Iterator[str]:
    hub = after.hub
    if hub != _carried_out(before, after.entries[0]):
        yield "the records are not what the newest entry made of them"
    synced = {
        one.link.mis_id: hub.class_name(one) for one in hub.pupils.values() if one.is_synced and one.link
    }
    if synced != roll:
        yield "the synced pupils are not those on roll"


def synced(hub: Hub) -> dict[str, str | None]:
    """The Synced pupils by MIS id, each with the name of the class."""
    return {one.link.mis_id: hub.class_name(one) for one in hub.pupils.values() if one.is_synced and one.link}


def _carried_out(before: Hub, entry: Entry) -> Hub:
    """The hub as an entry of the history says that it became."""
    made = (decode_record(change.kind, change.after) for change in entry.changes)
    after = before.with_records(record for record in made if record)
    return after.with_(generation=before.generation + 1, next_entry=before.next_entry + 1)
