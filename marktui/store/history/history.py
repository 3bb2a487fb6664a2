"""`history.jsonl`: one entry a line with a checksum; lines are only added."""

import hashlib
import mmap
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path

import msgspec
import orjson
from msgspec import Struct

from marktui.hub.model.time import is_valid_moment
from marktui.store.disk.atomic import replace_file
from marktui.store.disk.disk import DISK, Disk
from marktui.store.disk.errors import NewerFormatError, as_store_error
from marktui.store.disk.regular_file import open_regular_file, require_regular_file
from marktui.store.file.entry import Entry, What
from marktui.store.file.safe_json import clean_json, is_clean_json

_PREFIX = b'{"sum":"%s","entry":'
_SUM_AT = slice(8, 24)
_ENTRY_AT = 34
_AT = re.compile(rb'\{"sum":"[0-9a-f]{16}","entry":\{"what":"(?!void")[a-z]+","at":"([0-9T:.+Z-]+)"')
_CUT_OFF = b" cut off\n"
"""Marks the end of a line that a crash cut off, when the next line is added."""


class History:
    """The history file of one hub folder. Callers that add hold the hub's lock."""

    def __init__(self, path: Path, disk: Disk = DISK) -> None:
        self.path = path
        self._disk = disk

    def add(self, entry: Entry) -> None:
        """Add an entry, and make it survive a power cut."""
        line = _line(entry)
        with as_store_error("written", self.path):
            handle = self._disk.extend(self.path)
            try:
                self._write(handle, line)
            finally:
                self._disk.close(handle)

    def void_uncommitted(self, generation: int) -> None:
        """Void a change that was never committed; a later change may have the same generation."""
        newest = newest_change(self._lines())
        if newest is not None and (newest.generation or 0) > generation:
            self.add(Entry(what=What.VOID, at=newest.at, login=newest.login, generation=newest.generation))

    def latest_generation(self) -> int:
        """The generation of the newest change; 0 if there is none, or if it is void."""
        newest = newest_change(self._lines())
        return (newest.generation or 0) if newest else 0

    def committed(self, generation: int) -> Iterator[Entry]:
        """The committed entries, newest first: notes, and changes that the hub file has."""
        return (entry for entry, stands in self.with_committed(generation) if stands)

    def with_committed(self, generation: int) -> Iterator[tuple[Entry, bool]]:
        """Every entry that can be read, newest first, and whether it is committed."""
        void: set[int] = set()
        for entry in self._lines():
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

    def rewrite(self, entries: Iterable[Entry]) -> None:
        """Replace the history; lines that cannot be read are lost.

        Args:
            entries: What is kept of it, newest first.
        """
        kept = [_line(entry) for entry in entries]
        with as_store_error("written", self.path):
            if self.path.exists():
                replace_file(self.path, b"".join(reversed(kept)), self._disk)

    def read_all(self) -> "HistoryContents":
        """All lines of the file, whether or not they can be read."""
        lines = list(self._raw_lines())
        entries = [(_entry(line, self.path), line) for line in lines]
        bad = [at for at, (entry, _) in enumerate(entries) if entry is None]
        # A crash leaves the last line unfinished; the next line that is added marks it.
        torn = [at for at in bad if at == 0 or lines[at].endswith(_CUT_OFF)]
        altered = sorted(len(lines) - at for at in bad if at not in torn)
        return HistoryContents(tuple(entry for entry, _ in entries if entry), len(torn), tuple(altered))

    def times(self, number: int) -> list[datetime]:
        """The times of the newest entries, newest first, read from the beginnings of their lines."""
        found = (_moment(_AT.match(content, start)) for content, start, _ in self._spans())
        return list(islice((one for one in found if one), number))

    def _lines(self) -> Iterator[Entry]:
        for line in self._raw_lines():
            entry = _entry(line, self.path)
            if entry is not None:
                yield entry

    def _raw_lines(self) -> Iterator[bytes]:
        """The lines as they are, from the last to the first."""
        return (content[start:end] for content, start, end in self._spans())

    def _spans(self) -> Iterator[tuple[mmap.mmap, int, int]]:
        """Where each line begins and ends in the file, from the last to the first."""
        with as_store_error("read", self.path):
            require_regular_file(self.path)
            if not self.path.exists() or self.path.stat().st_size == 0:
                return
        with (
            as_store_error("read", self.path),
            open_regular_file(self.path) as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
        ):
            end = len(content)
            while end > 0:
                start = content.rfind(b"\n", 0, end - 1) + 1
                yield content, start, end
                end = start

    def _write(self, handle: int, line: bytes) -> None:
        size = os.fstat(handle).st_size
        # A line that a crash cut off must not become one line with this one.
        if size and os.pread(handle, 1, size - 1) != b"\n":
            line = _CUT_OFF + line
        try:
            self._disk.write(handle, line)
            self._disk.sync(handle)
            if size == 0:
                self._disk.sync_folder(self.path.parent)
        except OSError:
            self._disk.truncate(handle, size)
            raise


def newest_change(entries: Iterable[Entry]) -> Entry | None:
    """The newest entry that changed the hub; None if there is none, or if it is void.

    Args:
        entries: A history, newest first.
    """
    newest = next((entry for entry in entries if entry.generation is not None), None)
    return None if newest is None or newest.what is What.VOID else newest


class HistoryContents(Struct, frozen=True):
    """The lines of a history file."""

    entries: tuple[Entry, ...]
    """All entries that can be read, newest first, with those that were never committed."""
    torn: int
    """How many lines a crash cut off."""
    altered: tuple[int, ...]
    """The numbers, from 1, of the lines that marktui did not write."""


def _line(entry: Entry) -> bytes:
    body = msgspec.json.encode(entry)
    return _PREFIX % _checksum(body) + body + b"}\n"


def _entry(line: bytes, path: Path) -> Entry | None:
    """The entry of a line; None if it was cut off or altered."""
    body = line[_ENTRY_AT:-2]
    if not line.endswith(b"}\n") or line[_SUM_AT] != _checksum(body):
        return None
    if not is_clean_json(body):
        body = orjson.dumps(clean_json(body))
    try:
        return msgspec.json.decode(body, type=Entry)
    except msgspec.ValidationError:
        raise NewerFormatError(
            f"{path} holds an entry of a newer marktui.",
            "Install the newer marktui that wrote it.",
        ) from None


def _moment(found: re.Match[bytes] | None) -> datetime | None:
    """The time that a line begins with; None for a time that only an edited file can hold."""
    with suppress(ValueError):
        moment = datetime.fromisoformat(found[1].decode()) if found else None
        return moment if moment and is_valid_moment(moment) else None
    return None


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=8).hexdigest().encode()
