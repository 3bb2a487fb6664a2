"""The file with a hub's secrets, private to the login that connected it."""

import fcntl
import os
import stat
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import monotonic

import msgspec

from marktui.hub.model.next_step import Connect
from marktui.store.disk.atomic import leftovers, replace_file
from marktui.store.disk.errors import DamagedError, LockedError, StoreError, as_store_error
from marktui.store.disk.paths import SECRETS_FILE
from marktui.store.disk.regular_file import is_not_regular, open_regular_file

PATIENCE = 100.0
"""Seconds to wait for another process that renews a token: a little longer than it may try."""
_LOOKS = 0.05
"""Seconds between two attempts."""

Everything = dict[str, dict[str, str]]
"""The secrets by connector and short name."""


class SecretFile:
    """`secrets.json` of one hub."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / SECRETS_FILE

    @property
    def is_another_logins(self) -> bool:
        """Whether it belongs to another login: it stays private to the login that connected."""
        with as_store_error("read", self.path):
            return os.path.lexists(self.path) and self.path.lstat().st_uid != os.geteuid()

    @property
    def is_not_regular(self) -> bool:
        """Whether a link or something else is in its place."""
        return is_not_regular(self.path)

    def read(self, *, even_if_open: bool = False) -> Everything:
        """All secrets; empty if there is no file.

        Args:
            even_if_open: Whether it may be read although other logins can read it too.
        """
        with as_store_error("read", self.path):
            if not os.path.lexists(self.path):
                return {}
            # The mode of the open file, as another may be put in its place meanwhile.
            with open_regular_file(self.path) as file:
                mode, content = stat.S_IMODE(os.fstat(file.fileno()).st_mode), file.read()
        if mode & 0o077 and not even_if_open:
            raise StoreError(
                f"{self.path} can be read by others (mode {mode:o}), so its secrets are not used.",
                f"Make it private: chmod 600 {self.path}; then renew the secrets.",
                Connect(),
            )
        try:
            return msgspec.json.decode(content, type=Everything)
        except msgspec.DecodeError:
            raise DamagedError(f"{self.path} is damaged.", "Delete it.", Connect()) from None

    def write(self, everything: Mapping[str, Mapping[str, str]]) -> None:
        """Replace all secrets; without any, the file is removed."""
        with as_store_error("written", self.path):
            if everything:
                replace_file(self.path, msgspec.json.format(msgspec.json.encode(everything)) + b"\n")
            else:
                self.path.unlink(missing_ok=True)

    def clear_leftovers(self) -> None:
        """Remove temporary files that a crash left."""
        with as_store_error("removed", self.path):
            for path in leftovers(self.path.parent, (SECRETS_FILE,)):
                path.unlink(missing_ok=True)


@asynccontextmanager
async def changing_secrets(folder: Path, patience: float = PATIENCE) -> AsyncIterator[None]:
    """Hold the lock on a hub's secrets. The system frees it when the process dies.

    The folder itself is locked, so that no file is left behind.
    """
    with as_store_error("locked", folder):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        await _lock(handle, folder, patience)
        yield
    finally:
        os.close(handle)


async def _lock(handle: int, folder: Path, patience: float) -> None:
    import asyncio  # imported here because reading needs no loop

    end = monotonic() + patience
    while True:
        with as_store_error("locked", folder), suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        if monotonic() > end:
            raise LockedError(
                "Another marktui is still changing the secrets of this hub.",
                "Try again in a moment.",
            )
        await asyncio.sleep(_LOOKS)
