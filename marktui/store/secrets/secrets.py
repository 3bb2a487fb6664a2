"""The connectors' secrets: from the environment, else from `secrets.json` or the keyring."""

import os
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from marktui.hub.model.errors import UsageError
from marktui.hub.model.next_step import Connect
from marktui.store.disk.errors import DamagedError, StoreError
from marktui.store.secrets import keyring
from marktui.store.secrets.confirmed_addresses import ConfirmedAddresses
from marktui.store.secrets.destination import Destination, NotConfirmedError, variable
from marktui.store.secrets.secret_file import Everything, SecretFile, changing_secrets
from marktui.store.threads import in_thread


class HubSecrets:
    """The secrets of one connector of one hub.

    Args:
        environment: The environment, if not that of the process.
        settings: The addresses that they are about to be sent to; None if they are not sent.
        usual: The service's own addresses, which need no confirmation.
        named: The addresses in the environment beside the secrets, which need no confirmation either.
        confirmed: This login's confirmed addresses, if not in the usual place.
    """

    def __init__(
        self,
        folder: Path,
        connector: str,
        environment: Mapping[str, str] | None = None,
        settings: Mapping[str, str] | None = None,
        usual: Mapping[str, str] | None = None,
        named: Callable[[], Mapping[str, str]] = dict,
        confirmed: ConfirmedAddresses | None = None,
    ) -> None:
        self._file = SecretFile(folder)
        self._folder = folder
        self._connector = connector
        self._environment = os.environ if environment is None else environment
        self._destination = Destination(
            connector, settings, usual or {}, named, confirmed or ConfirmedAddresses(folder)
        )
        self._renewed: dict[str, str] = {}
        self._from_keyring: dict[str, str] | None = None
        """The secrets from the keyring, kept so that it asks its owner to unlock it only once."""

    @property
    def path(self) -> Path:
        """The file with the secrets, or with a reference to the keyring."""
        return self._file.path

    @property
    def where(self) -> str:
        """Where secrets are stored, in words."""
        in_keyring = _KEYRING in self._stored_unchecked()
        return "the keyring of this machine" if in_keyring else f"{self.path}, readable by you alone"

    def with_known(self, given: Mapping[str, str], needed: Collection[str]) -> dict[str, str]:
        """The secrets that were given now, with known ones for those left empty.

        The person who gives them gives the addresses too. Secrets that were stored for other addresses, or by
        another login, are not used.

        Args:
            given: All secrets of the connector by short name.
            needed: The names of those that the connector needs.
        """
        known = {name: value or self._given(name) for name, value in given.items()}
        try:
            stored = self._stored()
        except (StoreError, NotConfirmedError):
            if not all(known[name] for name in needed):
                raise
            stored = {}
        return {name: found for name, value in known.items() if (found := value or stored.get(name))}

    def get(self, name: str) -> str | None:
        """A secret: renewed in this process, else from the environment, else stored."""
        found = self._renewed.get(name) or self._given(name) or self._stored().get(name)
        if found and not self.is_confirmed:
            raise self._destination.not_confirmed_error(self._given_for)
        return found

    def origin(self, name: str) -> str:
        """That a secret comes from the environment, as a sentence; else empty."""
        known = variable(self._connector, name)
        return f"It comes from {known}, which is used instead of what is stored." if self._given(name) else ""

    def is_known(self, name: str) -> bool:
        """Whether there is a secret, without using it or asking the keyring."""
        stored = self._stored_unchecked()
        if not self._destination.fits(stored.get(_GIVEN_FOR)):
            stored = {}
        return bool(self._given(name) or stored.get(_KEYRING) or stored.get(name))

    @property
    def is_confirmed(self) -> bool:
        """Whether the secrets may be sent to the present addresses."""
        return self._destination.is_confirmed(self._given_for)

    def require_confirmed(self) -> None:
        """Refuse places on this machine that this login has not confirmed: it may read more than the hub may.

        Raises:
            NotConfirmedError: Somebody may have altered the hub file.
        """
        if not self.is_confirmed:
            raise self._destination.not_confirmed_place_error(self._given_for)

    def confirm(self) -> str:
        """Store that this login has confirmed the addresses; why it could not be stored, as a sentence."""
        return self._destination.confirm()

    @asynccontextmanager
    async def renewing(self) -> AsyncIterator[None]:
        """Hold the lock for renewing; what another process has renewed meanwhile is read again."""
        async with changing_secrets(self._folder):
            self._from_keyring = None
            await in_thread(self._rewrite)
            yield

    async def renew(self, values: Mapping[str, str]) -> None:
        """Keep renewed secrets: those from the environment in memory, others where they were stored."""
        stored = {name: value for name, value in values.items() if not self._given(name)}
        # A stored secret is always read again, as another process may renew it next.
        self._renewed |= {name: value for name, value in values.items() if name not in stored}
        if stored:
            await in_thread(self.replace, stored)

    def replace(self, values: Mapping[str, str]) -> None:
        """Replace some stored secrets, and keep the others."""
        self.store({**self._stored(), **values})

    def stored(self, names: Collection[str]) -> dict[str, str]:
        """Some of the stored secrets."""
        return {name: value for name, value in self._stored().items() if name in names}

    def same_as_stored(self, values: Mapping[str, str]) -> frozenset[str]:
        """The names of the secrets that are stored for these addresses with the same values."""
        try:
            stored = self._stored()
        except (StoreError, UsageError):
            return frozenset()  # secrets that cannot be read are not the same
        return frozenset(name for name, value in values.items() if stored.get(name) == value)

    def store(self, secrets: Mapping[str, str], *, in_keyring: bool | None = None) -> None:
        """Store the connector's secrets, and replace those before.

        Args:
            in_keyring: Whether they go into the keyring; None leaves them where they were.
        """
        # We cannot read another login's secrets; the file holds those of the login that connected last.
        others = {} if self._file.is_another_logins else self._file.read()
        ours = others.get(self._connector, {})
        former = ours.get(_KEYRING)
        given_for = self._destination.as_text or ours.get(_GIVEN_FOR)
        beside = {} if given_for is None else {_GIVEN_FOR: given_for}
        if in_keyring or (in_keyring is None and former):
            entry = former or keyring.new_entry()
            keyring.put(entry, self._connector, secrets)
            self._file.write(others | {self._connector: {_KEYRING: entry} | beside})
            self._from_keyring = dict(secrets)
            return
        self._file.write(others | {self._connector: dict(secrets) | beside})
        if former:
            # A keyring that is no longer there cannot give them to anybody.
            with suppress(keyring.NoKeyringError):
                keyring.drop(former, self._connector)

    def forget(self) -> bool:
        """Remove the connector's secrets; an empty or damaged file is removed too.

        Returns:
            Whether there were any.
        """
        unread: Everything = {self._connector: {}}
        # They are removed even if others can read the file; but a link may lead to a file that is not ours.
        is_foreign = self._file.is_another_logins or self._file.is_not_regular
        try:
            everything = unread if is_foreign else self._file.read(even_if_open=True)
        except DamagedError:
            everything = unread
        ours = everything.pop(self._connector, None)
        if ours is not None:
            if _KEYRING in ours:
                keyring.drop(ours[_KEYRING], self._connector)
            self._file.write(everything)
        self._file.clear_leftovers()
        # What may stay is an address, not a secret.
        with suppress(StoreError):
            self._destination.forget()
        return ours is not None

    def _given(self, name: str) -> str | None:
        """A secret or an address of the environment."""
        return self._environment.get(variable(self._connector, name))

    def _stored(self) -> dict[str, str]:
        ours = self._in_file()
        if ours and not self._destination.fits(ours.get(_GIVEN_FOR)):
            raise self._destination.other_address_error(self._given_for)
        entry = ours.get(_KEYRING)
        if entry is None:
            return {name: value for name, value in ours.items() if name != _GIVEN_FOR}
        if self._from_keyring is None:
            self._from_keyring = keyring.take(entry, self._connector)
        return self._from_keyring

    def _rewrite(self) -> None:
        """Write the stored secrets unchanged, to see before one is used up whether the disk takes them."""
        ours = self._in_file()
        if ours and self._destination.fits(ours.get(_GIVEN_FOR)):
            self.store(self._stored())

    @property
    def _given_for(self) -> str | None:
        """The addresses that the stored secrets were given for; None without secrets of this login."""
        return self._stored_unchecked().get(_GIVEN_FOR)

    def _in_file(self) -> dict[str, str]:
        """What the file holds for the connector; nothing if it is not ours and our secrets are elsewhere."""
        if not self._file.is_another_logins:
            return self._file.read().get(self._connector, {})
        prefix = variable(self._connector, "")
        if any(name.startswith(prefix) for name in self._environment):
            # This login has its secrets in the environment.
            return {}
        raise StoreError(
            f"The secrets in {self.path} belong to another login, and only that login can read them.",
            f"Set this login's own in the environment ({variable(self._connector, '…')}), or connect as it.",
            Connect(self._connector),
        )

    def _stored_unchecked(self) -> dict[str, str]:
        """What the file holds for the connector, even if others can read it, unless it is another login's."""
        try:
            if self._file.is_another_logins:
                return {}
            return self._file.read(even_if_open=True).get(self._connector, {})
        except StoreError:
            return {}


_KEYRING = "keyring"
"""In the file in place of the secrets: the name of their keyring entry."""
_GIVEN_FOR = "given_for"
"""In the file beside the secrets: the settings that they were given for."""
