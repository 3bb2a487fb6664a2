"""The rows of files that cannot be used: how many there are, and where they come back to be corrected."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from marktui.connectors.mis import RejectedRows
from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.text import counted
from marktui.store.disk.export import BOM
from marktui.store.rejected_file import RejectedFile, Table, content_of

KeepRejected = Callable[[Sequence[RejectedRows]], str]
"""Keeps rows that cannot be used; gives what a person should know of it, as a sentence, or nothing."""


def rejected_words(rejected: Sequence[RejectedRows]) -> str:
    """How many rows cannot be used, with the first reason of each file."""
    if not rejected:
        return ""
    number = sum(len(one.rows) for one in rejected)
    whys = "; ".join(f"{one.file}: {_reasons(one)}" for one in rejected)
    return f"{counted(number, 'row')} cannot be used ({whys})."


def rejected_csv(rejected: Sequence[RejectedRows]) -> bytes:
    """The rows as CSV for a stream, one file after the other."""
    return b"\r\n".join(content_of(*table).removeprefix(BOM.encode()) for table in map(_table, rejected))


def keeper(folder: Path, named: Path | None) -> KeepRejected:
    """Keeps the rows in files: in the hub folder, unless a file is named."""
    return partial(_keep, RejectedFile(folder), named)


def _keep(files: RejectedFile, named: Path | None, rejected: Sequence[RejectedRows]) -> str:
    try:
        paths = files.keep([*map(_table, rejected)], named)
    except MarktuiError as error:
        if named is not None:
            raise
        return f"{rejected_words(rejected)} {error.message}" if rejected else ""
    if not rejected:
        return ""
    where = " and ".join(map(str, paths))
    return f"{rejected_words(rejected)} With what is wrong: {where}"


def _table(rejected: RejectedRows) -> Table:
    return rejected.headings, rejected.rows


def _reasons(one: RejectedRows) -> str:
    """The reasons of a file, the commonest first."""
    times: dict[str, int] = {}
    for _, reason in one.rows:
        times[reason] = times.get(reason, 0) + 1
    whys = sorted(times, key=lambda why: -times[why])
    more = f" and {counted(len(whys) - 2, 'other reason')}" if len(whys) > 2 else ""
    return ", ".join(f"{why} ({times[why]:,})" if times[why] > 1 else why for why in whys[:2]) + more
