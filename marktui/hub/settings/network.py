"""How an MIS service is reached."""

from msgspec import Struct


class Network(Struct, frozen=True, kw_only=True):
    """How an MIS service is reached, where neither the environment nor the connection says otherwise."""

    ca_bundle: str = ""
    """A file of certificate authorities; empty for the usual ones."""
    proxy: str = ""
    """The address of a proxy; empty for none."""
    timeout: int = 90
    """The seconds after which a request without an answer is given up."""


USUAL_NETWORK = Network()
