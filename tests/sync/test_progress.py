"""Rate, time left, waits and silence are worked out from the events alone."""

import pytest

from marktui.connectors.base import Awaiting, Pause
from marktui.hub.model.kind import Kind
from marktui.sync.run import events
from marktui.sync.run.events import Event, ListProgress
from marktui.sync.run.progress import Progress
from marktui.wording.sync.progress import progress_words

PUPILS = Kind.PUPIL
SILENT = Awaiting(requests=1, silent=0, given_up_in=90, attempt=1, tries=5)


def told(*happened: tuple[float, Event]) -> Progress:
    """The progress of work that began at 0, after events at their times."""
    progress = Progress(began=0)
    for clock, event in happened:
        progress = progress.after(event, clock)
    return progress


def pupils(done: int, total: int | None = 3019, *, about: bool = False, whole: bool = False) -> ListProgress:
    return ListProgress(PUPILS, done, total, about, whole)


def classes(done: int, total: int | None = 420, *, whole: bool = False) -> ListProgress:
    return ListProgress(Kind.CLASS, done, total, whole=whole)


@pytest.mark.parametrize(
    ("happened", "clock", "words"),
    [
        ([], 3, "Connecting · 3 s so far"),
        ([(0, pupils(0))], 1, "Pupils 0/3,019 · 1 s so far"),
        ([(0, pupils(0)), (3, pupils(1300))], 3, "Pupils 1,300/3,019 · 433/s · 4 s left"),
        ([(0, pupils(0)), (3, pupils(1300))], 5, "Pupils 1,300/3,019 · 433/s · 2 s left"),
        ([(0, pupils(0)), (3, pupils(1300))], 9, "Pupils 1,300/3,019 · 433/s · 9 s so far"),
        ([(0, pupils(0)), (100, pupils(10))], 100, "Pupils 10/3,019 · 0.1/s · 8 h 22 min left"),
        ([(0, pupils(0)), (2, pupils(300, about=True))], 2, "Pupils 300/about 3,019 · 150/s · 19 s left"),
        ([(0, pupils(0, None)), (2, pupils(300, None))], 2, "Pupils 300 · 150/s · 2 s so far"),
        # Side by side, or one after the other.
        (
            [(0, pupils(0)), (0, classes(0)), (1, pupils(500)), (1, classes(100))],
            1,
            "Pupils 500/3,019 · 500/s · 6 s left",
        ),
        (
            [
                (0, pupils(0)),
                (1, pupils(3019)),
                (1, pupils(3019, whole=True)),
                (1, classes(0)),
                (2, classes(210)),
            ],
            2,
            "Classes 210/420 · 210/s · 1 s left",
        ),
        (
            [(0, pupils(0)), (2, pupils(3000)), (2, pupils(2999, 2999, whole=True))],
            2,
            "Pupils 2,999/2,999 · 2 s so far",
        ),
        (
            [
                *((0, ListProgress(kind, 0, 100)) for kind in Kind),
                (1, pupils(100, 100)),
                (1, classes(60, 100)),
            ],
            1,
            "Everything 160/400 · 160/s · 2 s left",
        ),
        # What is done beside the lists.
        (
            [(0, pupils(0)), (2, events.ReadingLeavers(PUPILS))],
            3,
            "Reading pupils who have left · 3 s so far",
        ),
        ([(0, events.Asking(PUPILS, 3))], 1, "Asking for 3 pupils by id · 1 s so far"),
        (
            [(0, pupils(9)), (1, events.ReadingAgain())],
            1,
            "The lists changed while they were read: reading again · 1 s so far",
        ),
        ([(1, events.Planning())], 2, "Working out what would change · 2 s so far"),
        ([(0, events.Saving(107))], 0, "Saving 107 changes in one commit · 0 s so far"),
        # Waits: a limit, and one between two tries; they end with their time. While another list comes
        # further, that is told.
        ([(0, Pause(30, "Arbor is busy"))], 18.2, "Waiting 12 s: Arbor is busy"),
        ([(0, Pause(4, "Arbor failed", 2, 5))], 1, "Waiting 3 s, then try 2 of 5: Arbor failed"),
        ([(0, Pause(4, "Arbor failed", 2, 5))], 5, "Connecting · 5 s so far"),
        ([(0, Pause(4, "Arbor failed", 2, 5)), (1, pupils(0))], 1, "Pupils 0/3,019 · 1 s so far"),
        ([(0, Pause(30, "Arbor is busy")), (1, pupils(9))], 2.9, "Pupils 9/3,019 · 2 s so far"),
        ([(0, Pause(30, "Arbor is busy")), (1, pupils(9))], 3, "Waiting 27 s: Arbor is busy"),
        # Silence, also across tries.
        ([(0, pupils(0)), (0, SILENT)], 1.9, "Pupils 0/3,019 · 1 s so far"),
        ([(0, pupils(0)), (0, SILENT)], 7, "Pupils 0/3,019 · silent for 7 s, given up at 90 s"),
        (
            [(0, pupils(0)), (30, Awaiting(1, 30, 60, attempt=2, tries=5))],
            31,
            "Pupils 0/3,019 · silent for 31 s, given up at 90 s, try 2 of 5",
        ),
        ([(0, SILENT), (5, Awaiting(0, 0, 0))], 9, "Connecting · 9 s so far"),
    ],
)
def test_every_state_is_said(happened: list[tuple[float, Event]], clock: float, words: str) -> None:
    assert progress_words(told(*happened), clock, "·")[0] == words


def test_narrow_lines_keep_the_numbers() -> None:
    reading = told((0, pupils(0)), (3, pupils(1300)))
    assert progress_words(reading, 3, "·")[1:] == ("Pupils 1,300/3,019 · 4 s left", "Pupils 1,300/3,019")
    silent = told((0, pupils(0)), (0, SILENT))
    assert progress_words(silent, 7, "-")[1:] == ("silent for 7 s, given up at 90 s", "silent for 7 s")
    waiting = told((0, Pause(4, "Arbor failed", 2, 5)))
    assert progress_words(waiting, 1, "-")[1:] == ("Waiting 3 s, then try 2 of 5",)


def test_what_comes_lately_makes_the_rate() -> None:
    progress = told(*((clock, pupils(clock * 10, None)) for clock in range(30)))
    assert progress.rate == 10
    slow = progress.after(pupils(291, None), 39)
    assert slow.rate == pytest.approx(0.1)
    assert len(slow.samples[PUPILS]) < 5


def test_shares_are_of_each_list() -> None:
    progress = told(
        (0, pupils(43, 100)), (0, classes(9, None)), (0, ListProgress(Kind.TEACHER, 7, 7, whole=True))
    )
    assert [progress.share(kind) for kind in Kind] == [1.0, None, None, 0.43]
    assert told((0, pupils(50, 40, about=True))).share(PUPILS) == 1.0
    assert told((0, pupils(0, 0, whole=True))).share(PUPILS) == 1.0
