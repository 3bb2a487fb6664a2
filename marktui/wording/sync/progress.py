"""How it is said how far a sync has come, how fast it goes, how long it will take, and what it waits for."""

from collections.abc import Sequence
from math import ceil

from marktui.connectors.base import Pause
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import counted
from marktui.sync.run.events import Asking, Planning, ReadingAgain, ReadingLeavers, Saving
from marktui.sync.run.progress import Count, Progress, Silence, Step
from marktui.wording.kinds import kind_heading

_HOUR = 3600


def count_words(count: Count) -> str:
    """How much has been read of how much: `1,300/3,019`, `300/about 420`, `812`."""
    if count.total is None:
        return f"{count.done:,}"
    return f"{count.done:,}/{'about ' if count.about else ''}{count.total:,}"


def rate_words(rate: float) -> str:
    """How fast it goes: `430/s`."""
    return f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s"


def left_words(seconds: int) -> str:
    """How long it will still take: `4 s left`, `2 min left`."""
    if seconds < 100:
        return f"{seconds} s left"
    minutes = round(seconds / 60)
    return f"{minutes} min left" if seconds < 2 * _HOUR else f"{seconds // _HOUR} h {minutes % 60} min left"


def pause_words(pause: Pause, seconds: float) -> tuple[str, str]:
    """Why nothing is sent for some seconds, and which try comes then; the same without the reason."""
    attempt = f", then try {pause.attempt} of {pause.tries}" if pause.attempt else ""
    wait = f"Waiting {max(1, ceil(seconds))} s{attempt}"
    return f"{wait}: {pause.why}", wait


def silence_words(silence: Silence) -> str:
    """For how long the service has been silent, and when it will be given up."""
    attempt = f", try {silence.attempt} of {silence.tries}" if silence.attempt > 1 else ""
    return f"silent for {int(silence.seconds)} s, given up at {silence.given_up_at:.0f} s{attempt}"


def step_words(step: Step) -> str:
    """What is done beside the reading of lists."""
    match step:
        case ReadingLeavers(kind=kind):
            return f"Reading {kind.plural} who have left"
        case Asking(kind=kind, number=number):
            return f"Asking for {kind.counted(number)} by id"
        case ReadingAgain():
            return "The lists changed while they were read: reading again"
        case Planning():
            return "Working out what would change"
        case Saving(changes=changes):
            return f"Saving {counted(changes, 'change')} in one commit"


def kinds_words(kinds: Sequence[Kind]) -> str:
    """What is read: `Pupils`, or `Everything`."""
    return "Everything" if len(kinds) > 1 else kind_heading(kinds[0])


def doing_words(progress: Progress) -> str:
    """What is done just now, and how far it has come: `Pupils 1,300/3,019`."""
    if progress.is_stopping:
        return "Stopping"
    if progress.step is not None:
        return step_words(progress.step)
    count = progress.count
    return "Connecting" if count is None else f"{kinds_words(count.kinds)} {count_words(count)}"


def progress_words(progress: Progress, clock: float, dot: str) -> tuple[str, ...]:
    """How the work goes at a moment, as one line; shorter ones follow for where there is less room.

    Every second something in it changes.

    Args:
        dot: What stands between two facts.
    """
    doing = doing_words(progress)
    pause, silence = progress.pause_left(clock), progress.silence(clock)
    if progress.pause is not None and pause is not None and not progress.is_stopping:
        return pause_words(progress.pause, pause)
    if silence is not None and not progress.is_stopping:
        words = silence_words(silence)
        return (f"{doing} {dot} {words}", words, f"silent for {int(silence.seconds)} s")
    left, rate = progress.seconds_left(clock), progress.rate
    so_far = f"{max(0, int(clock - progress.began))} s so far" if left is None else left_words(left)
    speed = (rate_words(rate),) if progress.count is not None and rate is not None else ()
    return (f" {dot} ".join((doing, *speed, so_far)), f"{doing} {dot} {so_far}", doing)
