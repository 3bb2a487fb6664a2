"""What can go wrong with a hub folder."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marktui.hub.model.errors import Exit, MarktuiError, UsageError


class StoreError(MarktuiError):
    """The hub cannot be read or written."""

    exit = Exit.STORE
    kind = "store"


class NoHubError(UsageError):
    """There is no hub in the folder."""

    kind = "no_hub"


class HubExistsError(UsageError):
    """There is a hub in the folder already."""

    kind = "hub_exists"


class LockedError(StoreError):
    """Another process is writing."""

    kind = "locked"


class DamagedError(StoreError):
    """The hub file is not what marktui wrote."""

    kind = "damaged"


class NewerFormatError(StoreError):
    """A later marktui wrote the hub file."""

    kind = "newer_format"


class ChangedElsewhereError(StoreError):
    """Somebody else changed the hub since it was read."""

    kind = "changed_elsewhere"

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed the hub since it was read; nothing was written.",
            "Read again and repeat what you did.",
        )


class NetworkDiskError(StoreError):
    """The hub folder is on a network file system."""

    kind = "network_disk"


class NoBackupError(UsageError):
    """There is no backup of that name."""

    kind = "no_backup"


class UnsureError(OSError):
    """A file was replaced; the disk did not confirm it, and the old file could not be put back."""


@contextmanager
def as_store_error(doing: str, path: Path) -> Iterator[None]:
    """Turn an `OSError` into a `StoreError` that a person can understand.

    Args:
        doing: What was being done: "written", "read".
    """
    try:
        yield
    except OSError as error:
        is_planted = error.errno == errno.ELOOP
        reason = _PLANTED if is_planted else (error.strerror or "the system refused").lower()
        if isinstance(error, UnsureError):
            raise StoreError(
                f"{error.filename} was replaced, but the disk did not confirm it: {reason}.",
                "Check the disk, and whether the change was saved before you repeat it.",
            ) from error
        hint = {
            errno.ENOSPC: "Free some space on this disk and try again.",
            errno.EFBIG: "The file may not grow so large here; raise the limit and try again.",
            errno.EDQUOT: "Free some of your quota and try again.",
            errno.EACCES: "Check who owns the folder, and its permissions.",
            errno.EPERM: "Check who owns the folder, and its permissions.",
            errno.EROFS: "The disk is mounted read-only.",
            errno.ELOOP: "See what it is and who put it there with ls -l, and remove it.",
        }.get(error.errno or 0, "Nothing was changed. Check the disk and try again.")
        where = error.filename if is_planted else path
        raise StoreError(f"{where} cannot be {doing}: {reason}.", hint) from error


_PLANTED = "a link or something else is in its place"
"""Said in place of the system's own message about a link, which people do not understand."""
