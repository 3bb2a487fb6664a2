"""What this process may do to a file or folder."""

import os
import stat
from pathlib import Path


def may_read(path: Path) -> bool:
    """Whether this process may read a file, or list a folder."""
    return _may(path, os.R_OK)


def may_write(path: Path) -> bool:
    """Whether this process may read and write a file, or add to a folder."""
    return _may(path, os.R_OK | os.W_OK)


def is_read_only(path: Path) -> bool:
    """Whether a file or folder is on a disk that is mounted read-only."""
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def is_closed_to_owner(facts: os.stat_result) -> bool:
    """Whether the mode of our own file or folder keeps us from using it."""
    needed = stat.S_IRWXU if stat.S_ISDIR(facts.st_mode) else stat.S_IRUSR | stat.S_IWUSR
    return facts.st_uid == os.geteuid() and bool(needed & ~facts.st_mode)


def _may(path: Path, how: int) -> bool:
    if path.is_dir():
        how |= os.X_OK
    return os.access(path, how, effective_ids=os.access in os.supports_effective_ids)
