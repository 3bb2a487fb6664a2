"""TinyDB's storage as a hub needs it: read once, staged in memory, replaced as a whole."""

import hashlib
import re
from pathlib import Path
from typing import Any

import orjson
from tinydb.storages import Storage

from marktui.store.atomic import replace_file
from marktui.store.error import DamagedError, NewerFormatError, NoHubError, told_as_store_error

FORMAT = 1
"""The format of the hub file that this version reads and writes."""

_HEAD = re.compile(rb'\{"hub":\{"1":\{"format":(\d+),"generation":(\d+),"digest":"([0-9a-f]{64})"\}\},\n')

Tables = dict[str, dict[str, Any]]


class HubStorage(Storage):
    """Keeps what TinyDB writes in memory until `replace` puts it on disk in one go.

    The file is what stock TinyDB reads, with one record a line. Its first line holds the format, the
    generation and a digest of the rest.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.generation = 0
        self._tables: Tables | None = None

    def read(self) -> Tables | None:
        """The tables, from memory once they have been read.

        Raises:
            DamagedError: The file is not what was written.
            NewerFormatError: The file is of a later format.
            NoHubError: There is no file.
        """
        if self._tables is None:
            with told_as_store_error("read", self.path):
                content = self.path.read_bytes() if self.path.exists() else None
            if content is not None:
                self.generation, self._tables = decode(content, self.path)
        return self._tables

    def write(self, data: Tables) -> None:
        """Stage tables; nothing reaches the disk before `replace`."""
        self._tables = data

    def replace(self, generation: int) -> None:
        """Put the staged tables on disk as a new generation.

        Raises:
            StoreError: They could not be written; the old file is still there.
        """
        assert self._tables is not None, "nothing is staged"  # noqa: S101 - never write an empty hub
        with told_as_store_error("written", self.path):
            replace_file(self.path, encode(self._tables, generation))
        self.generation = generation


def generation_on_disk(path: Path) -> int:
    """The generation of a hub file, from its first line alone.

    Raises:
        DamagedError: The first line is not one that marktui writes.
        NoHubError: There is no file.
    """
    with told_as_store_error("read", path):
        if not path.exists():
            raise no_hub(path.parent)
        with path.open("rb") as file:
            head = file.readline(256)
    return int(_head(head, path)[2])


def no_hub(folder: Path) -> NoHubError:
    """The failure of looking for a hub where there is none."""
    return NoHubError(
        f"There is no hub in {folder}.",
        "Make one with: marktui init --school NAME --coordinator NAME --email ADDRESS.",
    )


def encode(tables: Tables, generation: int) -> bytes:
    """The content of a hub file."""
    parts = [
        b'"%s":{\n%s\n}' % (name.encode(), _lines(rows)) for name, rows in tables.items() if name != "hub"
    ]
    body = b",\n".join(parts) + b"}\n"
    head = b'{"hub":{"1":{"format":%d,"generation":%d,"digest":"%s"}},\n'
    return head % (FORMAT, generation, _digest(FORMAT, generation, body).encode()) + body


def decode(content: bytes, path: Path) -> tuple[int, Tables]:
    """The generation and the tables in the content of a hub file.

    Raises:
        DamagedError: The content is not what was written.
        NewerFormatError: The file is of a later format.
    """
    head = _head(content, path)
    file_format, generation, digest = int(head[1]), int(head[2]), head[3].decode()
    if file_format > FORMAT:
        raise NewerFormatError(
            f"{path} was written by a newer marktui (format {file_format}; this one knows {FORMAT}).",
            "Install the newer marktui on this machine.",
        )
    if _digest(file_format, generation, memoryview(content)[head.end() :]) != digest:
        raise _damaged(path)
    tables: Tables = orjson.loads(content)
    return generation, tables


def _head(content: bytes, path: Path) -> re.Match[bytes]:
    head = _HEAD.match(content)
    if head is None:
        raise _damaged(path)
    return head


def _lines(rows: dict[str, Any]) -> bytes:
    return b",\n".join(b'"%s":%s' % (key.encode(), orjson.dumps(row)) for key, row in rows.items())


def _digest(file_format: int, generation: int, body: bytes | memoryview) -> str:
    digest = hashlib.sha256(b"%d %d\n" % (file_format, generation))
    digest.update(body)
    return digest.hexdigest()


def _damaged(path: Path) -> DamagedError:
    return DamagedError(
        f"{path} is damaged: it is not what marktui wrote last.",
        "Leave the file as it is, and put a copy of it from your backups in its place.",
    )
