"""Where secrets are about to be sent, and whether this login has confirmed that they may go there.

The addresses are in the hub file, which in a shared hub everybody in the group can write.
"""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from marktui.hub.model.errors import UsageError
from marktui.hub.model.next_step import Connect
from marktui.hub.model.text import clean
from marktui.store.disk.errors import StoreError
from marktui.store.secrets.confirmed_addresses import ConfirmedAddresses

_LONGEST = 100
"""The characters of an address that are shown."""


def variable(connector: str, name: str) -> str:
    """The environment variable of a secret or an address: `MARKTUI_ASSEMBLY_TOKEN`."""
    return f"MARKTUI_{connector}_{name}".upper()


class NotConfirmedError(UsageError):
    """The hub has an address that this login has not confirmed for its secrets; nothing was sent."""

    kind = "not_confirmed"


class Destination:
    """The addresses of one connection, as the settings of its connector.

    Args:
        settings: The addresses; None if no secret is about to be sent.
        usual: The service's own addresses, which need no confirmation.
        named: The addresses in the environment beside the secrets, which need no confirmation either.
    """

    def __init__(
        self,
        connector: str,
        settings: Mapping[str, str] | None,
        usual: Mapping[str, str],
        named: Callable[[], Mapping[str, str]],
        confirmed: ConfirmedAddresses,
    ) -> None:
        self._connector = connector
        self._settings = settings
        self._usual = usual
        self._named = named
        self._confirmed = confirmed

    @property
    def as_text(self) -> str | None:
        """The addresses in one form, to be stored beside the secrets; None if no secret is sent."""
        if self._settings is None:
            return None
        return msgspec.json.encode(dict(self._settings), order="deterministic").decode()

    def fits(self, given_for: str | None) -> bool:
        """Whether secrets that were given for some addresses are for these."""
        return self._settings is None or self._is_same(_parse(given_for))

    def is_confirmed(self, given_for: str | None) -> bool:
        """Whether secrets may be sent here.

        Args:
            given_for: The addresses that the stored secrets were given for.
        """
        if self._settings is None:
            return True
        confirmed = self._confirmed_or(given_for)
        return self._is_same(confirmed) or self._is_same({}) or self._is_same(self._named())

    def confirm(self) -> str:
        """Store that this login has confirmed the addresses.

        Returns:
            Why that could not be stored, as a sentence; else an empty text. Connecting can go on, since the
            addresses are stored beside the secrets too.
        """
        try:
            self._confirmed.confirm(self._connector, self._settings or {})
        except StoreError as error:
            return f"{error.message} Secrets in the environment need their addresses there too."
        return ""

    def forget(self) -> None:
        """Forget all confirmed addresses of the hub."""
        self._confirmed.forget()

    def not_confirmed_error(self, given_for: str | None) -> NotConfirmedError:
        """The error for secrets that this login has not confirmed for these addresses."""
        return self._error(self._confirmed_or(given_for))

    def other_address_error(self, given_for: str | None) -> NotConfirmedError:
        """The error for stored secrets that were given for other addresses."""
        return self._error(_parse(given_for))

    def not_confirmed_place_error(self, given_for: str | None) -> NotConfirmedError:
        """The error for files in places that this login has not confirmed."""
        settings, confirmed = self._settings or {}, self._confirmed_or(given_for) or {}
        names = [name for name in {**settings, **confirmed} if settings.get(name) != confirmed.get(name)]
        variables = " and ".join(variable(self._connector, name) for name in names)
        return NotConfirmedError(
            f"This login has not confirmed that it reads {_in_words(settings, names)}; confirmed is "
            f"{_in_words(confirmed, names)}.",
            "Nothing was read. Somebody may have altered the hub file. If it is right, connect again, or set "
            f"{variables} in the environment.",
            Connect(self._connector),
        )

    def _confirmed_or(self, given_for: str | None) -> dict[str, str] | None:
        confirmed = self._confirmed.settings(self._connector)
        # An older marktui stored this beside the secrets only; or the home folder is another one.
        return _parse(given_for) if confirmed is None else confirmed

    def _is_same(self, settings: Mapping[str, str] | None) -> bool:
        return settings is not None and self._completed(settings) == self._completed(self._settings or {})

    def _completed(self, settings: Mapping[str, str]) -> dict[str, str]:
        return {**self._usual, **settings}

    def _error(self, noted: Mapping[str, str] | None) -> NotConfirmedError:
        settings = self._completed(self._settings or {})
        confirmed = {} if noted is None else self._completed(noted)
        names = [name for name in {**settings, **confirmed} if settings.get(name) != confirmed.get(name)]
        variables = " and ".join(variable(self._connector, name) for name in names)
        sentence = "The secrets were given for another address, so they are not sent."
        where = ""
        if not confirmed:
            sentence = "This login has not confirmed the address for its secrets, so they are not sent."
            where = f" Confirmed addresses are stored under its home folder, in {self._confirmed.path}."
        return NotConfirmedError(
            f"{sentence} They would go to {_in_words(settings, names)};"
            f" confirmed is {_in_words(confirmed, names)}.",
            "Somebody may have altered the hub file. If the address is right, connect again and give the "
            f"secrets, or set {variables} beside them in the environment.{where}",
            Connect(self._connector),
        )


def _parse(text: str | None) -> dict[str, str] | None:
    """The addresses that are stored beside secrets; None if there are none, or if they are damaged."""
    try:
        return msgspec.json.decode(text, type=dict[str, str]) if text else None
    except msgspec.DecodeError:
        return None


def _in_words(settings: Mapping[str, str], names: Iterable[str]) -> str:
    """Some addresses, cleaned, as somebody else may have written them."""
    return " and ".join(dict.fromkeys(clean(settings.get(name) or "none")[:_LONGEST] for name in names))
