"""The status of a hub: connection, age of the MIS data, last syncs, counts, and what waits for a person."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from marktui.hub.leavers.waiting import awaits_review, back_in_mis, due_for_purge
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person, Record, Status
from marktui.hub.model.setup_order import needs_resync, next_step
from marktui.store.file.entry import EntryHead, What
from marktui.sync.history.undone import note_undo

if TYPE_CHECKING:
    from marktui.sync.model.review_decisions import Decisions

_COMPLETE = frozenset({What.RUN, What.NOTHING})
_ATTEMPTS = _COMPLETE | {What.HELD, What.FAILED}
_RUNS = frozenset({What.RUN, What.UNDO})

E = TypeVar("E", bound=EntryHead)


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
    undone_by: int | None = None
    """The number of the entry that undid this run."""


class Connected(Struct, frozen=True):
    """The connection, and how old its data is."""

    connector: str
    settings: dict[str, str]
    school: str | None
    """What the MIS calls the school; its number, and its own part of the address, where there are such."""
    urn: str | None
    site: str | None
    missing: tuple[str, ...]
    connected_at: datetime | None
    data_at: datetime | None
    """When the service last collected from the MIS, as of the last sync."""
    holds_until: datetime | None = None
    """When the connection ends by itself; None where it renews itself, or has no end."""
    school_id: str | None = None
    """The school's id at the service, where it is known."""


class SetUp(Struct, frozen=True):
    """How far the first set-up has come."""

    done: bool
    saved: tuple[str, ...]
    next: str | None


class RecordCounts(Struct, frozen=True):
    """How many records of a kind there are, by status."""

    total: int
    synced: int
    desynced: int
    not_linked: int


class WaitingCounts(Struct, frozen=True):
    """What waits for a person."""

    may_match: int
    clash: int
    leavers: int
    """How many leavers wait for a decision."""
    held: str | None
    """The id of a plan that was held, if its kinds were not synced since."""
    resync_pupils: bool


class StatusReport(Struct, frozen=True, omit_defaults=True):
    """The document of `marktui status --json`."""

    school: dict[str, str | None]
    connection: Connected | None
    set_up: SetUp
    last: dict[str, Last]
    counts: dict[str, RecordCounts]
    waiting: WaitingCounts
    clock: str | None = None
    """Why the clock of this machine may be wrong; not in the document if it seems right."""


class Attempts(Generic[E]):
    """Gathers from the history, newest first, what is known of each kind's last syncs.

    Args:
        with_runs: Whether to find the last run that changed something. A kind may never have had one, so
            this may read the whole history.
    """

    def __init__(self, *, with_runs: bool = True) -> None:
        self.newest: dict[Kind, E] = {}
        """The newest attempt of each kind, the newest of all first."""
        self.runs: dict[Kind, E] = {}
        """The newest run of each kind, as far as it was asked for."""
        self.counted: dict[Kind, E] = {}
        """The newest attempt of each kind that got as far as a plan."""
        self.complete: dict[Kind, E] = {}
        """The newest attempt of each kind that was saved, with something to change or with nothing;
        the newest of all first."""
        self.data_at: datetime | None = None
        """When the service last collected from the MIS, where it says so."""
        self._newest_complete: E | None = None
        self._undone: dict[int, int] = {}
        self._with_runs = with_runs

    def take(self, entry: E) -> bool:
        """Take in an entry; true once older entries no longer matter."""
        note_undo(entry, self._undone)
        if entry.what in _ATTEMPTS:
            if len(self.complete) < len(Kind):
                self.data_at = self.data_at or entry.data_at
            if entry.what in _COMPLETE:
                self._newest_complete = self._newest_complete or entry
            for kind in entry.kinds:
                self._take_kind(kind, entry)
        is_first = entry.number == 1
        has_runs = is_first or not self._with_runs or len(self.runs) == len(Kind)
        return has_runs and len(self.complete) == len(Kind)

    def sought(self) -> frozenset[What] | None:
        """Which older entries still matter; None for all."""
        return _RUNS if len(self.complete) == len(Kind) else None

    def _take_kind(self, kind: Kind, entry: E) -> None:
        self.newest.setdefault(kind, entry)
        if entry.what is not What.FAILED:
            self.counted.setdefault(kind, entry)
        if entry.what in _COMPLETE:
            self.complete.setdefault(kind, entry)
        if entry.what is What.RUN:
            self.runs.setdefault(kind, entry)

    def undone_by(self, number: int | None) -> int | None:
        """The number of the entry that undid one of these; None where it stands."""
        return self._undone.get(number or 0)

    @property
    def read_counts(self) -> dict[Kind, int]:
        """How many rows each list had when it was last read."""
        return {kind: entry.counts_of(kind).read for kind, entry in self.counted.items()}

    @property
    def held(self) -> E | None:
        """The newest attempt that was held, if its kinds were not synced since."""
        return next((entry for entry in self.newest.values() if entry.what is What.HELD), None)

    @property
    def last_reading(self) -> E | None:
        """The newest attempt of all, whatever came of it."""
        return next(iter(self.newest.values()), None)

    @property
    def hub_data_at(self) -> datetime | None:
        """How old the data in the hub is: when it was collected, at the latest when it was read."""
        entry = self._newest_complete
        return min(entry.data_at or entry.at, entry.at) if entry else None


class Cause(Enum):
    """Why something waits for a person, the most urgent first."""

    UNSAVED = auto()
    """Decisions of a review that are not saved."""
    RESYNC = auto()
    """Year groups or classes changed since pupils were saved."""
    HELD = auto()
    """A plan was held for approval."""
    LEAVERS = auto()
    """People who have left and are not decided about."""
    DUE = auto()
    """Pending deletions that may be purged."""
    BACK = auto()
    """People pending deletion who are in the MIS."""
    MAY_MATCH = auto()
    CLASH = auto()


class Waiting(Struct, frozen=True, kw_only=True):
    """One thing that waits for a person."""

    cause: Cause
    kinds: tuple[Kind, ...]
    """What it concerns."""
    number: int = 1
    """How many records or rows wait."""
    people: tuple[str, ...] = ()
    """The ids of the people, where it is known who they are."""
    plan: str | None = None
    """The id of the plan that was held."""


def what_waits(
    hub: Hub,
    few: Iterable[Record],
    attempts: Attempts[E],
    today: date,
    unsaved: "Decisions | None" = None,
) -> Iterator[Waiting]:
    """Everything that waits for a person.

    Args:
        few: The records of the hub that are out of the ordinary.
        unsaved: What was decided in a review and is not saved.
    """
    if unsaved is not None:
        yield from unsaved_waits(unsaved)
    if needs_resync(hub):
        yield Waiting(cause=Cause.RESYNC, kinds=(Kind.PUPIL,))
    if held := attempts.held:
        yield Waiting(cause=Cause.HELD, kinds=held.kinds, plan=held.plan)
    people = [one for one in few if isinstance(one, Person)]
    for cause, waiting in (
        (Cause.LEAVERS, [one for one in people if awaits_review(one, today)]),
        (Cause.DUE, due_for_purge(people, today)),
        (Cause.BACK, back_in_mis(people)),
    ):
        if waiting:
            ids = tuple(one.id for one in waiting)
            yield Waiting(cause=cause, kinds=(Kind.TEACHER, Kind.PUPIL), number=len(ids), people=ids)
    for kind, entry in sorted(attempts.counted.items(), key=lambda item: list(Kind).index(item[0])):
        counted = entry.counts_of(kind)
        for cause, number in ((Cause.MAY_MATCH, counted.may_match), (Cause.CLASH, counted.clash)):
            if number:
                yield Waiting(cause=cause, kinds=(kind,), number=number)


def unsaved_waits(unsaved: "Decisions") -> Iterator[Waiting]:
    """That there are decisions of a review which are not saved; nothing where there are none."""
    if unsaved.number:
        yield Waiting(cause=Cause.UNSAVED, kinds=unsaved.kinds, number=unsaved.number)


def report_status(
    hub: Hub,
    few: Iterable[Record],
    attempts: Attempts[E],
    waits: Collection[Waiting],
    holds_until: datetime | None = None,
    clock: str | None = None,
) -> StatusReport:
    """The status of a hub.

    Args:
        few: The records of the hub that are out of the ordinary.
        waits: Everything that waits for a person.
        holds_until: When the connection ends by itself, if it does.
        clock: Why the clock of this machine may be wrong, if it seems so.
    """
    step = next_step(hub)
    return StatusReport(
        clock=clock,
        school={"name": hub.school.name, "centre_id": hub.school.centre_id},
        connection=_connected(hub, attempts, holds_until),
        set_up=SetUp(
            done=step is None,
            saved=tuple(kind.plural for kind in hub.saved),
            next=step.plural if step else None,
        ),
        last={kind.plural: _last(kind, attempts) for kind in Kind},
        counts={kind.plural: numbers for kind, numbers in count_by_status(hub, few).items()},
        waiting=WaitingCounts(
            may_match=_number(waits, Cause.MAY_MATCH),
            clash=_number(waits, Cause.CLASH),
            leavers=_number(waits, Cause.LEAVERS),
            held=next((one.plan for one in waits if one.cause is Cause.HELD), None),
            # Also during the first set-up, when pupils have never been synced.
            resync_pupils=hub.resync_pupils,
        ),
    )


def _number(waits: Iterable[Waiting], cause: Cause) -> int:
    return sum(one.number for one in waits if one.cause is cause)


def _connected(hub: Hub, attempts: Attempts[E], end: datetime | None) -> Connected | None:
    one = hub.connection
    if one is None:
        return None
    return Connected(
        connector=one.connector,
        settings=one.settings,
        school=one.school,
        urn=one.urn,
        site=one.site,
        missing=one.missing,
        connected_at=one.connected_at,
        data_at=attempts.data_at,
        holds_until=end,
        school_id=one.school_id,
    )


def _last(kind: Kind, attempts: Attempts[E]) -> Last:
    newest, run = attempts.newest.get(kind), attempts.runs.get(kind)
    return Last(
        attempt_at=newest.at if newest else None,
        outcome=newest.what.value if newest else None,
        message=newest.text or None if newest else None,
        run=run.number if run else None,
        run_at=run.at if run else None,
        undone_by=attempts.undone_by(run.number) if run else None,
    )


def count_by_status(hub: Hub, few: Iterable[Record]) -> dict[Kind, RecordCounts]:
    """How many records of each kind there are, by status.

    Args:
        few: Those out of the ordinary: all others are Synced.
    """
    numbers = Counter([(one.kind, one.status) for one in few])
    counts = {}
    for kind in Kind:
        desynced, not_linked = numbers[kind, Status.DESYNCED], numbers[kind, Status.NOT_LINKED]
        total = len(hub.records(kind))
        counts[kind] = RecordCounts(total, total - desynced - not_linked, desynced, not_linked)
    return counts
