"""Which login goes to which address: its own, else that of an earlier address of the same server."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from marktui.connectors.files.source.places import is_address, split

Login = tuple[str, str]
"""The short names of a username and a password: `username_2`, `password_2`."""


def logins_of(addresses: Sequence[str], address: str) -> tuple[Login, ...]:
    """The logins that an address may get, its own first; another server never sees any of them."""
    place = addresses.index(address)
    earlier = (number for number, other in enumerate(addresses[:place]) if _server(other) == _server(address))
    return (_login(place), *map(_login, earlier))


def secret_names(source: str) -> tuple[str, ...]:
    """The secrets of all places: a username and a password for each address, and for one that may come."""
    number = len(list(filter(is_address, split(source))))
    return tuple(name for place in range(max(1, number)) for name in _login(place))


def asked_names(source: str) -> tuple[str, ...]:
    """The secrets that have to be asked for: those of the first address of each server."""
    addresses = list(filter(is_address, split(source)))
    firsts = {_server(address): place for place, address in reversed(tuple(enumerate(addresses)))}
    return tuple(name for place in sorted(firsts.values()) for name in _login(place))


def _login(place: int) -> Login:
    suffix = f"_{place + 1}" if place else ""
    return f"username{suffix}", f"password{suffix}"


def _server(address: str) -> str:
    return urlsplit(address).netloc.casefold()
