"""One writer at a time in a hub folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from socket import gethostname

import msgspec

from marktui.store.atomic import PRIVATE_FILE
from marktui.store.error import LockedError, told_as_store_error

PATIENCE = 10.0
"""Seconds that a writer waits for another one to finish."""


@contextmanager
def writing(path: Path, login: str, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a hub folder. The system frees it when the process dies.

    Args:
        path: The lock file; it names its holder while it is held.
        login: The Unix login to name.
        patience: Seconds to wait for another holder.

    Raises:
        LockedError: Somebody else held it all the time; the sentence says who.
        StoreError: The folder does not let itself be locked.
    """
    # Imported on the first write: reading a hub needs no lock, and the import costs 30 ms.
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=patience, mode=PRIVATE_FILE)
    with told_as_store_error("locked", path):
        try:
            lock.acquire()
        except Timeout:
            raise LockedError(
                f"The hub is being written {_holder(path)}.", "Try again in a moment."
            ) from None
    try:
        _sign(path, login)
        yield
    finally:
        lock.release()


def _sign(path: Path, login: str) -> None:
    """Write into the lock file who holds it, for the message that others get to see."""
    holder = {
        "login": login,
        "host": gethostname(),
        "process": os.getpid(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with told_as_store_error("written", path):
        path.write_bytes(msgspec.json.encode(holder))


def _holder(path: Path) -> str:
    try:
        holder = msgspec.json.decode(path.read_bytes(), type=dict[str, str | int])
        return (
            f"by {holder['login']} on {holder['host']} (process {holder['process']}, since {holder['since']})"
        )
    except (OSError, KeyError, msgspec.DecodeError):
        return "by somebody else"
