"""Where the connectors' secrets are kept: the environment, else `secrets.json` or the keyring."""

import os
import stat
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from marktui.store import vault
from marktui.store.atomic import leftovers, replace_file
from marktui.store.error import DamagedError, StoreError, told_as_store_error
from marktui.store.ordinary import is_planted, opened
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
        settings: Where they are about to be sent; None where they are not.
    """

    def __init__(
        self,
        folder: Path,
        connector: str,
        environment: Mapping[str, str] | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.path = folder / SECRETS_FILE
        """The file in which stored secrets lie, or that says that they lie in the keyring."""
        self._connector = connector
        self._environment = os.environ if environment is None else environment
        self._settings = settings
        self._renewed: dict[str, str] = {}
        self._taken: dict[str, str] | None = None
        """What the keyring gave: it may ask its owner to unlock it, and shall do so once."""

    @property
    def where(self) -> str:
        """Where stored secrets lie, or would lie, in words."""
        in_keyring = _KEYRING in self._unproven()
        return "the keyring of this machine" if in_keyring else f"{self.path}, readable by you alone"

    def completed(self, given: Mapping[str, str], needed: Collection[str]) -> dict[str, str]:
        """The secrets that were given now, with the known ones in the place of those that are empty.

        What is known for other addresses, or to another login, is left out; there has to be enough without.

        Args:
            given: All the secrets of the connector by short name.
            needed: Those without which it does nothing.

        Raises:
            StoreError: What is needed is known for other addresses alone, or cannot be read.
        """
        try:
            known = {name: value or self.get(name) for name, value in given.items()}
        except StoreError:
            if not all(given[name] for name in needed):
                raise
            known = dict(given)
        return {name: value for name, value in known.items() if value}

    def get(self, name: str) -> str | None:
        """A secret: renewed in this process, else from the environment, else as it was stored.

        Raises:
            StoreError: The file cannot be read, others can read it, or it was stored for other addresses; or
                the keyring does not give it.
            NoKeyringError: It was put into a keyring, and there is none.
        """
        self._require_same_addresses()
        found = self._renewed.get(name) or self._environment.get(variable(self._connector, name))
        return found or self._stored().get(name)

    def is_known(self, name: str) -> bool:
        """Whether there is a secret, as far as can be told without using it or asking the keyring."""
        stored = self._unproven()
        given = self._environment.get(variable(self._connector, name))
        return bool(given or stored.get(_KEYRING) or stored.get(name))

    async def renew(self, name: str, value: str) -> None:
        """Keep a renewed secret: in memory if it came from the environment, else where it was stored."""
        self._renewed[name] = value
        if not self._environment.get(variable(self._connector, name)):
            await in_thread(lambda: self.store({**self._stored(), name: value}))

    def store(self, secrets: Mapping[str, str], *, in_keyring: bool | None = None) -> None:
        """Keep the connector's secrets, in the place of those before.

        Args:
            secrets: All of them.
            in_keyring: Whether they go into the keyring; None leaves them where they were.

        Raises:
            NoKeyringError: There is no keyring.
            StoreError: They cannot be kept.
        """
        # The secrets of another login are not ours to read; whoever connects last has theirs in the file.
        others = {} if self._is_anothers() else self._everything()
        ours = others.get(self._connector, {})
        former = ours.get(_KEYRING)
        meant = {_GIVEN_FOR: _text(self._settings)} if self._settings is not None else _only(_GIVEN_FOR, ours)
        if in_keyring or (in_keyring is None and former):
            entry = former or vault.new_entry()
            vault.put(entry, self._connector, secrets)
            self._write(others | {self._connector: {_KEYRING: entry} | meant})
            self._taken = dict(secrets)
            return
        self._write(others | {self._connector: dict(secrets) | meant})
        if former:
            # A keyring that is there no more gives them to nobody.
            with suppress(vault.NoKeyringError):
                vault.drop(former, self._connector)

    def forget(self) -> bool:
        """Forget the connector's secrets; the file goes with the last of them, or where it is damaged.

        Returns:
            Whether there were any.

        Raises:
            NoKeyringError: They lie in a keyring, and there is none.
            StoreError: They cannot be taken away.
        """
        unread = {self._connector: dict[str, str]()}
        # Whoever else can read the file is no reason to leave them there; what a link leads to is not ours.
        is_foreign = self._is_anothers() or is_planted(self.path)
        try:
            everything = unread if is_foreign else self._everything(whoever_reads=True)
        except DamagedError:
            everything = unread
        ours = everything.pop(self._connector, None)
        if ours is not None:
            if _KEYRING in ours:
                vault.drop(ours[_KEYRING], self._connector)
            self._write(everything)
        with told_as_store_error("removed", self.path):
            for path in leftovers(self.path.parent, (SECRETS_FILE,)):
                path.unlink(missing_ok=True)
        return ours is not None

    @property
    def _entry(self) -> str | None:
        """What the keyring calls the secrets; None where they do not lie there."""
        return self._in_file().get(_KEYRING)

    def _stored(self) -> dict[str, str]:
        entry = self._entry
        if entry is None:
            return {name: value for name, value in self._in_file().items() if name != _GIVEN_FOR}
        if self._taken is None:
            self._taken = vault.take(entry, self._connector)
        return self._taken

    def _require_same_addresses(self) -> None:
        """Refuse to send secrets to where whoever gave them did not mean them to go.

        The addresses lie in the hub file, which in a shared hub everybody of the group can write; the secrets
        lie where they cannot, and so does what they were given for.
        """
        if self._settings is None or self._is_anothers():
            return
        if self._unproven().get(_GIVEN_FOR) not in (None, _text(self._settings)):
            raise StoreError(
                f"The secrets in {self.path} were given for another address, so they are not sent.",
                "Somebody may have altered the hub file. Check the addresses; to use them, connect again and "
                f"give the secrets anew: marktui connect {self._connector}",
            )

    def _is_anothers(self) -> bool:
        """Whether the file is another login's: in a shared hub it stays private to whoever connected."""
        with told_as_store_error("read", self.path):
            return os.path.lexists(self.path) and self.path.lstat().st_uid != os.geteuid()

    def _in_file(self) -> dict[str, str]:
        prefix = variable(self._connector, "")
        if self._is_anothers() and any(name.startswith(prefix) for name in self._environment):
            # What this login did not put into its environment it does without.
            return {}
        return self._everything().get(self._connector, {})

    def _unproven(self) -> dict[str, str]:
        """What the file says, whoever can read it; nothing where it says nothing."""
        try:
            return self._everything(whoever_reads=True).get(self._connector, {})
        except StoreError:
            return {}

    def _write(self, everything: Mapping[str, Mapping[str, str]]) -> None:
        with told_as_store_error("written", self.path):
            if everything:
                replace_file(self.path, msgspec.json.format(msgspec.json.encode(everything)) + b"\n")
            else:
                self.path.unlink(missing_ok=True)

    def _everything(self, *, whoever_reads: bool = False) -> dict[str, dict[str, str]]:
        with told_as_store_error("read", self.path):
            if not os.path.lexists(self.path):
                return {}
            if self._is_anothers():
                name = variable(self._connector, "…")
                raise StoreError(
                    f"The secrets in {self.path} are those of another login, which alone can read them.",
                    f"Set this login's own in the environment ({name}), or connect as it: marktui connect.",
                )
            # The mode of what is read, whatever is put in its place meanwhile.
            with opened(self.path) as file:
                mode, content = stat.S_IMODE(os.fstat(file.fileno()).st_mode), file.read()
            if mode & 0o077 and not whoever_reads:
                raise StoreError(
                    f"{self.path} can be read by others (mode {mode:o}), so its secrets are not used.",
                    f"Make it private: chmod 600 {self.path}; then renew the secrets: marktui connect.",
                )
        try:
            return msgspec.json.decode(content, type=dict[str, dict[str, str]])
        except msgspec.DecodeError:
            raise DamagedError(
                f"{self.path} is damaged.", "Delete it and connect again: marktui connect."
            ) from None


_KEYRING = "keyring"
"""In the place of the secrets in the file: what the keyring calls them."""
_GIVEN_FOR = "given_for"
"""Beside the secrets in the file: the settings of the connection that they were given for."""


def _text(settings: Mapping[str, str]) -> str:
    """Settings in one form, to be compared."""
    return msgspec.json.encode(dict(settings), order="deterministic").decode()


def _only(name: str, values: Mapping[str, str]) -> dict[str, str]:
    return {name: values[name]} if name in values else {}
