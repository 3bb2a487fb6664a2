"""Where the connectors' secrets are kept: the environment, else `secrets.json` in the hub folder."""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from marktui.store.atomic import replace_file
from marktui.store.error import StoreError, told_as_store_error
from marktui.store.paths import SECRETS_FILE
from marktui.store.thread import in_thread


def variable(connector: str, name: str) -> str:
    """The environment variable of a secret: `MARKTUI_ASSEMBLY_TOKEN`."""
    return f"MARKTUI_{connector}_{name}".upper()


class GivenSecrets:
    """Secrets that are being tried and are not stored yet.

    Args:
        values: The secrets by short name.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = dict(values)
        """The secrets, renewed ones included."""

    def get(self, name: str) -> str | None:
        """A secret."""
        return self.values.get(name)

    async def renew(self, name: str, value: str) -> None:
        """Take a renewed secret in the place of the one that was given."""
        self.values[name] = value


class HubSecrets:
    """The secrets of one connector of one hub.

    Args:
        folder: The hub folder.
        connector: The connector's word.
        environment: The process's environment, unless another one is meant.
    """

    def __init__(self, folder: Path, connector: str, environment: Mapping[str, str] | None = None) -> None:
        self.path = folder / SECRETS_FILE
        """Where stored secrets lie."""
        self._connector = connector
        self._environment = os.environ if environment is None else environment
        self._renewed: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """A secret: renewed in this process, else from the environment, else from the file.

        Raises:
            StoreError: The file cannot be read, or others can read it.
        """
        found = self._renewed.get(name) or self._environment.get(variable(self._connector, name))
        return found or self._stored().get(name)

    async def renew(self, name: str, value: str) -> None:
        """Keep a renewed secret: in memory if it came from the environment, else in the file."""
        self._renewed[name] = value
        if not self._environment.get(variable(self._connector, name)):
            await in_thread(self.store, {**self._stored(), name: value})

    def store(self, secrets: Mapping[str, str]) -> Path:
        """Put the connector's secrets into the file, readable by its owner alone.

        Returns:
            Where they lie.
        """
        # The secrets of another login are not ours to read; whoever connects last has theirs in the file.
        others = {} if self._is_anothers() else self._everything()
        everything = others | {self._connector: dict(secrets)}
        with told_as_store_error("written", self.path):
            replace_file(self.path, msgspec.json.format(msgspec.json.encode(everything)) + b"\n")
        return self.path

    def forget(self) -> None:
        """Take the connector's secrets out of the file; the file goes with the last of them."""
        everything = {self._connector: {}} if self._is_anothers() else self._everything()
        if everything.pop(self._connector, None) is None:
            return
        with told_as_store_error("written", self.path):
            if everything:
                replace_file(self.path, msgspec.json.format(msgspec.json.encode(everything)) + b"\n")
            else:
                with suppress(FileNotFoundError):
                    self.path.unlink()

    def _is_anothers(self) -> bool:
        """Whether the file is another login's: in a shared hub it stays private to whoever connected."""
        with told_as_store_error("read", self.path):
            return self.path.exists() and self.path.stat().st_uid != os.geteuid()

    def _stored(self) -> dict[str, str]:
        prefix = variable(self._connector, "")
        if self._is_anothers() and any(name.startswith(prefix) for name in self._environment):
            # What this login did not put into its environment it does without.
            return {}
        return self._everything().get(self._connector, {})

    def _everything(self) -> dict[str, dict[str, str]]:
        with told_as_store_error("read", self.path):
            if not self.path.exists():
                return {}
            mode = stat.S_IMODE(self.path.stat().st_mode)
            if self._is_anothers():
                name = variable(self._connector, "…")
                raise StoreError(
                    f"The secrets in {self.path} are those of another login, which alone can read them.",
                    f"Set this login's own in the environment ({name}), or connect as it: marktui connect.",
                )
            if mode & 0o077:
                raise StoreError(
                    f"{self.path} can be read by others (mode {mode:o}), so its secrets are not used.",
                    f"Make it private: chmod 600 {self.path}; then renew the secrets: marktui connect.",
                )
            content = self.path.read_bytes()
        try:
            return msgspec.json.decode(content, type=dict[str, dict[str, str]])
        except msgspec.DecodeError:
            raise StoreError(
                f"{self.path} is damaged.", "Delete it and connect again: marktui connect."
            ) from None
