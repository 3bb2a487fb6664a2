"""What happens to files: each damage that a hub folder may suffer, and how everything in it looks."""

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from marktui.store.disk.disk import Disk

from .school import School


def flipped(path: Path) -> None:
    """One bit of the middle is another one."""
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def foreign(path: Path) -> None:
    path.write_bytes(b'{"_default": {"1": {"name": "Ashgrove"}}}')


def renumbered(path: Path) -> None:
    """Somebody has edited the first line."""
    path.write_bytes(path.read_bytes().replace(b'"generation":', b'"generation":9', 1))


DAMAGES: Mapping[str, Callable[[Path], None]] = {
    one.__name__: one for one in (flipped, cut, emptied, foreign, renumbered)
}


def newer(path: Path) -> None:
    """A later marktui has written the file."""
    path.write_bytes(path.read_bytes().replace(b'"format":3', b'"format":4', 1))


def look_of(school: School) -> dict[str, tuple[bytes, int, int]]:
    """Every file of a hub folder with its content, mode and time of writing."""
    look = {}
    for path in [school.folder, *sorted(school.folder.rglob("*"))]:
        facts = path.stat()
        content = path.read_bytes() if path.is_file() else b""
        look[str(path)] = (content, stat.S_IMODE(facts.st_mode), facts.st_mtime_ns)
    return look


def content_of(school: School) -> dict[str, bytes]:
    """What the files hold, but for the lock."""
    return {name: look[0] for name, look in look_of(school).items() if not name.endswith(".lock")}


class CutOffError(Exception):
    """The machine stopped."""


class FailingDisk(Disk):
    """Stops for good at its n-th rename, as a machine does that loses its power.

    Args:
        at: The number of the rename, from 1.
    """

    def __init__(self, at: int) -> None:
        self._left = at

    def rename(self, path: Path, to: Path) -> None:
        self._left -= 1
        if self._left <= 0:
            raise CutOffError
        super().rename(path, to)

    def remove(self, path: Path) -> None:
        if self._left <= 0:
            raise CutOffError
        super().remove(path)
