"""The addresses to which a login's secrets may be sent, stored where only that login can write.

The addresses of a connection are in the hub file. In a shared hub the whole group can write that file, and
can remove `secrets.json` beside it; it cannot write here.
"""

import os
import stat
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from marktui.store.disk.atomic import replace_file
from marktui.store.disk.disk import PRIVATE_FOLDER
from marktui.store.disk.errors import as_store_error
from marktui.store.disk.regular_file import open_regular_file


class _Note(Struct):
    """What the file of one hub holds."""

    hub: str
    """The hub folder."""
    inode: int
    """The number of the folder on the disk: another folder of the same name is another hub."""
    connectors: dict[str, dict[str, str]]
    """The confirmed settings by connector."""


class ConfirmedAddresses:
    """The addresses that this login has confirmed for one hub."""

    def __init__(self, folder: Path, state: Path | None = None) -> None:
        self._folder = Path(os.path.realpath(folder))
        self._state = state

    @property
    def path(self) -> Path:
        """The file of this hub's confirmed addresses."""
        from platformdirs import user_state_path  # imported here because few verbs send a secret

        mark = sha256(os.fsencode(self._folder)).hexdigest()[:24]
        state = self._state or user_state_path("marktui", appauthor=False)
        return state / "confirmed" / f"{mark}.json"

    def settings(self, connector: str) -> dict[str, str] | None:
        """The confirmed settings of a connector; None if this login has confirmed none."""
        note = self._note()
        return None if note is None else note.connectors.get(connector)

    def confirm(self, connector: str, settings: Mapping[str, str]) -> None:
        """Store the settings to which the secrets of a connector may be sent, and replace those before."""
        note = self._note()
        others = note.connectors if note else {}
        with as_store_error("written", self.path):
            self.path.parent.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
            self._write(others | {connector: dict(settings)})

    def forget(self) -> None:
        """Forget all confirmed addresses of the hub."""
        with as_store_error("removed", self.path):
            self.path.unlink(missing_ok=True)

    def _write(self, connectors: dict[str, dict[str, str]]) -> None:
        note = _Note(str(self._folder), self._folder.stat().st_ino, connectors)
        replace_file(self.path, msgspec.json.format(msgspec.json.encode(note)) + b"\n")

    def _note(self) -> _Note | None:
        """The stored file; None if there is none, or if another login may have written it."""
        try:
            with open_regular_file(self.path) as file:
                if not (_is_ours(os.fstat(file.fileno())) and _is_ours(self.path.parent.stat())):
                    return None
                note = msgspec.json.decode(file.read(), type=_Note)
            is_here = note.hub == str(self._folder) and note.inode == self._folder.stat().st_ino
        except (OSError, msgspec.DecodeError):
            return None
        return note if is_here else None


def _is_ours(facts: os.stat_result) -> bool:
    """Whether only this login can write a file or folder."""
    return facts.st_uid == os.geteuid() and not stat.S_IMODE(facts.st_mode) & 0o022
