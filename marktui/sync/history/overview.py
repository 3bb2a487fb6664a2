"""What the last syncs made of the school: the numbers behind the pictures of the data."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import takewhile

from msgspec import Struct, structs

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, Record, Status, usual_year_name, year_order
from marktui.hub.model.roster import Membership, class_membership, leavers, roster
from marktui.store.file.entry import Counts, Entry, What
from marktui.store.file.record_changes import decode_record
from marktui.sync.history.change_counts import entry_changes
from marktui.sync.history.status import Attempts
from marktui.sync.history.undone import undone_by
from marktui.sync.model.change_counts import ChangeCounts

_MONTHS = 12
_RUNS = 40
"""How many of the newest months and runs are looked at."""


class KindOverview(Struct, frozen=True, kw_only=True):
    """The last sync of one kind that was saved."""

    kind: Kind
    at: datetime | None = None
    """None where there was none yet."""
    counts: Counts = Counts()
    """What was read."""
    done: ChangeCounts = ChangeCounts()
    """What was done."""
    run: int | None = None
    """Its number, if it changed something."""
    undone_by: int | None = None
    """The number of the entry that undid it; then what it did is no longer so."""

    @property
    def as_before(self) -> int:
        """How many records it met and left as they are."""
        met = self.counts.synced + self.counts.matched
        return max(0, met - self.done.changed - self.done.linked - self.done.returned)


class YearSize(Struct, frozen=True):
    """The pupils on roll in one year group."""

    name: str
    before: int
    """Before the last pupil run that stands."""
    now: int


class ClassSize(Struct, frozen=True):
    """The pupils in one class."""

    name: str
    on_roll: int
    leavers: int
    """De-synced pupils keep their last class."""


class MonthOfLeavers(Struct, frozen=True):
    """How many of the leavers left in one month."""

    first_day: date
    number: int


class RunSize(Struct, frozen=True):
    """One run, and what it did."""

    number: int
    at: datetime
    done: ChangeCounts


class Overview(Struct, frozen=True, kw_only=True):
    """Everything that is drawn of a hub."""

    kinds: tuple[KindOverview, ...]
    pupil_run: int | None
    """The number of the last pupil run that stands: with the sizes before it, today's are compared."""
    years: tuple[YearSize, ...]
    """In school order."""
    classes: tuple[ClassSize, ...]
    """In the order of the lists."""
    months: tuple[MonthOfLeavers, ...]
    """The last twelve, the oldest first."""
    runs: tuple[RunSize, ...]
    """The newest of those that stand, the oldest first."""


def overview(hub: Hub, entries: Sequence[Entry], today: date) -> Overview:
    """The numbers of a hub. Takes a moment in a big school.

    Args:
        entries: The whole history, newest first.
    """
    attempts = Attempts[Entry]()
    # It says when older entries no longer matter.
    next((entry for entry in entries if attempts.take(entry)), None)
    # Of what a restore did, the history does not hold each change.
    since = tuple(takewhile(lambda one: one.what is not What.RESTORE, entries))
    run = next((one for one in _standing_runs(since) if Kind.PUPIL in one.kinds), None)
    return structs.replace(
        present_overview(hub, attempts, today),
        pupil_run=run.number if run else None,
        years=tuple(_years(hub, entries[: entries.index(run) + 1] if run else ())),
        runs=tuple(_runs(_standing_runs(entries))),
    )


def present_overview(hub: Hub, attempts: Attempts[Entry], today: date) -> Overview:
    """The numbers that are known without the history: nothing is compared, and no run is named."""
    return Overview(
        kinds=tuple(_kind(kind, attempts) for kind in Kind),
        pupil_run=None,
        years=tuple(_years(hub, ())),
        classes=tuple(_classes(hub)),
        months=tuple(_months(hub, today)),
        runs=(),
    )


def _kind(kind: Kind, attempts: Attempts[Entry]) -> KindOverview:
    entry = attempts.complete.get(kind)
    if entry is None:
        return KindOverview(kind=kind)
    return KindOverview(
        kind=kind,
        at=entry.at,
        counts=entry.counts_of(kind),
        done=entry_changes(entry, kind),
        run=entry.number,
        undone_by=attempts.undone_by(entry.number),
    )


def _years(hub: Hub, since: Iterable[Entry]) -> Iterator[YearSize]:
    """The year groups, before some entries and now: their changes are undone one by one."""
    now = Counter(filter(None, map(_year, hub.pupils.values())))
    before = now.copy()
    for change in (change for entry in since for change in entry.changes):
        if change.kind is Kind.PUPIL:
            came = _year(decode_record(change.kind, change.after))
            went = _year(decode_record(change.kind, change.before))
            before.subtract(filter(None, (came,)))
            before.update(filter(None, (went,)))
    names = {year.code: year.name for year in hub.year_groups.values()}
    for code in sorted({*now, *names, *(one for one in before if before[one] > 0)}, key=year_order):
        yield YearSize(names.get(code) or usual_year_name(code), max(0, before[code]), now[code])


def _year(record: Record | None) -> str | None:
    """The year group of a pupil on roll."""
    is_here = isinstance(record, Pupil) and record.status is not Status.DESYNCED
    return record.year_group if is_here and isinstance(record, Pupil) else None


def _classes(hub: Hub) -> Iterator[ClassSize]:
    members = class_membership(hub)
    for one in roster(hub, Kind.CLASS):
        who = members.get(one.id, Membership())
        yield ClassSize(one.label, who.pupils - who.leavers, who.leavers)


def _months(hub: Hub, today: date) -> Iterator[MonthOfLeavers]:
    days = (one.desync.gone_on for one in leavers(hub) if one.desync)
    numbers = Counter(_month_number(day) for day in days)
    for month in range(_month_number(today) - _MONTHS + 1, _month_number(today) + 1):
        yield MonthOfLeavers(date(month // 12, month % 12 + 1, 1), numbers[month])


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _standing_runs(entries: Sequence[Entry]) -> list[Entry]:
    """The runs that were not undone, newest first."""
    undone = undone_by(entries)
    return [one for one in entries if one.what is What.RUN and one.number and one.number not in undone]


def _runs(runs: Sequence[Entry]) -> Iterator[RunSize]:
    for one in reversed(runs[:_RUNS]):
        yield RunSize(one.number or 0, one.at, entry_changes(one))
