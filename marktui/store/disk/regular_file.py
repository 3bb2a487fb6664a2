"""Reads files of a hub folder: regular files only, never through a link.

In a shared folder another login of the group can put anything in the place of a file. A link may lead to a
file that is private to the login that runs marktui, which would then get into the folder as a backup or the
next generation; a pipe would never end.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def open_regular_file(path: Path) -> Iterator[BinaryIO]:
    """A file, open for reading."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise not_regular_error(path)
        with os.fdopen(handle, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(handle)


def read_regular_file(path: Path) -> bytes:
    """The content of a file."""
    with open_regular_file(path) as file:
        return file.read()


def require_regular_file(path: Path) -> None:
    """Refuse a link, pipe, device or folder in the place of a file; the file may be missing."""
    if is_not_regular(path):
        raise not_regular_error(path)


def is_not_regular(path: Path) -> bool:
    """Whether a link, pipe, device or folder is in the place of a file."""
    try:
        return not stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def not_regular_error(path: Path) -> OSError:
    """The error for something else in the place of a file."""
    return OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
