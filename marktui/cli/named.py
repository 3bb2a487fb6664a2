"""People named in a file: what came back from whoever decides on paper."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from marktui.hub.error import UsageError
from marktui.hub.hub import Hub
from marktui.hub.record import Person
from marktui.hub.roster import fold, leavers
from marktui.store.error import told_as_store_error

_TITLE = "name"
_NAME = ("first_name", "last_name")


def named_people(hub: Hub, file: Path) -> list[str]:
    """The ids of the people that a file names, by id or by full name.

    Args:
        hub: The hub.
        file: Text with one id or name a line, or a CSV file as `marktui leavers --csv` writes it.

    Raises:
        UsageError: A line names nobody, or several leavers; the sentence tells which line.
        StoreError: The file cannot be read.
    """
    with told_as_store_error("read", file):
        text = file.read_bytes().decode("utf-8-sig", errors="replace")
    by_name: dict[str, list[Person]] = {}
    for person in leavers(hub):
        by_name.setdefault(fold(person.label), []).append(person)
    return [_id_of(hub, by_name, word, where) for word, where in _words(text, file)]


def _words(text: str, file: Path) -> Iterator[tuple[str, str]]:
    """Each id or name, and where it stands."""
    lines = csv.reader(io.StringIO(text, newline=None))
    columns: Sequence[int] = (0,)
    try:
        for at, row in enumerate(lines):
            cells = [cell.strip() for cell in row]
            titles = _columns(cells) if at == 0 else None
            columns = titles or columns
            if any(cells) and titles is None:
                word = " ".join(cells[one] for one in columns if one < len(cells))
                yield word, f"Line {lines.line_num} of {file}"
    except csv.Error:
        raise UsageError(
            f"{file} is neither text nor a CSV file.", "Give one id or name a line, in plain text."
        ) from None


def _columns(cells: Sequence[str]) -> tuple[int, ...] | None:
    """Where a line of titles says that ids or names stand; None where it is no such line."""
    titles = [fold(cell) for cell in cells]
    if "id" in titles:
        return (titles.index("id"),)
    if all(name in titles for name in _NAME):
        return tuple(titles.index(name) for name in _NAME)
    return (0,) if titles[:1] and titles[0] == _TITLE else None


def _id_of(hub: Hub, by_name: dict[str, list[Person]], word: str, where: str) -> str:
    if hub.record(word) is not None:
        return word
    people = by_name.get(fold(word), [])
    if len(people) == 1:
        return people[0].id
    if people:
        ids = ", ".join(one.id for one in people)
        raise UsageError(f"{where} names {len(people)} leavers: {ids}.", "Give the id of the one you mean.")
    raise UsageError(f"{where} names no leaver.", "Give ids or full names as `marktui leavers` shows them.")
