"""Keeps escape sequences in data, and data in tracebacks, away from the terminal."""

import io
import os
import resource
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

import click

from marktui.cli.terminal.failure import unexpected
from marktui.cli.terminal.streams import OutputStream
from marktui.hub.model.text import terminal_safe

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_ASCII = ("ascii", "us-ascii", "ansi_x3.4-1968", "646")


class GuardedStream(io.TextIOWrapper):
    """A stream of text without escape sequences. What marktui draws itself is written as bytes."""

    def write(self, text: str) -> int:
        """Write a text without what a terminal would obey."""
        super().write(terminal_safe(text))
        return len(text)


def guard_process() -> None:
    """Keep the hub's data from leaving this process by accident."""
    _fill_gaps()
    sys.stdout, sys.stderr = _guarded(sys.stdout, is_output=True), _guarded(sys.stderr, is_output=False)
    # A core dump would hold names and secrets.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Python's own message may hold the values that an error was about.
    sys.excepthook = _report
    sys.unraisablehook = _report_unraisable
    threading.excepthook = lambda failed: _report(failed.exc_type, failed.exc_value, failed.exc_traceback)


def _fill_gaps() -> None:
    """Open /dev/null for standard streams that are closed, so that no file gets their numbers."""
    number = 0
    while number <= 2:
        number = os.open(os.devnull, os.O_RDWR)
    os.close(number)


def _guarded(stream: TextIO | None, *, is_output: bool) -> TextIO:
    """A guarded stream in place of a standard one, which is None if it was closed."""
    if stream is not None and not isinstance(stream, io.TextIOWrapper):
        return stream
    number = None if stream is None else stream.fileno()
    named = "utf-8" if stream is None else stream.encoding
    encoding = "utf-8" if named.lower() in _ASCII else named
    buffer = io.BufferedWriter(OutputStream(number, is_output=is_output))
    is_line_buffered = stream is not None and stream.line_buffering
    return GuardedStream(buffer, encoding, "replace", line_buffering=is_line_buffered)


def _report(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    failure = unexpected((error or kind()).with_traceback(trace))
    click.echo(f"marktui: {failure.message}", err=True)


def _report_unraisable(failed: "UnraisableHookArgs") -> None:
    _report(failed.exc_type, failed.exc_value, failed.exc_traceback)
