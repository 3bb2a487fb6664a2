"""What the history tells of the syncs so far, and how far back it has to be read for it."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from marktui.hub.leavers.waiting import out_of_the_ordinary
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Desync, Reason
from marktui.store.file.entry import Entry, What
from marktui.sync.history.status import Attempts, Cause, RecordCounts, Waiting, count_by_status

from .builders import a_class, a_hub, a_pupil, a_teacher, a_year, desynced, linked, waits_of

READ = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
EVERY = tuple(Kind)
T, P = Kind.TEACHER, Kind.PUPIL


def entry(what: What, *kinds: Kind, ago: int = 0, number: int | None = None, **counts: int) -> Entry:
    return Entry(
        what=what,
        at=READ - timedelta(hours=ago),
        login="jsmith",
        kinds=kinds,
        number=number,
        plan=f"plan{ago}",
        counts={kind.plural: counts for kind in kinds},
    )


def gathered(*entries: Entry, with_runs: bool = True) -> tuple[Attempts[Entry], int]:
    """What the entries tell, and how many of them were read."""
    attempts = Attempts[Entry](with_runs=with_runs)
    for number, one in enumerate(entries, start=1):
        if attempts.take(one):
            return attempts, number
    return attempts, len(entries)


@pytest.mark.parametrize(("collected", "told"), [(-3, -3), (3, 0), (None, 0)])
def test_mis_data_is_never_newer_than_the_reading(collected: int | None, told: int) -> None:
    data_at = None if collected is None else READ + timedelta(hours=collected)
    attempts, _ = gathered(msgspec.structs.replace(entry(What.RUN, P), data_at=data_at))
    assert attempts.hub_data_at == READ + timedelta(hours=told)


def test_data_that_was_read_and_not_saved_is_not_in_the_hub() -> None:
    attempts, _ = gathered(entry(What.FAILED, P), entry(What.HELD, P, ago=1), entry(What.NOTHING, P, ago=2))
    assert attempts.hub_data_at == READ - timedelta(hours=2)


def test_a_run_of_everything_ends_the_search() -> None:
    older = entry(What.RUN, *EVERY, ago=9, number=7)
    attempts, read = gathered(entry(What.NOTHING, P), entry(What.RUN, *EVERY, ago=1, number=8), older)
    assert (read, attempts.runs[P].number, attempts.complete[P].what) == (2, 8, What.NOTHING)


def test_kinds_that_never_had_a_run_are_sought_no_further_than_the_first_number() -> None:
    groups = entry(What.RUN, Kind.YEAR_GROUP, Kind.CLASS, P, ago=3, number=1)
    notes = [entry(What.FAILED, P, ago=9)] * 5
    newest = [entry(What.NOTHING, P), entry(What.NOTHING, T, ago=1), entry(What.RUN, P, ago=2, number=2)]
    attempts, read = gathered(*newest, groups, *notes)
    assert (read, T in attempts.runs, attempts.runs[P].number) == (4, False, 2)


def test_who_asks_for_no_runs_reads_only_to_the_last_complete_sync_of_each_kind() -> None:
    entries = [entry(What.NOTHING, *EVERY, ago=1), entry(What.RUN, *EVERY, ago=2, number=5)]
    attempts, read = gathered(entry(What.HELD, P), *entries, with_runs=False)
    assert read == 2
    assert (attempts.newest[P].what, attempts.complete[P].what) == (What.HELD, What.NOTHING)


def test_once_each_kind_was_synced_only_runs_and_what_undid_them_are_sought() -> None:
    attempts = Attempts[Entry]()
    attempts.take(entry(What.HELD, *EVERY))
    assert attempts.sought() is None
    attempts.take(entry(What.NOTHING, *EVERY, ago=1))
    assert attempts.sought() == frozenset({What.RUN, What.UNDO})


def test_a_held_sync_waits_until_something_comes_of_its_kinds() -> None:
    waiting = Waiting(cause=Cause.HELD, kinds=(P,), plan="plan2")
    held, before = entry(What.HELD, P, ago=2), entry(What.RUN, *EVERY, ago=3, number=1)
    attempts, _ = gathered(entry(What.RUN, T, ago=1), held, before)
    assert waits_of(a_hub(), attempts) == [waiting]
    attempts, _ = gathered(entry(What.NOTHING, P), held, before)
    assert waits_of(a_hub(), attempts) == []


def test_what_waits_comes_by_kind() -> None:
    gone = linked(a_pupil(1), "1").with_(desync=Desync(READ.date(), Reason.GONE))
    attempts, _ = gathered(entry(What.RUN, P, may_match=2, clash=1), entry(What.RUN, T, may_match=3))
    hub = a_hub(gone).with_(saved=EVERY, resync_pupils=True)
    assert waits_of(hub, attempts) == [
        Waiting(cause=Cause.RESYNC, kinds=(P,)),
        Waiting(cause=Cause.LEAVERS, kinds=(T, P), people=(gone.id,)),
        Waiting(cause=Cause.MAY_MATCH, kinds=(T,), number=3),
        Waiting(cause=Cause.MAY_MATCH, kinds=(P,), number=2),
        Waiting(cause=Cause.CLASH, kinds=(P,), number=1),
    ]


def test_records_are_counted_by_kind_and_status_whatever_access_they_have() -> None:
    without = Access.WITHOUT_ACCESS
    pupils = [linked(a_pupil(1), "1"), linked(a_pupil(2, access=without), "2"), desynced(a_pupil(3), "3")]
    pupils += [desynced(a_pupil(4, access=without), "4"), a_pupil(5), a_pupil(6, access=without)]
    groups = [a_class("4B", "7"), a_class("4C"), desynced(a_class("4D"), "9"), a_year("4", "4")]
    hub = a_hub(*pupils, *groups, a_teacher(1), linked(a_teacher(2), "2"))
    assert count_by_status(hub, out_of_the_ordinary(hub)) == {
        T: RecordCounts(2, 1, 0, 1),
        Kind.YEAR_GROUP: RecordCounts(1, 1, 0, 0),
        Kind.CLASS: RecordCounts(3, 1, 1, 1),
        P: RecordCounts(6, 2, 2, 2),
    }
