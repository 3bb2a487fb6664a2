"""What is known of a connector before it is imported: what to ask for, and how to open it.

`marktui status` and `--help` read this, so nothing that sends requests is imported until it is called.
"""

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from marktui.connectors.base import Connector, Notify, Secrets
from marktui.hub.model.errors import FieldError, UsageError
from marktui.hub.model.next_step import GiveSetting, NextStep
from marktui.hub.settings.network import Network

CA_BUNDLE = "ca_bundle"
"""The setting for a file of certificate authorities, for a school behind a web filter of its own."""
Open = Callable[[Mapping[str, str], Secrets, date, Notify, Network], Connector]
"""Imports a connector and makes one: settings, secrets, today, where it tells of waits, network."""


def plain_address(text: str) -> str:
    """An address as it is stored, for a service whose addresses have no form of their own."""
    from marktui.connectors.http.address import checked_address

    return checked_address(text)


class Address(Struct, frozen=True):
    """An address that a connector can be given."""

    name: str
    """Its key in the connection's settings: `api_url`."""
    label: str
    """What a form calls it."""
    usual: str = ""
    """The service's own one; empty where one must be given."""
    missing: str = ""
    """That it is missing, as a sentence, where its label does not say it."""
    hint: str = ""
    """What to give where one must be given, as a sentence."""
    example: str = ""
    """What one looks like, for a line that is still empty."""


class Tick(Struct, frozen=True):
    """Something that a person says of a connection, or does not; its value is `yes`, or it is not there."""

    name: str
    """Its key in the connection's settings: `whole_school`."""
    label: str
    """What a form calls it."""
    heading: str
    """The same in short, for a tile."""
    otherwise: str
    """What it means where nobody says it."""


class ConnectorInfo(Struct, frozen=True):
    """What is known of a connector before it is imported."""

    name: str
    """The word in links and on the command line."""
    title: str
    """The name for people."""
    open: Open
    secrets: tuple[str, ...]
    """The short names of its secrets."""
    needed: tuple[str, ...]
    """The secrets that it cannot do without."""
    addresses: tuple[Address, ...]
    set_up: tuple[str, ...]
    """What a school does at the service to get the secrets, as sentences in their order."""
    revoke: str
    """Where a school withdraws its permission, as a sentence."""
    secrets_of: Callable[[Mapping[str, str]], tuple[str, ...]] | None = None
    """The short names of its secrets with some settings, where it can have more of them."""
    words: Mapping[str, str] = {}
    """What people call a secret, where that is not its own name."""
    options: tuple[str, ...] = (CA_BUNDLE,)
    """Settings besides the addresses, which hardly anybody needs."""
    ticks: tuple[Tick, ...] = ()
    """What a person says of the connection."""
    without_secrets: frozenset[str] = frozenset()
    """Settings that say nothing of where secrets go, so that nobody has to confirm them."""
    reads_disk: bool = False
    """Whether it may read places on this machine: the login can read more there than the group of the hub."""
    tidy_address: Callable[[str], str] = plain_address
    """Brings an address into the one form that is stored and shown."""
    same_address: tuple[str, ...] = ()
    """Settings that get the first address as well."""
    question: str = ""
    """What its form asks for, as the title; empty where the school authorises."""
    about: str = ""
    """What a school has to know before it connects, as a sentence for the tile."""
    first: NextStep | None = None
    """What is done before anything else."""
    in_clear: tuple[str, ...] = ()
    """The secrets that a form shows as they are typed: names, which only open something with a password."""
    permissions: Callable[[], tuple[str, ...]] = tuple
    """What the school's application has to ask for at the service, a line for each entity."""
    has_headings: bool = False
    """Whether it reads columns that a person can pick."""
    is_address_first: bool = False
    """Whether the address is asked for before the secrets: it is the school's own, and easily mistyped."""
    renewing: tuple[str, ...] = ()
    """The secrets with which it renews its token by itself."""
    lasts: int = 0
    """How many seconds its token is good for, where the service does not say."""
    redirect: str = ""
    """The usual redirect address of an application; empty where no browser is needed."""

    def set_up_sentences(self) -> tuple[str, ...]:
        """What a school does at the service to get the secrets, with the entities to ask for filled in."""
        names = ", ".join(line.partition(":")[0] for line in self.permissions())
        return tuple(sentence.replace("{permissions}", names) for sentence in self.set_up)

    def secrets_for(self, settings: Mapping[str, str]) -> tuple[str, ...]:
        """The short names of its secrets with some settings."""
        return self.secrets_of(settings) if self.secrets_of else self.secrets

    def is_in_clear(self, name: str) -> bool:
        """Whether a form shows a secret as it is typed."""
        base, _, number = name.rpartition("_")
        return (base if number.isdecimal() else name) in self.in_clear

    def secret_words(self, name: str) -> str:
        """What people call a secret: "application password"."""
        base, _, number = name.rpartition("_")
        if number.isdecimal():
            return f"{base}, for address {number}"
        return self.words.get(name) or name.replace("_", " ").replace("client id", "client ID")

    def tidy_settings(self, given: Mapping[str, str]) -> dict[str, str]:
        """What was given, with each address and the bundle in the one form that is stored and shown."""
        self.full_settings(given)
        names = {one.name for one in self.addresses}
        tidied = {
            name: self._tidied(name, text) if name in names else text.strip() for name, text in given.items()
        }
        if tidied.get(CA_BUNDLE):
            from marktui.connectors.http.network.certificates import checked_bundle

            tidied[CA_BUNDLE] = checked_bundle(tidied[CA_BUNDLE])
        return tidied | dict.fromkeys(self.same_address, tidied.get(self.addresses[0].name, ""))

    def full_settings(self, given: Mapping[str, str]) -> dict[str, str]:
        """All settings: those given, else the service's own; raises `FieldError` for a missing address."""
        names = (*self.options, *(one.name for one in self.ticks))
        settings = {name: given[name] for name in names if given.get(name)}
        for one in self.addresses:
            settings[one.name] = given.get(one.name) or one.usual
            if not settings[one.name]:
                label = f"{one.label[0].lower()}{one.label[1:]}"
                step = GiveSetting(self.name, one.name)
                raise FieldError(one.name, one.missing or f"{self.title} needs {label}.", one.hint, step)
        return settings

    def _tidied(self, name: str, address: str) -> str:
        try:
            return self.tidy_address(address)
        except UsageError as refused:
            raise FieldError(name, refused.message, refused.hint, refused.next) from refused
