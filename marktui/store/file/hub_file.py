"""The content of a hub file: JSON that stock TinyDB reads, one record a line, with a digest of itself.

The first line holds the format, the generation, the time of the commit, and a digest of these and the rest.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw, Struct

from marktui.hub.model.time import is_valid_moment
from marktui.store.disk.errors import DamagedError, NewerFormatError, NoHubError, as_store_error
from marktui.store.disk.paths import BACKUPS
from marktui.store.disk.regular_file import open_regular_file
from marktui.store.file.migration import FORMAT, SAME_TABLES, Tables, upgraded
from marktui.store.file.safe_json import clean_json, is_clean_json

_HEAD = re.compile(
    rb'\{"hub":\{"1":\{"format":(\d+),"generation":(\d+)(?:,"at":"([0-9TZ:-]{20})")?,"digest":"([0-9a-f]{40}|[0-9a-f]{64})"\}\},\n'
)
_FORMAT = rb'\{"hub":\{"1":\{"format":(\d+),'
_WITH_SHA_1 = 3
"""The first format whose digest is SHA-1."""
_HEAD_SIZE = 256
"""Longer than any first line, in bytes."""


class Head(Struct, frozen=True):
    """The first line of a hub file."""

    format: int
    generation: int
    at: str | None
    """The time of the commit, UTC, in ISO format to the second; None in format 1."""
    digest: str
    length: int
    """The length of the first line in bytes."""


def read_head(path: Path) -> Head:
    """The first line of a hub file, read without the rest."""
    with as_store_error("read", path):
        if not path.exists():
            raise no_hub_error(path.parent)
        with open_regular_file(path) as file:
            content = file.readline(_HEAD_SIZE)
    return head_of(content, path)


def read_generation(path: Path) -> int:
    """The generation of a hub file, from its first line."""
    return read_head(path).generation


def no_hub_error(folder: Path) -> NoHubError:
    """The error for a folder without a hub file."""
    from marktui.hub.model.next_step import HubStep

    if (folder / BACKUPS).is_dir():
        return NoHubError(f"The hub file is missing in {folder}.", next=HubStep.CHECK)
    return NoHubError(f"There is no hub in {folder}.", next=HubStep.CREATE)


def encode(tables: Tables, generation: int, at: datetime) -> bytes:
    """The content of a hub file."""
    body = list(_body(tables))
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = _digest(FORMAT, generation, moment, body)
    head = b'{"hub":{"1":{"format":%d,"generation":%d,"at":"%s","digest":"%s"}},\n'
    return b"".join([head % (FORMAT, generation, moment.encode(), digest.encode()), *body])


def checked(content: bytes, path: Path) -> tuple[Head, bytes]:
    """The head of a hub file, and its tables as in the present format, with clean text only.

    Args:
        path: Its name, for the message.

    Raises:
        msgspec.DecodeError: It is no JSON, though it has the right digest.
    """
    head = head_of(content, path)
    body = memoryview(content)[head.length :]
    if _digest(head.format, head.generation, head.at, [body]) != head.digest:
        raise damaged_error(path)
    if head.format >= SAME_TABLES and is_clean_json(content):
        return head, content
    return head, msgspec.json.encode(upgraded(clean_json(content), head.format))


def head_of(content: bytes, path: Path) -> Head:
    """The head of a hub file's content."""
    found = _HEAD.match(content)
    stated = found or re.match(_FORMAT, content)
    if stated and int(stated[1]) > FORMAT:
        raise NewerFormatError(
            f"{path} was written by a newer marktui (format {int(stated[1])}; this one knows {FORMAT}).",
            "Install the newer marktui on this machine.",
        )
    at = found[3].decode() if found and found[3] else None
    if found is None or (at is not None and not _is_moment(at)):
        raise damaged_error(path)
    return Head(int(found[1]), int(found[2]), at, found[4].decode(), found.end())


def _is_moment(text: str) -> bool:
    try:
        return is_valid_moment(datetime.fromisoformat(text))
    except ValueError:
        return False


def damaged_error(path: Path) -> DamagedError:
    """The error for a file that is not what marktui wrote."""
    from marktui.hub.model.next_step import HubStep

    return DamagedError(
        f"{path} is damaged: it is not what marktui wrote.",
        "Leave it as it is.",
        HubStep.CHECK,
    )


def _body(tables: Tables) -> Iterator[bytes]:
    """All but the first line, in pieces: a big school is put together once."""
    between = b""
    for name, rows in tables.items():
        if name != "hub":
            yield from (between, b'"%s":{\n' % name.encode(), _lines(rows), b"\n}")
            between = b",\n"
    yield b"}\n"


def _lines(rows: dict[str, Any]) -> bytes:
    if not rows:
        return b""
    # For each row a separator, its key, a colon, and what it holds.
    parts: list[bytes | Raw] = [b',\n"', b"", b'":', b""] * len(rows)
    parts[0] = b'"'
    parts[1::4] = [key.encode() for key in rows]
    parts[3::4] = [row if isinstance(row, Raw) else msgspec.json.encode(row) for row in rows.values()]
    return b"".join(parts)


def _digest(file_format: int, generation: int, at: str | None, body: Iterable[bytes | memoryview]) -> str:
    # It covers the first line too, so that no change there goes unnoticed.
    words = f"{file_format} {generation}" if at is None else f"{file_format} {generation} {at}"
    # SHA-1 finds damage as surely as the SHA-256 of formats 1 and 2, and is as quick or twice as quick.
    algorithm = hashlib.sha1 if file_format >= _WITH_SHA_1 else hashlib.sha256
    digest = algorithm(f"{words}\n".encode(), usedforsecurity=False)
    for piece in body:
        digest.update(piece)
    return digest.hexdigest()
