"""Writes `history.jsonl`: lines are only added."""

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from marktui.store.disk.atomic import replace_file
from marktui.store.disk.disk import DISK, Disk
from marktui.store.disk.errors import as_store_error
from marktui.store.file.entry import Entry, What
from marktui.store.history.reader import CUT_OFF, HistoryReader, checksum

_PREFIX = b'{"sum":"%s","entry":'


class History(HistoryReader):
    """The history file of one hub folder. Callers that add hold the hub's lock."""

    def __init__(self, path: Path, disk: Disk = DISK) -> None:
        super().__init__(path)
        self._disk = disk

    def add(self, entry: Entry) -> None:
        """Add an entry, and make it survive a power cut."""
        line = history_line(entry)
        with as_store_error("written", self.path):
            handle = self._disk.extend(self.path)
            try:
                self._write(handle, line)
            finally:
                self._disk.close(handle)

    def void_uncommitted(self, generation: int) -> None:
        """Void a change that was never committed; a later change may have the same generation."""
        newest = self._newest_change()
        if newest is not None and (newest.generation or 0) > generation:
            self.add(Entry(what=What.VOID, at=newest.at, login=newest.login, generation=newest.generation))

    def rewrite(self, entries: Iterable[Entry]) -> None:
        """Replace the history; lines that cannot be read are lost.

        Args:
            entries: What is kept of it, newest first.
        """
        kept = [history_line(entry) for entry in entries]
        with as_store_error("written", self.path):
            if self.path.exists():
                replace_file(self.path, b"".join(reversed(kept)), self._disk)

    def _write(self, handle: int, line: bytes) -> None:
        size = os.fstat(handle).st_size
        # A line that a crash cut off must not become one line with this one.
        if size and os.pread(handle, 1, size - 1) != b"\n":
            line = CUT_OFF + b"\n" + line
        try:
            self._disk.write(handle, line)
            self._disk.sync(handle)
            if size == 0:
                self._disk.sync_folder(self.path.parent)
        except OSError:
            self._disk.truncate(handle, size)
            raise


def history_line(entry: Entry) -> bytes:
    """The line of an entry."""
    body = msgspec.json.encode(entry)
    return b"".join([_PREFIX % checksum(body), body, b"}\n"])
