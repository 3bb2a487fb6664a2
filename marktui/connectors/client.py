"""The HTTP client that a transport uses."""

import logging
from typing import TYPE_CHECKING

from marktui import __version__

if TYPE_CHECKING:
    import httpx

PLAIN_AGENT = f"marktui/{__version__}"
"""What marktui calls itself."""


def open_client(patience: float, user_agent: str) -> "httpx.AsyncClient":
    """A client that keeps quiet and follows nobody.

    Args:
        patience: The seconds that no request may go beyond.
        user_agent: What it calls itself.
    """
    import httpx

    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they log addresses and headers
    return httpx.AsyncClient(
        headers={"User-Agent": user_agent},
        timeout=patience,
        follow_redirects=False,
        mounts={"http://": None},  # plain http is loopback: never through a proxy of the environment
    )
