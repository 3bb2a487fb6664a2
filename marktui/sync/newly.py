"""Who was de-synced by the last run."""

from marktui.hub.hub import Hub
from marktui.hub.record import Person
from marktui.sync.pair import Do
from marktui.sync.status import Attempts


def newly_desynced(hub: Hub, attempts: Attempts) -> tuple[Person, ...]:
    """The leavers whom the last run of their kind de-synced.

    Args:
        hub: The hub.
        attempts: What its history tells, runs included.
    """
    lost = {
        change.id
        for kind, run in attempts.runs.items()
        for change in run.changes
        if change.kind is kind and change.do == Do.DESYNC
    }
    return tuple(one for one in hub.people() if one.id in lost and one.desync is not None)
