"""The HTTP clients that a transport uses."""

import logging
import sys
from contextlib import suppress
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from marktui import __version__
from marktui.connectors.http.address import host_of
from marktui.connectors.http.body import PACKINGS
from marktui.connectors.http.network.certificates import authorities
from marktui.connectors.http.network.proxy import Exempt, proxy_of
from marktui.hub.settings.network import USUAL_NETWORK, Network

if TYPE_CHECKING:
    import httpx

PLAIN_AGENT = f"marktui/{__version__}"
"""What marktui calls itself."""


class Clients:
    """The client for hosts that are reached straight, and one that goes through a proxy, if there is any."""

    def __init__(
        self, straight: "httpx.AsyncClient", proxied: "httpx.AsyncClient | None", exempt: Exempt
    ) -> None:
        self._straight = straight
        self._proxied = proxied
        self._exempt = exempt

    def to(self, url: str) -> "httpx.AsyncClient":
        """The client for an address. Plain http is loopback, and never goes through a proxy."""
        if self._proxied is None or urlsplit(url).scheme != "https" or self._exempt.covers(host_of(url)):
            return self._straight
        return self._proxied

    async def aclose(self) -> None:
        """Close every connection."""
        await self._straight.aclose()
        if self._proxied is not None:
            await self._proxied.aclose()


def open_clients(
    patience: float, user_agent: str, ca_bundle: str | None = None, network: Network = USUAL_NETWORK
) -> Clients:
    """Clients that keep quiet and follow nobody."""
    _leave_out_what_httpx_need_not_have()
    import httpx

    # httpcore would import it with the first request, and keep the event loop waiting.
    with suppress(ImportError):
        import_module("anyio._backends._asyncio")
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they log addresses and headers
    tls, proxy = authorities(ca_bundle, network.ca_bundle), proxy_of(usual=network.proxy)
    client = partial(
        httpx.AsyncClient,
        headers={"User-Agent": user_agent, "Accept-Encoding": PACKINGS},
        timeout=patience,
        verify=tls,
        follow_redirects=False,
        # httpx fails at one entry of NO_PROXY that it cannot read. What counts of it all is read here.
        trust_env=False,
    )
    through = None
    if proxy is not None:
        ssl_context = tls if proxy.url.startswith("https:") else None
        through = client(proxy=httpx.Proxy(proxy.url, ssl_context=ssl_context))
    return Clients(client(), through, Exempt.of())


def _leave_out_what_httpx_need_not_have() -> None:
    if "httpx" not in sys.modules:
        # Its command line brings the whole of rich: a third of the time that httpx takes.
        sys.modules["httpx._main"] = None  # type: ignore[assignment]
    if "sniffio" not in sys.modules and find_spec("sniffio") is None:
        # httpcore looks for it at every request, and Python through every folder for what is not installed.
        # Where it is, it stays: an older anyio cannot do without it.
        sys.modules["sniffio"] = None  # type: ignore[assignment]
