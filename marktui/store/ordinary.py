"""Reading what lies in a hub folder: ordinary files alone, and never by way of a link.

In a shared folder somebody of the group can put anything in the place of a file. What a link leads to may be
private to whoever runs marktui, and would come into the folder as a backup or as the next generation; a pipe
would never end.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file, open for reading.

    Args:
        path: The file.

    Raises:
        OSError: It cannot be read, or is a link or no file at all.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        _refuse(os.fstat(handle), path)
        yield file


def read_ordinary(path: Path) -> bytes:
    """All that a file holds.

    Args:
        path: The file.

    Raises:
        OSError: It cannot be read, or is a link or no file at all.
    """
    with opened(path) as file:
        return file.read()


def refuse_planted(path: Path) -> None:
    """Refuse a name that is taken by something else than a file or folder; it may be missing.

    Raises:
        OSError: It is a link, a pipe or a device.
    """
    if is_planted(path):
        raise _planted(path)


def is_planted(path: Path) -> bool:
    """Whether a link, a pipe or a device has the name of a file or folder of ours."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _refuse(facts: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(facts.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(facts.st_mode):
        raise _planted(path)


def _planted(path: Path) -> OSError:
    return OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
