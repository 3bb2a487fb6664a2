"""One writer at a time in a hub folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from marktui.store.disk.disk import PRIVATE_FILE
from marktui.store.disk.errors import LockedError, as_store_error
from marktui.store.disk.ownership import group_of
from marktui.store.disk.regular_file import read_regular_file, require_regular_file
from marktui.store.disk.sharing import SHARED_FILE

PATIENCE = 10.0
"""Seconds that a writer waits for another one to finish."""


@contextmanager
def hub_lock(path: Path, login: str, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a hub folder. The system frees it when the process dies."""
    # Imported on the first write: reading a hub needs no lock, and the import costs 30 ms.
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=patience, mode=_mode(path), fallback_to_soft=False)
    with as_store_error("locked", path):
        # If the folder was removed meanwhile, the lock would make a new one.
        path.parent.stat()
        require_regular_file(path)
        try:
            lock.acquire()
        except Timeout:
            raise LockedError(
                f"The hub is being written by {lock_holder(path) or 'somebody else'}.",
                "Try again in a moment.",
            ) from None
    try:
        _sign(path, login)
        try:
            yield
        finally:
            # A name that is left here does no harm.
            with suppress(OSError):
                clear_lock_holder(path)
    finally:
        lock.release()


def is_lock_held(path: Path) -> bool:
    """Whether another process is writing now. This does not change the lock file."""
    from filelock import FileLock, Timeout

    if not path.exists():
        return False
    lock = FileLock(path, timeout=0, mode=_mode(path), fallback_to_soft=False)
    with as_store_error("locked", path):
        require_regular_file(path)
        try:
            lock.acquire()
        except Timeout:
            return True
    lock.release()
    return False


class LockHolder(Struct, frozen=True):
    """The process that holds the lock, or held it when it died."""

    login: str
    host: str
    process: int
    since: datetime

    def __str__(self) -> str:
        since = self.since.isoformat(timespec="seconds")
        return f"{self.login} on {self.host} (process {self.process}, since {since})"


def lock_holder(path: Path) -> LockHolder | None:
    """Who the lock file names; None if it names nobody or cannot be read."""
    try:
        return msgspec.json.decode(read_regular_file(path), type=LockHolder)
    except (OSError, msgspec.DecodeError):
        return None


def _mode(path: Path) -> int:
    """The mode of a new lock file: everybody who may write the hub has to open it."""
    return PRIVATE_FILE if group_of(path.parent) is None else SHARED_FILE


def _sign(path: Path, login: str) -> None:
    """Write into the lock file who holds it, for the message to others."""
    who = LockHolder(login, os.uname().nodename, os.getpid(), datetime.now(UTC))
    with as_store_error("written", path):
        _fill(path, msgspec.json.encode(who))


def clear_lock_holder(path: Path) -> None:
    """Remove the name of the holder from the lock file."""
    _fill(path, b"")


def _fill(path: Path, content: bytes) -> None:
    # In a shared folder another login may have put a link here.
    handle = os.open(path, os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW)
    try:
        os.write(handle, content)
    finally:
        os.close(handle)
