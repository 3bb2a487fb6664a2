"""The connectors by name, without importing any of them."""

from collections.abc import Mapping
from datetime import date
from importlib import import_module

from msgspec import Struct

from marktui.connectors.base import Connector, Notify, Secrets
from marktui.hub.error import UsageError


class Address(Struct, frozen=True):
    """An address that a connector can be given."""

    name: str
    """Its key in the connection's settings: `api_url`."""
    label: str
    """What a form calls it."""
    usual: str
    """The service's own one."""


class Described(Struct, frozen=True):
    """What is known of a connector before it is imported."""

    name: str
    """The word in links and on the command line."""
    title: str
    """The name for people."""
    module: str
    """Where its class lies; the class is named like the title."""
    secrets: tuple[str, ...]
    """The short names of its secrets; the first one must be there."""
    addresses: tuple[Address, ...]
    revoke: str
    """Where a school takes its permission back, as a sentence."""

    def full_settings(self, given: Mapping[str, str]) -> dict[str, str]:
        """All addresses: those given, and the service's own where none is."""
        return {one.name: given.get(one.name) or one.usual for one in self.addresses}


CONNECTORS: Mapping[str, Described] = {
    one.name: one
    for one in (
        Described(
            name="assembly",
            title="Assembly",
            module="marktui.connectors.assembly",
            secrets=("token", "refresh_token", "client_id", "client_secret"),
            addresses=(
                Address("api_url", "Data service", "https://api.assembly.education"),
                Address("auth_url", "Token service", "https://platform.assembly.education"),
            ),
            revoke="To take the permission back at the service: Assembly dashboard > Apps > MARK > Revoke.",
        ),
    )
}


def described(name: str) -> Described:
    """What is known of a connector.

    Raises:
        UsageError: There is no connector of that name.
    """
    if name not in CONNECTORS:
        raise UsageError(f"There is no connector {name!r}.", f"There are: {', '.join(CONNECTORS)}.")
    return CONNECTORS[name]


def connector(
    name: str, settings: Mapping[str, str], secrets: Secrets, *, today: date, notify: Notify
) -> Connector:
    """A connector, imported and ready to be entered.

    Args:
        name: The connector's word.
        settings: Its addresses, as in the hub's connection.
        secrets: Its credentials.
        today: The day on which somebody is or is not on roll.
        notify: Told before each pause.
    """
    one = described(name)
    connect: type[Connector] = getattr(import_module(one.module), one.title)
    return connect(one.full_settings(settings), secrets, today=today, notify=notify)  # type: ignore[call-arg]
