"""The connectors by name, without importing any of them."""

from collections.abc import Mapping
from datetime import date

from marktui.connectors.arbor.info import ARBOR
from marktui.connectors.assembly.info import ASSEMBLY
from marktui.connectors.base import Connector, Notify, Secrets
from marktui.connectors.files.info import FILES
from marktui.connectors.info import ConnectorInfo
from marktui.hub.model.errors import UsageError
from marktui.hub.settings.network import USUAL_NETWORK, Network

CONNECTORS: Mapping[str, ConnectorInfo] = {one.name: one for one in (ASSEMBLY, ARBOR, FILES)}


def connector_info(name: str) -> ConnectorInfo:
    """What is known of a connector; raises `UsageError` if there is none of that name."""
    if name not in CONNECTORS:
        raise UsageError(f"There is no connector {name!r}.", f"There are: {', '.join(CONNECTORS)}.")
    return CONNECTORS[name]


def open_connector(
    name: str,
    settings: Mapping[str, str],
    secrets: Secrets,
    *,
    today: date,
    notify: Notify,
    network: Network = USUAL_NETWORK,
) -> Connector:
    """A connector, imported and ready to be entered, with the settings of the hub's connection."""
    one = connector_info(name)
    return one.open(one.full_settings(settings), secrets, today, notify, network)
