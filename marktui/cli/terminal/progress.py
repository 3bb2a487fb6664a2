"""Progress on standard error: one line that is drawn again in a terminal, plain lines elsewhere."""

import asyncio
import shutil
import sys
from collections.abc import Awaitable, Iterable
from contextlib import suppress
from time import monotonic
from typing import TypeVar

import click

from marktui.cli.terminal.settings import SETTINGS
from marktui.cli.terminal.streams import is_terminal
from marktui.connectors.base import Pause
from marktui.sync.run.events import (
    Asking,
    Event,
    ListProgress,
    Planning,
    ReadingAgain,
    ReadingLeavers,
    Saving,
)
from marktui.sync.run.progress import Progress
from marktui.wording.drawing.cells import cell_width, cut_off
from marktui.wording.drawing.glyphs import Glyphs
from marktui.wording.sync.progress import pause_words, progress_words, step_words

Result = TypeVar("Result")

_BAR = 24
_SHORTEST = 0.1
"""Seconds between two drawings of the line."""
_LONGEST = 1.0
"""Seconds after which it is drawn again, though nothing has happened."""


class ProgressPrinter:
    """Shows the events of a sync while its context is entered."""

    def __init__(self) -> None:
        self._is_terminal = is_terminal(sys.stderr)
        self._glyphs = SETTINGS.glyphs()
        self._progress = Progress(began=monotonic())
        self._drawn_at = 0.0
        self._has_line = False
        self._said = ""

    def __enter__(self) -> "ProgressPrinter":
        self._progress = Progress(began=monotonic())
        return self

    def __exit__(self, *error: object) -> None:
        self._wipe()

    def show(self, happened: Event) -> None:
        """Show an event."""
        now = monotonic()
        self._progress = self._progress.after(happened, now)
        if self._is_terminal:
            is_whole = isinstance(happened, ListProgress) and happened.whole
            if is_whole or now - self._drawn_at >= _SHORTEST:
                self._draw(now)
        elif (line := _line(happened)) and line != self._said:
            self._said = line
            click.echo(line, err=True)

    async def follow(self, work: Awaitable[Result]) -> Result:
        """Do work whose events are shown; in a terminal the line moves on even if there are none."""
        moving = asyncio.create_task(self._keep_moving())
        try:
            return await work
        finally:
            moving.cancel()
            with suppress(asyncio.CancelledError):
                await moving

    def say(self, sentences: Iterable[str]) -> None:
        """Print sentences, each on a line of its own."""
        self._wipe()
        for sentence in sentences:
            click.echo(sentence, err=True)

    async def _keep_moving(self) -> None:
        while self._is_terminal:
            await asyncio.sleep(_LONGEST)
            if self._has_line and monotonic() - self._drawn_at >= _LONGEST:
                self._draw(monotonic())

    def _draw(self, now: float) -> None:
        self._drawn_at = now
        self._wipe()
        # Not in the last column, where some terminals begin a new line.
        room = shutil.get_terminal_size().columns - 1
        click.echo(progress_line(self._progress, now, room, self._glyphs), nl=False, err=True)
        self._has_line = True

    def _wipe(self) -> None:
        if self._has_line:
            # As bytes, because the guarded streams remove escape sequences from text.
            click.echo(b"\r\x1b[K", nl=False, err=True)
            self._has_line = False


def progress_line(progress: Progress, now: float, room: int, glyphs: Glyphs) -> str:
    """A bar, where it is known how much there is to read, and how the work goes; in so many cells."""
    every = progress_words(progress, now, glyphs.dot)
    words = next((one for one in every if cell_width(one) <= room), cut_off(every[-1], room))
    bar = _bar(progress)
    return f"{bar}{words}" if len(bar) + cell_width(words) <= room else words


def _bar(progress: Progress) -> str:
    count = progress.count
    if count is None or not count.total:
        return ""
    full = int(_BAR * min(1.0, count.done / count.total))
    return f"[{'#' * full}{'.' * (_BAR - full)}] "


def _line(happened: Event) -> str:
    """An event as a line of a log; nothing where it is not worth one."""
    match happened:
        case ListProgress(whole=True):
            return ""
        case ListProgress(kind=kind, done=0):
            return f"Reading {kind.nouns}"
        case ListProgress(kind=kind):
            return f"Reading {kind.nouns}: {happened.count}"
        case Pause(seconds=seconds):
            return pause_words(happened, seconds)[0]
        case ReadingLeavers() | Asking() | ReadingAgain() | Planning() | Saving():
            return step_words(happened)
        case _:
            return ""
