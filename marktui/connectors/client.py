"""The HTTP client that a transport uses."""

import logging
from typing import TYPE_CHECKING

from marktui import __version__
from marktui.connectors.body import PACKINGS
from marktui.connectors.certificate import authorities
from marktui.hub.error import UsageError

if TYPE_CHECKING:
    import httpx

PLAIN_AGENT = f"marktui/{__version__}"
"""What marktui calls itself."""


def open_client(patience: float, user_agent: str, ca_bundle: str | None = None) -> "httpx.AsyncClient":
    """A client that keeps quiet and follows nobody.

    Args:
        patience: The seconds that no request may go beyond.
        user_agent: What it calls itself.
        ca_bundle: A file of certificate authorities in the place of the usual ones.

    Raises:
        UsageError: That file cannot be used, or the proxy of the environment.
    """
    import httpx

    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they log addresses and headers
    believed = authorities(ca_bundle)
    try:
        return httpx.AsyncClient(
            headers={"User-Agent": user_agent, "Accept-Encoding": PACKINGS},
            timeout=patience,
            verify=believed,
            follow_redirects=False,
            mounts={"http://": None},  # plain http is loopback: never through a proxy of the environment
        )
    except (ImportError, ValueError, httpx.InvalidURL):
        # Not repeated: a proxy's address may hold a password.
        raise UsageError(
            "The proxy that the environment names cannot be used.",
            "Set HTTPS_PROXY or ALL_PROXY to http://HOST:PORT, or unset them; SOCKS is not spoken.",
        ) from None
