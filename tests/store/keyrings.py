"""Keyrings for the tests, as programs find them by PYTHON_KEYRING_BACKEND."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class FileRing(KeyringBackend):
    """Keeps everything in the file that `RING_FILE` names, so that it outlives a process."""

    name = "File ring"
    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    @property
    def _file(self) -> Path:
        return Path(os.environ["RING_FILE"])

    @property
    def kept(self) -> dict[str, str]:
        """All that it holds."""
        content: dict[str, str] = json.loads(self._file.read_text()) if self._file.exists() else {}
        return content

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file.write_text(json.dumps(self.kept | {f"{service}/{username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        kept = self.kept
        if kept.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError(service)
        self._file.write_text(json.dumps(kept))


class LockedRing(FileRing):
    """Is locked, and says so with a secret in its words."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("the password is secret-token-1")


class ForgetfulRing(FileRing):
    """Takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass
