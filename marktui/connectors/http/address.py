"""Which addresses credentials may be sent to."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from marktui.hub.model.errors import UsageError
from marktui.hub.model.text import clean

_HOW = "Give it as https://host or https://host/path; on this machine also as http://127.0.0.1:8765."


def checked_address(address: str) -> str:
    """A service's address without a slash at its end: https, or plain http to loopback.

    Raises:
        UsageError: It is not an address, or one that may not get secrets.
    """
    parts = _split(address.strip())
    if parts is None or parts.username is not None or parts.password is not None:
        # Not repeated: what is before an @ may be a password.
        raise UsageError("The service's address cannot be used.", _HOW)
    shown = clean(f"{parts.scheme}://{parts.netloc}")
    if parts.query or parts.fragment:
        raise UsageError(f"The address {shown} has a query or a fragment.", _HOW)
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname or "")):
        hint = "Plain http is for loopback addresses only, such as http://127.0.0.1:8080."
        raise UsageError(f"The address {shown} does not use https.", hint)
    return parts.geturl().rstrip("/")


def host_of(address: str) -> str:
    """The host of an address, for a message; empty for what is no address."""
    try:
        return clean(urlsplit(address).hostname or "")
    except ValueError:
        return ""


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.port  # a port out of range shows here first
    except ValueError:
        return None
    fits = bool(parts.hostname) and address.isascii() and address.isprintable() and " " not in address
    return parts if fits else None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
