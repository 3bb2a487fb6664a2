"""`history.jsonl`: what happened, one checked line each, only ever added to."""

import hashlib
import mmap
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from marktui.store.atomic import PRIVATE_FILE, sync_folder
from marktui.store.entry import Entry, What
from marktui.store.error import NewerFormatError, told_as_store_error

_PREFIX = b'{"sum":"%s","entry":'
_SUM_AT = slice(8, 24)
_ENTRY_AT = 34


class History:
    """The history file of one hub folder. Callers that add hold the hub's lock."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, entry: Entry) -> None:
        """Add an entry and make it last.

        Raises:
            StoreError: It could not be written.
        """
        body = msgspec.json.encode(entry)
        line = _PREFIX % _checksum(body) + body + b"}\n"
        with told_as_store_error("written", self.path):
            is_new = not self.path.exists()
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
            try:
                _write(handle, line)
            finally:
                os.close(handle)
            if is_new:
                sync_folder(self.path.parent)

    def set_aside(self, generation: int) -> None:
        """Void a change whose commit never came, so that a later commit of the same generation is not it.

        Args:
            generation: The generation of the hub file.
        """
        newest = next((entry for entry in self._lines() if entry.generation is not None), None)
        if newest is not None and newest.what is not What.VOID and (newest.generation or 0) > generation:
            self.add(Entry(what=What.VOID, at=newest.at, login=newest.login, generation=newest.generation))

    def newest_first(self, generation: int) -> Iterator[Entry]:
        """The entries that stand, newest first: notes, and changes that the hub file has reached.

        Args:
            generation: The generation of the hub file.
        """
        void: set[int] = set()
        for entry in self._lines():
            if entry.generation is None:
                yield entry
            elif entry.what is What.VOID:
                void.add(entry.generation)
            elif entry.generation in void:
                void.discard(entry.generation)
            elif entry.generation <= generation:
                yield entry

    def _lines(self) -> Iterator[Entry]:
        if not self.path.exists() or self.path.stat().st_size == 0:
            return
        with (
            told_as_store_error("read", self.path),
            self.path.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
        ):
            end = len(content)
            while end > 0:
                start = content.rfind(b"\n", 0, end - 1) + 1
                entry = self._entry(content[start:end])
                if entry is not None:
                    yield entry
                end = start

    def _entry(self, line: bytes) -> Entry | None:
        """The entry of a line; None for one that was cut off or altered."""
        body = line[_ENTRY_AT:-2]
        if not line.endswith(b"}\n") or line[_SUM_AT] != _checksum(body):
            return None
        try:
            return msgspec.json.decode(body, type=Entry)
        except msgspec.ValidationError:
            raise NewerFormatError(
                f"{self.path} holds an entry that this marktui does not know.",
                "Install the newer marktui that wrote it.",
            ) from None


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=8).hexdigest().encode()


def _write(handle: int, line: bytes) -> None:
    size = os.fstat(handle).st_size
    # A line that a crash cut off must not swallow this one, nor become whole by it.
    if size and os.pread(handle, 1, size - 1) != b"\n":
        line = b" cut off\n" + line
    try:
        while line:
            line = line[os.write(handle, line) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)
        raise
