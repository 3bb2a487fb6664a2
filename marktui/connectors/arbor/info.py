"""What is known of Arbor before a connection is opened."""

from collections.abc import Mapping
from datetime import date

from marktui.connectors.base import Connector, Notify, Secrets
from marktui.connectors.info import CA_BUNDLE, Address, ConnectorInfo
from marktui.hub.settings.network import Network


def _open(
    settings: Mapping[str, str], secrets: Secrets, today: date, notify: Notify, network: Network
) -> Connector:
    from marktui.connectors.arbor.connector import Arbor

    return Arbor(settings, secrets, today=today, notify=notify, network=network)


def _tidy_address(text: str) -> str:
    from marktui.connectors.arbor.address import arbor_address

    return arbor_address(text)


def _permissions() -> tuple[str, ...]:
    from marktui.connectors.arbor.fields import permission_lines

    return permission_lines()


ARBOR = ConnectorInfo(
    name="arbor",
    title="Arbor",
    open=_open,
    secrets=("username", "password"),
    needed=("username", "password"),
    words={"username": "application username", "password": "application password (token)"},
    addresses=(
        Address(
            "url",
            "The school's address",
            hint="Give the address of the school's own Arbor, such as https://SCHOOL.uk.arbor.sc.",
            example="https://SCHOOL.uk.arbor.sc",
        ),
    ),
    options=("user_agent", CA_BUNDLE),
    about="Needs an application that the school registers. Enter says how.",
    tidy_address=_tidy_address,
    set_up=(
        "At Arbor's developers' portal the school registers an application of its own. It asks to "
        "read {permissions}.",
        "In Arbor: System > Partner Apps (API Users) > Pending requests: approve it. That needs the "
        "permission School: User Accounts: Administer.",
        "The portal shows the username and password (token) of the application.",
    ),
    revoke="To withdraw the permission at the service: Arbor > System > Partner Apps (API Users) > "
    "Approved Apps > the application > Revoke.",
    in_clear=("username",),
    permissions=_permissions,
    is_address_first=True,
)
