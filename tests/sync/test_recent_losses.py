"""How far back the history is read for losses that nobody has looked at, and what ends them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil
from marktui.store.file.entry import Entry, What
from marktui.store.file.record_changes import record_change
from marktui.sync.missing.recent_losses import LossHistory

from .builders import a_hub, a_pupil, desynced, linked

NOW = datetime(2026, 9, 14, 12, 0, tzinfo=UTC)
GONE: list[Pupil] = [desynced(a_pupil(n), str(n)) for n in range(1, 4)]
STILL: Pupil = linked(a_pupil(9), "9")
HUB = a_hub(*GONE, STILL)
P = (Kind.PUPIL,)


def at(days: float, what: What = What.RUN, *, unattended: bool = True, **parts: Any) -> Entry:
    """An entry so many days ago."""
    when = NOW - timedelta(days=days)
    return Entry(what=what, at=when, login="jo", kinds=P, unattended=unattended, **parts)


def losing(days: float, *pupils: Pupil, **parts: Any) -> Entry:
    """A run that de-synced pupils."""
    changes = tuple(record_change(one.with_(desync=None), one) for one in pupils)
    return at(days, changes=changes, **parts)


def lost(*newest_first: Entry) -> set[str]:
    """The pupils who count, after the history was read as far as is needed."""
    history = LossHistory(P, NOW)
    any(history.take(entry) for entry in newest_first)
    loss = history.losses(HUB).get(Kind.PUPIL)
    return set(loss.lost) if loss else set()


@pytest.mark.parametrize(
    "look",
    [
        at(2, unattended=False),
        at(2, What.NOTHING, unattended=False),
        losing(2, GONE[2], unattended=False),
        at(2, unattended=False, plan="9f2c", number=7),
    ],
)
def test_who_looks_ends_the_count(look: Entry) -> None:
    assert lost(losing(1, GONE[0]), look, losing(3, GONE[1])) == {GONE[0].id}


@pytest.mark.parametrize("what", [What.HELD, What.FAILED, What.EDIT, What.CONNECT, What.UNDO, What.REPAIR])
def test_nothing_else_is_a_look(what: What) -> None:
    look = at(2, what, unattended=False)
    assert lost(losing(1, GONE[0]), look, losing(3, GONE[1])) == {GONE[0].id, GONE[1].id}


@pytest.mark.parametrize("what", [What.KEEP, What.REVOKE, What.GRANT, What.DELETE, What.CANCEL])
def test_a_decision_ends_it_for_one_person(what: What) -> None:
    one = GONE[0]
    decided = at(0.5, what, unattended=False, number=9, changes=(record_change(one, one),))
    assert lost(decided, losing(1, one, GONE[1])) == {GONE[1].id}
    undo = at(0.4, What.UNDO, unattended=False, number=10, undoes=9)
    assert lost(undo, decided, losing(1, one, GONE[1])) == {one.id, GONE[1].id}


def test_a_decision_from_before_a_loss_does_not_count() -> None:
    one = GONE[0]
    decided = at(2, What.KEEP, unattended=False, changes=(record_change(one, one),))
    assert lost(losing(1, one), decided) == {one.id}


def test_a_run_of_another_kind_is_no_look() -> None:
    other = Entry(what=What.RUN, at=NOW, login="jo", kinds=(Kind.TEACHER,))
    assert lost(other, losing(1, GONE[0])) == {GONE[0].id}


def test_who_is_back_does_not_count() -> None:
    assert lost(losing(1, GONE[0], desynced(STILL, "9"))) == {GONE[0].id}


def test_entries_from_before_the_mark_count_as_attended() -> None:
    old = Entry(what=What.RUN, at=NOW, login="jo", kinds=P, changes=losing(0, GONE[0]).changes)
    assert lost(old) == set()


def test_those_synced_before_the_first_of_the_runs() -> None:
    history = LossHistory(P, NOW)
    new = linked(a_pupil(20), "20")
    made = at(0.5, changes=(record_change(None, new),))
    for entry in (made, losing(1, GONE[0]), losing(2, GONE[1]), losing(9, GONE[2])):
        history.take(entry)
    loss = history.losses(HUB.with_records([new]))[Kind.PUPIL]
    assert loss.lost == {GONE[0].id, GONE[1].id}
    assert loss.synced == {GONE[0].id, GONE[1].id, STILL.id}


def test_it_reads_no_further_than_it_has_to() -> None:
    history = LossHistory(P, NOW)
    assert not any(history.take(losing(day, GONE[0])) for day in range(7))
    assert history.take(at(6.5, unattended=False))
    old = LossHistory(P, NOW)
    taken = [old.take(losing(8 + n, GONE[0])) for n in range(50)]
    assert taken == [False] * 49 + [True]


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        ((1, 2), True),
        ((-300, 6), True),
        ((3000, 6), True),
        ((8, 9), False),
        ((3000, 3001), False),
    ],
)
def test_a_wrong_clock_is_judged_by_its_neighbours(days: tuple[float, float], counts: bool) -> None:
    assert (lost(losing(days[0], GONE[0]), at(days[1])) == {GONE[0].id}) is counts


def test_a_clock_ahead_is_forgotten_once_its_successor_is_old() -> None:
    assert lost(at(8), losing(-300, GONE[0]), at(9)) == set()
    assert lost(at(6), losing(-300, GONE[0]), at(9)) == {GONE[0].id}
