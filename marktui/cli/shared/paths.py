"""Paths from the command line: made absolute, and files that may be standard output."""

import os
import re
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, redirect_stdout, suppress
from pathlib import Path
from typing import Any, TextIO

import click

from marktui.hub.model.errors import UsageError

_STANDARD_OUTPUT = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}
_DESCRIPTOR = r"/(?:dev|proc/self)/fd/([0-9]{1,6})|/dev/(stderr)"
"""How a shell names a pipe to another program: `>(gzip > list.gz)`."""


def path_of(text: str, named_by: str = "") -> Path:
    """The absolute path of a file or folder; `~` is a home folder.

    Args:
        text: The path as it was given.
        named_by: Where it was given, for the error: "MARKTUI_HUB".

    Raises:
        UsageError: It begins with the home of an unknown login, or the current folder is gone.
    """
    where = f"{named_by}: " if named_by else ""
    try:
        path = Path(text).expanduser()
    except RuntimeError:
        login = text.partition("/")[0]
        raise UsageError(
            f"{where}{login} is not a home folder on this machine.", "Give the whole path."
        ) from None
    try:
        return path.absolute()
    except FileNotFoundError:
        message = f"{where}{text} is in the current folder, which no longer exists."
        raise UsageError(message, "Go to another folder, or give the whole path.") from None


def is_standard_output(file: str) -> bool:
    """Whether a file is standard output under one of its names."""
    return file in _STANDARD_OUTPUT


def is_stream(file: str) -> bool:
    """Whether a file is standard output, or a pipe that the shell has opened."""
    return is_standard_output(file) or re.fullmatch(_DESCRIPTOR, file) is not None


def require_one_output(csv_file: str | None, *, as_json: bool) -> None:
    """Refuse to print both CSV and a document on standard output."""
    if csv_file is not None and is_standard_output(csv_file) and as_json:
        raise UsageError(
            "CSV and JSON cannot both go to standard output.", "Ask for one of them, or name a file."
        )


def leaving_output_to(file: str | None) -> AbstractContextManager[object]:
    """Print results on standard error where standard output is the file that is written."""
    takes_it = file is not None and is_standard_output(file)
    return redirect_stdout(sys.stderr) if takes_it else nullcontext()


def write_table(file: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], what: str) -> None:
    """Write rows as CSV to a file and say so; to standard output goes only the CSV.

    Args:
        file: The file as it was given; `-` is standard output.
        columns: The headings, which are also the keys of the rows.
        rows: The rows.
        what: What was written: "60 pupils".
    """
    from marktui.store.disk.export import csv_text, write_csv

    if not is_stream(file):
        path = path_of(file)
        write_csv(path, columns, rows)
        click.echo(f"Wrote {what} to {path}.", err=True)
        return
    # Without the byte order mark, which is for a spreadsheet that opens a file.
    write_stream(file, csv_text(columns, rows).removeprefix("\ufeff").encode("utf-8", errors="replace"))


def write_stream(file: str, content: bytes) -> bool:
    """Write to standard output, or to a pipe that the shell has opened; says whether it is a file on a disk.

    Whatever reads a pipe may stop early, and nobody can tell.
    """
    found = re.fullmatch(_DESCRIPTOR, file)
    if is_standard_output(file) or found is None:
        click.echo(content, nl=False)
        return _is_on_disk(sys.stdout)
    sys.stdout.flush()
    with os.fdopen(os.dup(2 if found[2] else int(found[1])), "wb") as stream:
        stream.write(content)
    return False


def _is_on_disk(stream: TextIO) -> bool:
    with suppress(OSError):
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    return False
