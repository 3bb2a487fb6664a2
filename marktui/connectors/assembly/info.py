"""What is known of Assembly, and of the sandbox that plays it, before a connection is opened."""

from collections.abc import Mapping
from datetime import date

from msgspec import structs

from marktui.connectors.base import Connector, Notify, Secrets
from marktui.connectors.info import Address, ConnectorInfo
from marktui.hub.model.next_step import ConnectionStep
from marktui.hub.settings.network import Network


def _open(
    settings: Mapping[str, str], secrets: Secrets, today: date, notify: Notify, network: Network
) -> Connector:
    from marktui.connectors.assembly.connector import Assembly

    return Assembly(settings, secrets, today=today, notify=notify, network=network)


ASSEMBLY = ConnectorInfo(
    name="assembly",
    title="Assembly",
    open=_open,
    secrets=("token", "refresh_token", "client_id", "client_secret"),
    needed=("token",),
    addresses=(
        Address("api_url", "Data service", "https://api.assembly.education"),
        Address("auth_url", "Token service", "https://platform.assembly.education"),
    ),
    set_up=(
        "A live school authorises a registered application, in a browser.",
        "Tick optional permissions too: UPN, birth date and email match people.",
        "A token alone ends within a day; Assembly's own sandbox makes one.",
    ),
    revoke="To withdraw the permission at the service: Assembly dashboard > Apps > the application > Revoke.",
    renewing=("refresh_token", "client_id", "client_secret"),
    lasts=86_400,
    redirect="http://localhost:4567/auth/assembly/callback",
)

SANDBOX = structs.replace(
    ASSEMBLY,
    title="Sandbox",
    secrets=("token",),
    addresses=(
        Address(
            "api_url",
            "The address",
            hint="Give the address that it prints: http://127.0.0.1:PORT.",
            example="http://127.0.0.1:8765",
        ),
    ),
    same_address=("auth_url",),
    about="An invented school to practise on. It runs on this machine.",
    first=ConnectionStep.START_SANDBOX,
    set_up=("It prints MARKTUI_ASSEMBLY_TOKEN and its address: type both here.",),
    revoke="Ctrl+C ends the sandbox, where it runs.",
    renewing=(),
    lasts=0,
    redirect="",
)
"""Assembly as its stand-in on this machine plays it: the same connector, and other questions in the form."""
