"""How a hub stands: connection, age of the MIS data, last syncs, counts, and what waits for a person."""

from collections.abc import Collection
from datetime import datetime

from msgspec import Struct

from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.hub.record import Record, Status
from marktui.hub.roster import leavers
from marktui.hub.set_up import next_step
from marktui.store.entry import Entry, What

_ATTEMPTS = frozenset({What.RUN, What.NOTHING, What.HELD, What.FAILED})


class Last(Struct, frozen=True):
    """The last time that a kind was synced, or tried to be."""

    attempt_at: datetime | None = None
    outcome: str | None = None
    """`run`, `nothing`, `held` or `failed`."""
    message: str | None = None
    """Why it failed or was held."""
    run: int | None = None
    """The number of the last run that changed something."""
    run_at: datetime | None = None


class Connected(Struct, frozen=True):
    """The connection, and how old its data is."""

    connector: str
    settings: dict[str, str]
    school: str | None
    missing: tuple[str, ...]
    connected_at: datetime | None
    data_at: datetime | None
    """When the service last collected from the MIS, as of the last sync."""


class SetUp(Struct, frozen=True):
    """How far the first set-up has come."""

    done: bool
    saved: tuple[str, ...]
    next: str | None


class Numbers(Struct, frozen=True):
    """How many records of a kind there are, by status."""

    total: int
    synced: int
    desynced: int
    not_linked: int


class Waits(Struct, frozen=True):
    """What waits for a person."""

    may_match: int
    clash: int
    leavers: int
    held: str | None
    """The id of a plan that was held, if nothing came of its kinds since."""
    resync_pupils: bool


class StatusReport(Struct, frozen=True):
    """The document of `marktui status --json`."""

    school: dict[str, str | None]
    connection: Connected | None
    set_up: SetUp
    last: dict[str, Last]
    counts: dict[str, Numbers]
    waiting: Waits


class Attempts:
    """Gathers from the history, newest first, what is known of each kind's last sync."""

    def __init__(self) -> None:
        self.newest: dict[Kind, Entry] = {}
        """The newest attempt of each kind."""
        self.runs: dict[Kind, Entry] = {}
        """The newest run of each kind."""
        self.counted: dict[Kind, Entry] = {}
        """The newest attempt of each kind that got as far as a plan."""
        self.data_at: datetime | None = None

    def take(self, entry: Entry) -> bool:
        """Take in an entry; true once older ones can tell nothing new."""
        if entry.what in _ATTEMPTS:
            self.data_at = self.data_at or entry.data_at
            for kind in entry.kinds:
                self.newest.setdefault(kind, entry)
                if entry.what is What.RUN:
                    self.runs.setdefault(kind, entry)
                if entry.what is not What.FAILED:
                    self.counted.setdefault(kind, entry)
        return len(self.runs) == len(Kind)

    @property
    def read_counts(self) -> dict[Kind, int]:
        """How many rows each list had when it was last read."""
        return {
            kind: entry.counts.get(kind.plural, {}).get("read", 0) for kind, entry in self.counted.items()
        }

    @property
    def held_plan(self) -> str | None:
        """The plan of the newest attempt of some kind that was held."""
        held = [entry for entry in self.newest.values() if entry.what is What.HELD]
        return max(held, key=lambda entry: entry.at).plan if held else None

    def waiting(self, count: str) -> int:
        """A count summed over the newest plan of each kind."""
        return sum(entry.counts.get(kind.plural, {}).get(count, 0) for kind, entry in self.counted.items())


def report_status(hub: Hub, attempts: Attempts) -> StatusReport:
    """How a hub stands.

    Args:
        hub: The hub.
        attempts: What its history tells.
    """
    step = next_step(hub)
    return StatusReport(
        school={"name": hub.school.name, "centre_id": hub.school.centre_id},
        connection=_connected(hub, attempts),
        set_up=SetUp(
            done=step is None,
            saved=tuple(kind.plural for kind in hub.saved),
            next=step.plural if step else None,
        ),
        last={kind.plural: _last(kind, attempts) for kind in Kind},
        counts={kind.plural: _numbers(hub.records(kind).values()) for kind in Kind},
        waiting=Waits(
            may_match=attempts.waiting("may_match"),
            clash=attempts.waiting("clash"),
            leavers=len(leavers(hub)),
            held=attempts.held_plan,
            resync_pupils=hub.resync_pupils,
        ),
    )


def _connected(hub: Hub, attempts: Attempts) -> Connected | None:
    one = hub.connection
    if one is None:
        return None
    return Connected(one.connector, one.settings, one.school, one.missing, one.connected_at, attempts.data_at)


def _last(kind: Kind, attempts: Attempts) -> Last:
    newest, run = attempts.newest.get(kind), attempts.runs.get(kind)
    return Last(
        attempt_at=newest.at if newest else None,
        outcome=newest.what.value if newest else None,
        message=newest.text or None if newest else None,
        run=run.number if run else None,
        run_at=run.at if run else None,
    )


def _numbers(records: Collection[Record]) -> Numbers:
    statuses = [record.status for record in records]
    return Numbers(len(statuses), *(statuses.count(status) for status in Status))
