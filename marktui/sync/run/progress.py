"""How far a reading or a save has come and how long it will still take, worked out from its events alone."""

from math import ceil

from msgspec import Struct, structs

from marktui.connectors.base import Awaiting, Pause
from marktui.hub.model.kind import Kind
from marktui.sync.run.course import Course
from marktui.sync.run.events import (
    Asking,
    Event,
    ListProgress,
    Planning,
    ReadingAgain,
    ReadingLeavers,
    Saving,
)

_MEASURED = 10.0
"""Seconds over which the rate is measured: long enough to be steady, short enough to follow the service."""
_SILENT = 2.0
"""Seconds without a sign of the service after which that is said."""

Step = ReadingLeavers | Asking | ReadingAgain | Planning | Saving
"""What is done beside reading lists, one at a time."""


class Silence(Struct, frozen=True):
    """The service sends nothing, though it has been asked."""

    seconds: float
    given_up_at: float
    """The seconds of silence after which it is given up."""
    attempt: int
    tries: int


class Count(Struct, frozen=True):
    """How much has been read of what, of one list or of several."""

    kinds: tuple[Kind, ...]
    done: int
    total: int | None
    about: bool = False
    """Whether part of the total is only the count of the last read."""


class Progress(Struct, frozen=True, kw_only=True):
    """How far the events so far show the work to be. Every clock counts seconds and only goes forward."""

    began: float
    """When the work began."""
    lists: dict[Kind, ListProgress] = {}
    """How far each list has come, in the order in which they were begun."""
    step: Step | None = None
    """What is done just now, if it is not the reading of lists."""
    is_stopping: bool = False
    """Whether it was asked to stop."""
    pause: Pause | None = None
    pause_ends: float = 0.0
    moved_at: float = 0.0
    """When a list came further. While others do, the wait of one is not worth telling."""
    awaiting: Awaiting | None = None
    awaiting_since: float = 0.0
    """When the service last sent something."""
    awaiting_until: float = 0.0
    """When it is given up."""
    samples: dict[Kind, tuple[tuple[float, int], ...]] = {}
    """When how many rows of each list had come, lately."""
    course: Course = Course()
    """When how many rows had come, of all lists together."""

    def after(self, event: Event, clock: float) -> "Progress":
        """The progress once an event has been heard."""
        match event:
            case ListProgress():
                return self._after_rows(event, clock)
            case Pause(seconds=seconds):
                return structs.replace(self, pause=event, pause_ends=clock + seconds)
            case Awaiting(silent=silent, given_up_in=left):
                return structs.replace(
                    self, awaiting=event, awaiting_since=clock - silent, awaiting_until=clock + left
                )
            case ReadingAgain():
                return structs.replace(self, step=event, pause=None, lists={}, samples={})
            case ReadingLeavers() | Asking() | Planning() | Saving():
                return structs.replace(self, step=event, pause=None)
        return self

    def _after_rows(self, event: ListProgress, clock: float) -> "Progress":
        kind, before = event.kind, self.lists.get(event.kind)
        came = max(0, event.done - (before.done if before else 0))
        return structs.replace(
            self,
            lists={**self.lists, kind: event},
            samples={**self.samples, kind: self._samples(event, clock)},
            course=self.course.after(came, clock - self.began),
            step=None,
            moved_at=clock,
        )

    def _samples(self, event: ListProgress, clock: float) -> tuple[tuple[float, int], ...]:
        before = self.samples.get(event.kind, ()) if event.done else ()
        kept = tuple(sample for sample in before if clock - sample[0] <= _MEASURED)
        return (*(kept or before[-1:]), (clock, event.done))

    @property
    def unfinished(self) -> tuple[ListProgress, ...]:
        """The lists that are being read."""
        return tuple(one for one in self.lists.values() if not one.whole)

    @property
    def count(self) -> Count | None:
        """What is counted just now: all lists together, or the one that takes longest."""
        counted = self._counted
        if self.step is not None or not counted:
            return None
        totals = [one.total for one in counted]
        return Count(
            tuple(kind for kind in Kind if any(one.kind is kind for one in counted)),
            sum(one.done for one in counted),
            None if None in totals else sum(total or 0 for total in totals),
            any(one.about for one in counted),
        )

    @property
    def _counted(self) -> tuple[ListProgress, ...]:
        if len(self.lists) == len(Kind):
            return tuple(self.lists.values())
        among = self.unfinished or tuple(self.lists.values())
        return (max(among, key=lambda one: (one.total or 0) - one.done),) if among else ()

    @property
    def rate(self) -> float | None:
        """Rows a second of what is counted, lately; None where nothing has come yet."""
        rates = [self._rate_of(one.kind) for one in self._counted if not one.whole]
        return sum(rate for rate in rates if rate) or None

    def _rate_of(self, kind: Kind) -> float | None:
        (began, before), (ended, after) = self.samples[kind][0], self.samples[kind][-1]
        return (after - before) / (ended - began) if after > before and ended > began else None

    def seconds_left(self, clock: float) -> int | None:
        """In how many seconds the lists will be read, side by side; None where nobody can tell."""
        rates = {one.kind: rate for one in self.unfinished if (rate := self._rate_of(one.kind))}
        rows = {one.kind: max(0, one.total - one.done) for one in self.unfinished if one.total is not None}
        if not rates or len(rows) < len(self.unfinished):
            return None
        # A list of which nothing has come yet will come no faster than the others.
        lefts = [sum(rows.values()) / sum(rates.values()), *(rows[kind] / rates[kind] for kind in rates)]
        left = max(lefts) - (clock - max(self.samples[kind][-1][0] for kind in rates))
        return ceil(left) if left > 0 else None

    def share(self, kind: Kind) -> float | None:
        """How much of a list has been read; None where nobody knows its length, or it is not begun."""
        one = self.lists.get(kind)
        if one is None or (not one.total and not one.whole):
            return None
        return 1.0 if one.whole or not one.total else min(1.0, one.done / one.total)

    def pause_left(self, clock: float) -> float | None:
        """For how many seconds nothing will be sent; None where there is no such wait."""
        if self.pause is None or clock >= self.pause_ends:
            return None
        has_moved_since = self.moved_at > self.pause_ends - self.pause.seconds
        return None if has_moved_since and clock - self.moved_at < _SILENT else self.pause_ends - clock

    def silence(self, clock: float) -> Silence | None:
        """For how long the service has been silent, once that is worth telling."""
        awaiting, silent = self.awaiting, clock - self.awaiting_since
        if awaiting is None or not awaiting.requests or silent < _SILENT:
            return None
        return Silence(silent, self.awaiting_until - self.awaiting_since, awaiting.attempt, awaiting.tries)
