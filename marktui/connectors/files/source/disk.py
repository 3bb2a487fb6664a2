"""Reads files and folders: regular files only, whole or not at all, and never more than fits."""

import os
import stat
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from marktui.connectors.files.roster import FileContent
from marktui.connectors.files.source.errors import (
    LARGEST,
    MOST,
    NotAFileError,
    changed,
    not_readable,
    not_regular,
    too_big,
    too_many,
)
from marktui.hub.model.text import clean, enumerated

ENDINGS = (".csv", ".tsv", ".txt", ".xml", ".ctf", ".zip")
"""How the names of exports end; a folder or zip may hold anything else beside them."""


_FEW = 4
"""How many other files are named."""


def is_export(name: str) -> bool:
    """Whether a file of a folder or zip can be an export, by its name."""
    return name.lower().endswith(ENDINGS) and not name.startswith((".", "~$"))


def files_at(path: Path) -> list[Path]:
    """A file, or the exports of a folder, in order of name; folders in it are left out."""
    try:
        if not path.is_dir():
            return [path]
        every = sorted(os.scandir(path), key=lambda one: one.name)
    except OSError as error:
        raise not_readable(error, clean(str(path))) from None
    names = [one.name for one in every if is_export(one.name) and not one.is_dir()]
    if len(names) > MOST:
        raise too_many(clean(str(path)))
    if not names:
        raise NotAFileError(
            f"There is no export in {clean(str(path))}{_beside(every)}.",
            f"Their names end in {', '.join(ENDINGS)}; folders in it are not read.",
        )
    return [path / name for name in names]


def _beside(every: Iterable[os.DirEntry[str]]) -> str:
    """What is in a folder instead, as the rest of a sentence."""
    there = [clean(one.name) for one in every if not one.name.startswith(".")]
    return f", but {enumerated(there, _FEW)}" if there else ""


def read_file(path: Path) -> FileContent:
    """One file, as it was from the first byte to the last."""
    name = clean(path.name)
    try:
        # A pipe would wait for its writer for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode):
                raise not_regular(name)
            if before.st_size > LARGEST:
                raise too_big(name)
            content = file.read(before.st_size + 1)
            after = os.fstat(handle)
    except OSError as error:
        raise not_readable(error, clean(str(path))) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise changed(name)
    if len(content) != after.st_size:
        raise changed(name)
    return FileContent(name, content, datetime.fromtimestamp(after.st_mtime, UTC))
