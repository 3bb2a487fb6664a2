"""Reads `history.jsonl`, one entry a line with a checksum, from the last line to the first."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from marktui.hub.model.time import is_valid_moment
from marktui.store.disk.errors import NewerFormatError, as_store_error
from marktui.store.disk.regular_file import open_regular_file, require_regular_file
from marktui.store.file.entry import Entry, EntryHead, What
from marktui.store.file.safe_json import clean_json, is_clean_json

CUT_OFF = b" cut off"
"""Marks the end of a line that a crash cut off."""
_SUM_AT = slice(8, 24)
_ENTRY_AT = 34
_TIME_WITHIN = 128
"""A line has its time within so many bytes."""
_BLOCK = 1 << 18
"""How much is read at once, in bytes."""

E = TypeVar("E", bound=EntryHead)
Sought = Callable[[], frozenset[What] | None]
"""Says which entries still matter, as it is asked before each of them; None for all."""


class HistoryReader:
    """The history file of one hub folder; it may be missing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def committed(self, generation: int) -> Iterator[Entry]:
        """The committed entries, newest first: notes, and changes that the hub file has."""
        return (entry for entry, stands in self.with_committed(generation) if stands)

    def with_committed(self, generation: int) -> Iterator[tuple[Entry, bool]]:
        """Every entry that can be read, newest first, and whether it is committed."""
        entries = (_entry(line, self.path) for line in self._lines())
        return _with_standing((one for one in entries if one), generation)

    def heads(self, generation: int, sought: Sought = lambda: None) -> Iterator[EntryHead]:
        """The committed entries, newest first, without decoding what they have of each record.

        Args:
            sought: Which entries matter; the others are passed over without a look into them.
        """
        heads = (_head(line, self.path) for line in self._lines() if _is_sought(line, sought()))
        return (one for one, stands in _with_standing(filter(None, heads), generation) if stands)

    def latest_generation(self) -> int:
        """The generation of the newest change; 0 if there is none, or if it is void."""
        newest = self._newest_change()
        return (newest.generation or 0) if newest else 0

    def read_all(self) -> "HistoryContents":
        """All lines of the file, whether or not they can be read."""
        lines = list(self._lines())
        entries = [(_entry(line, self.path), line) for line in lines]
        bad = [at for at, (entry, _) in enumerate(entries) if entry is None]
        # A crash leaves the last line unfinished; the next line that is added marks it.
        torn = [at for at in bad if at == 0 or lines[at].endswith(CUT_OFF)]
        altered = sorted(len(lines) - at for at in bad if at not in torn)
        return HistoryContents(tuple(entry for entry, _ in entries if entry), len(torn), tuple(altered))

    def times(self, number: int) -> list[datetime]:
        """The times of the newest entries, newest first, read from the beginnings of their lines."""
        found = map(_moment, self._lines(whole=False))
        return list(islice((one for one in found if one), number))

    def _newest_change(self) -> EntryHead | None:
        heads = (_head(line, self.path) for line in self._lines())
        return newest_change(filter(None, heads))

    def _lines(self, *, whole: bool = True) -> Iterator[bytes]:
        """The lines without their ends, from the last to the first; one that is cut off is marked as such.

        Args:
            whole: Whether long lines are wanted whole; else it is their beginnings alone.
        """
        with as_store_error("read", self.path):
            require_regular_file(self.path)
            if not self.path.exists():
                return
        with as_store_error("read", self.path), open_regular_file(self.path) as file:
            lines = _split(chain([CUT_OFF], _blocks(file.fileno())), whole=whole)
            last = next(lines)
            if last != CUT_OFF:
                yield last
            yield from lines


class HistoryContents(Struct, frozen=True):
    """The lines of a history file."""

    entries: tuple[Entry, ...]
    """All entries that can be read, newest first, with those that were never committed."""
    torn: int
    """How many lines a crash cut off."""
    altered: tuple[int, ...]
    """The numbers, from 1, of the lines that marktui did not write."""


def newest_change(entries: Iterable[E]) -> E | None:
    """The newest entry that changed the hub; None if there is none, or if it is void.

    Args:
        entries: A history, newest first.
    """
    newest = next((entry for entry in entries if entry.generation is not None), None)
    return None if newest is None or newest.what is What.VOID else newest


def checksum(body: bytes | memoryview) -> bytes:
    """What tells an entry from any other."""
    return hashlib.blake2b(body, digest_size=8).hexdigest().encode()


def _blocks(handle: int) -> Iterator[bytes]:
    """The content of an open file in pieces, from the last to the first."""
    at = os.fstat(handle).st_size
    while at > 0:
        start = max(0, at - _BLOCK)
        yield os.pread(handle, at - start, start)
        at = start


def _split(blocks: Iterable[bytes], *, whole: bool) -> Iterator[bytes]:
    """The lines in some pieces of a file, both from the last to the first."""
    parts: list[bytes] = []
    """The parts of the line whose beginning has not come yet."""
    for block in blocks:
        first, *lines = block.split(b"\n")
        if lines:
            yield b"".join((lines.pop(), *reversed(parts)))
            yield from reversed(lines)
            parts.clear()
        elif not whole:
            parts.clear()
        parts.append(first)
    yield b"".join(reversed(parts))


def _with_standing(entries: Iterable[E], generation: int) -> Iterator[tuple[E, bool]]:
    """Entries, newest first, and whether the hub file of a generation has what they changed."""
    void: set[int] = set()
    for entry in entries:
        if entry.generation is None:
            yield entry, True
        elif entry.what is What.VOID:
            void.add(entry.generation)
            yield entry, False
        elif entry.generation in void:
            void.discard(entry.generation)
            yield entry, False
        else:
            yield entry, entry.generation <= generation


def _is_sought(line: bytes, sought: frozenset[What] | None) -> bool:
    return sought is None or line.startswith(_beginnings(sought), _ENTRY_AT)


@cache
def _beginnings(sought: frozenset[What]) -> tuple[bytes, ...]:
    """How entries begin in the file; what voids another is always one of them."""
    return tuple(b'{"what":"%s"' % what.value.encode() for what in sought | {What.VOID})


def _entry(line: bytes, path: Path) -> Entry | None:
    """The entry of a line; None if it was cut off or altered."""
    body = line[_ENTRY_AT:-1]
    if not _is_whole(line, body):
        return None
    try:
        return msgspec.json.decode(body if is_clean_json(body) else _cleaned(body), type=Entry)
    except msgspec.ValidationError:
        raise _newer_format_error(path) from None


def _head(line: bytes, path: Path) -> EntryHead | None:
    """The entry of a line without what it may have of each record; None if it was cut off or altered."""
    body = memoryview(line)[_ENTRY_AT:-1]
    if not _is_whole(line, body):
        return None
    try:
        head = msgspec.json.decode(body, type=EntryHead)
        if is_clean_json(msgspec.json.encode(head)):
            return head
        return msgspec.json.decode(_cleaned(bytes(body)), type=EntryHead)
    except msgspec.ValidationError:
        raise _newer_format_error(path) from None


def _is_whole(line: bytes, body: bytes | memoryview) -> bool:
    """Whether a line is as marktui wrote it."""
    return line.endswith(b"}") and line[_SUM_AT] == checksum(body)


def _cleaned(body: bytes) -> bytes:
    return msgspec.json.encode(clean_json(body))


def _newer_format_error(path: Path) -> NewerFormatError:
    """The error for an entry that has what this version does not know."""
    return NewerFormatError(
        f"{path} holds an entry of a newer marktui.", "Install the newer marktui that wrote it."
    )


def _moment(line: bytes) -> datetime | None:
    """The time that a line begins with; None if that is no time, or if it only voids another."""
    what, _, rest = line[_ENTRY_AT:_TIME_WITHIN].partition(b'","at":"')
    if not what.startswith(b'{"what":"') or what.endswith(b'"void'):
        return None
    with suppress(ValueError):
        moment = datetime.fromisoformat(rest.partition(b'"')[0].decode())
        return moment if is_valid_moment(moment) else None
    return None
