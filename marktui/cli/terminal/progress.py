"""Progress on standard error: a bar in a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterable

import click

from marktui.cli.terminal.streams import is_terminal
from marktui.hub.model.text import counted
from marktui.sync.run.events import (
    Asking,
    Event,
    ListProgress,
    Paused,
    Planning,
    ReadingAgain,
    ReadingLeavers,
    Saving,
)

_WIDTH = 24
_SHORTEST = 0.1
"""Seconds between two drawings of the bar."""


class ProgressPrinter:
    """Shows the events of a sync while its context is entered."""

    def __init__(self) -> None:
        self._is_terminal = is_terminal(sys.stderr)
        self._drawn_at = 0.0
        self._has_bar = False
        self._said = ""

    def __enter__(self) -> "ProgressPrinter":
        return self

    def __exit__(self, *error: object) -> None:
        self._wipe()

    def show(self, happened: Event) -> None:
        """Show an event."""
        if self._is_terminal:
            self._draw(happened)
        elif (line := _line(happened)) and line != self._said:
            self._said = line
            click.echo(line, err=True)

    def say(self, sentences: Iterable[str]) -> None:
        """Print sentences, each on a line of its own."""
        self._wipe()
        for sentence in sentences:
            click.echo(sentence, err=True)

    def _draw(self, happened: Event) -> None:
        at = time.monotonic()
        is_done = isinstance(happened, ListProgress) and happened.done == happened.total
        if at - self._drawn_at < _SHORTEST and not is_done and not isinstance(happened, Paused):
            return
        self._drawn_at = at
        text = _bar(happened) if isinstance(happened, ListProgress) else _line(happened)
        self._wipe()
        click.echo(f"{text}", nl=False, err=True)
        self._has_bar = True

    def _wipe(self) -> None:
        if self._has_bar:
            # As bytes, because the guarded streams remove escape sequences from text.
            click.echo(b"\r\x1b[K", nl=False, err=True)
            self._has_bar = False


def _line(happened: Event) -> str:
    match happened:
        case ListProgress(kind=kind, done=0):
            return f"Reading {kind.nouns}"
        case ListProgress(kind=kind):
            return f"Reading {kind.nouns}: {happened.count}"
        case ReadingLeavers(kind=kind):
            return f"Reading {kind.plural} who have left"
        case Asking(words=words):
            return words
        case ReadingAgain():
            return "The lists changed while they were read. Reading again"
        case Paused(seconds=seconds, why=why):
            return f"Waiting {seconds:.0f} s: {why}"
        case Planning():
            return "Planning"
        case Saving(changes=changes):
            return f"Saving {counted(changes, 'change')}"
    return ""


def _bar(happened: ListProgress) -> str:
    name = f"Reading {happened.kind.nouns}"
    if not happened.total:
        return f"{name} {happened.count}"
    full = int(_WIDTH * min(1.0, happened.done / happened.total))
    return f"{name:<20} [{'#' * full}{'.' * (_WIDTH - full)}] {happened.count}"
