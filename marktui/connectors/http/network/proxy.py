"""The proxy that the environment names, and the hosts that are reached without it."""

import os
import re
import urllib.request
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from msgspec import Struct

from marktui.hub.model.errors import UsageError

_IN_ORDER = ("https_proxy", "all_proxy")
"""The variables that name a proxy for https, the first that is set goes before; plain http has none."""
_CHECKED = (*_IN_ORDER, "http_proxy")
_SCHEMES = ("http", "https")
_SOCKS = ("socks4", "socks4a", "socks5", "socks5h")
_HINT = "Set it to http://HOST:PORT, or unset it."
_NAME_AND_PORT = re.compile(r"([^:]*):\d+")


class Proxy(Struct, frozen=True):
    """A proxy, and what names it."""

    url: str
    variable: str

    def __repr__(self) -> str:
        """Without its address, which may hold a password."""
        return f"Proxy(of {self.variable})"


def proxy_of(environment: Mapping[str, str] = os.environ, usual: str = "") -> Proxy | None:
    """The proxy for https; None where there is none.

    Args:
        environment: The variables of the process; one of them that is there but empty says "none".
        usual: The address in the settings, for where the environment says nothing.

    Raises:
        UsageError: A variable names no proxy, or one of a kind that is not spoken.
    """
    named = {name: one for name in _CHECKED if (one := _named(name, environment))}
    for one in named.values():
        _require_form(one)
    chosen = next((named[name] for name in _IN_ORDER if name in named), None)
    if chosen is None:
        if any(one in environment or one.upper() in environment for one in _IN_ORDER):
            return None
        return _elsewhere(usual, of_system=environment is os.environ and not named)
    if urlsplit(chosen.url).scheme in _SOCKS:
        raise UsageError(
            f"The proxy that {chosen.variable} names speaks SOCKS, which marktui does not.", _HINT
        )
    return chosen


def _elsewhere(usual: str, *, of_system: bool) -> Proxy | None:
    """The proxy that the settings file names, else the settings of the system, as on a Mac."""
    text, where = usual, "the settings file"
    if not text and of_system:
        text, where = urllib.request.getproxies().get("https", "").strip(), "the system"
    if not text:
        return None
    proxy = Proxy(text if "://" in text else f"http://{text}", where)
    _require_form(proxy)
    return proxy


def _named(name: str, environment: Mapping[str, str]) -> Proxy | None:
    # As everywhere, the name in small letters goes before, and says "none" by being empty.
    variable = name if name in environment else name.upper()
    text = environment.get(variable, "").strip()
    return Proxy(text if "://" in text else f"http://{text}", variable) if text else None


def _require_form(one: Proxy) -> None:
    # Its address is not repeated: it may hold a password.
    refusal = UsageError(f"The proxy that {one.variable} names cannot be used.", _HINT)
    try:
        parts = urlsplit(one.url)
        is_sound = bool(parts.hostname) and parts.port != 0
        is_plain = one.url.isascii() and one.url.isprintable() and " " not in one.url
    except ValueError:
        raise refusal from None
    if not is_sound or parts.scheme not in (*_SCHEMES, *_SOCKS) or not is_plain:
        raise refusal


class Exempt:
    """The hosts that `NO_PROXY` lists; an entry that is neither a host nor a network is left out.

    Args:
        text: Hosts, addresses and networks, between commas or spaces.
    """

    def __init__(self, text: str) -> None:
        self._names: set[str] = set()
        self._networks: list[IPv4Network | IPv6Network] = []
        for entry in re.split(r"[,;\s]+", text):
            self._take(entry.strip())

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> "Exempt":
        """Those of the environment."""
        return cls(environment.get("no_proxy", environment.get("NO_PROXY", "")))

    def covers(self, host: str) -> bool:
        """Whether a host is reached without a proxy."""
        host = host.strip("[]").rstrip(".").lower()
        try:
            address = ip_address(host)
        except ValueError:
            return "*" in self._names or any(_is_within(host, name) for name in self._names)
        return "*" in self._names or any(address in network for network in self._networks)

    def _take(self, entry: str) -> None:
        host = _host_of(entry)
        try:
            self._networks.append(ip_network(host, strict=False))
        except ValueError:
            name = host.removeprefix("*.").strip(".").lower()
            if name and "/" not in name:
                self._names.add(name)


def _host_of(entry: str) -> str:
    """An entry without a scheme, brackets and a port."""
    host = entry.rpartition("://")[2]
    if host.startswith("["):
        inside, _, rest = host[1:].partition("]")
        return inside + (rest if rest.startswith("/") else "")
    port = _NAME_AND_PORT.fullmatch(host)
    return port[1] if port else host


def _is_within(host: str, name: str) -> bool:
    return host == name or host.endswith(f".{name}")
