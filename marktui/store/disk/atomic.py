"""Replaces a file so that a crash leaves either the old or the new content."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from marktui.store.disk.disk import DISK, Disk
from marktui.store.disk.errors import UnsureError


def replace_file(path: Path, content: bytes, disk: Disk = DISK, former: Path | None = None) -> None:
    """Put new content in the place of a file, readable by its owner alone.

    The order is what makes it safe: a temporary file in the same folder, fsync, rename, fsync of the folder.

    Args:
        former: Another name of the old file, from which it is put back if the rename cannot be made to last.

    Raises:
        UnsureError: The new file is there but may be lost, and the old one could not be put back.
        OSError: The content could not be written; what was there before is still there. A file without a
            former name may hold the new content already.
    """
    is_new = not path.exists()
    temporary = _beside(path)
    try:
        _write(temporary, content, disk)
        disk.rename(temporary, path)
    except BaseException:
        # The next writer removes the temporary file; this failure is the one to report.
        with suppress(OSError):
            disk.remove(temporary)
        raise
    try:
        disk.sync_folder(path.parent)
    except OSError:
        _undo_replace(path, disk, former, is_new)
        raise


def leftovers(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """The temporary files that a crash left in a folder.

    Args:
        names: The names of the files that were being replaced.
    """
    for name in names:
        found = sorted(folder.glob(f".{name}.*"))
        # A folder of that name is not ours, and could not be removed like a file.
        yield from (path for path in found if path.is_symlink() or not path.is_dir())


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}")


def _undo_replace(path: Path, disk: Disk, former: Path | None, is_new: bool) -> None:
    """Undo a rename that cannot be made to last."""
    try:
        if is_new:
            disk.remove(path)
        elif former is not None:
            _put_back(former, path, disk)
    except OSError as error:
        raise UnsureError(error.errno, error.strerror, str(path)) from error
    # The disk may refuse this again.
    with suppress(OSError):
        disk.sync_folder(path.parent)


def _put_back(former: Path, path: Path, disk: Disk) -> None:
    temporary = _beside(path)
    disk.link(former, temporary)
    try:
        disk.rename(temporary, path)
    except OSError:
        with suppress(OSError):
            disk.remove(temporary)
        raise


def _write(path: Path, content: bytes, disk: Disk) -> None:
    handle = disk.create(path)
    try:
        disk.write(handle, content)
        disk.sync(handle)
    finally:
        disk.close(handle)
