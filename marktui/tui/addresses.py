"""The addresses that each connector can be given, as a form asks for them."""

from collections.abc import Mapping

ADDRESSES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "assembly": {
        "api_url": ("Data service", "https://api.assembly.education"),
        "auth_url": ("Token service", "https://platform.assembly.education"),
    }
}
"""By connector and short name: what it is called, and the service's own one."""


def address_label(connector: str, name: str) -> str:
    """What an address is called."""
    label, _ = ADDRESSES.get(connector, {}).get(name, (name.replace("_", " "), ""))
    return label
