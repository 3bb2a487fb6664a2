"""The redirect address of an application, and what a browser brings back to it."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct

from marktui.hub.model.errors import UsageError
from marktui.hub.model.text import clean

_HINT = "Give the one that the application is registered with, such as http://localhost:4567/auth/assembly/callback."
_MOST_FIELDS = 20
_LONGEST_CODE = 4096
_BROUGHT = re.compile(r"(?:^|[?&#])(?:code|error|state)=|://")
"""What an address holds, and a bare code does not."""
_AROUND = " \t\r\n\"'<>"
"""What a terminal or an email may put around an address."""


class Redirect(Struct, frozen=True):
    """Where Assembly sends the browser once the school has decided."""

    address: str
    """Exactly as the application is registered with it."""
    scheme: str
    host: str
    port: int
    path: str

    @property
    def loopback(self) -> tuple[str, ...]:
        """The addresses of this machine to listen on; none where it leads elsewhere, or asks for TLS."""
        if self.scheme != "http":
            return ()
        if self.host == "localhost":
            # Never looked up: the name means this machine (RFC 6761), even if a resolver says otherwise.
            return ("127.0.0.1", "::1")
        try:
            return (self.host,) if ip_address(self.host).is_loopback else ()
        except ValueError:
            return ()

    @property
    def hosts(self) -> tuple[str, ...]:
        """How a browser may name the host in its request."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return (f"{name}:{self.port}", *((name,) if self.port == _USUAL_PORTS[self.scheme] else ()))


class Returned(Struct, frozen=True):
    """What came back from Assembly by way of the browser."""

    code: str | None = None
    error: str | None = None
    state: str | None = None
    is_bare: bool = False
    """Whether it is a code that a person pasted alone, without the address around it."""

    def __repr__(self) -> str:
        """Without what it holds."""
        return "Returned()"


def redirect_of(address: str) -> Redirect:
    """A redirect address, if an application can be registered with it; else raises `UsageError`."""
    address = address.strip()
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    is_plain = address.isascii() and address.isprintable() and " " not in address
    if parts.scheme not in _USUAL_PORTS or not parts.hostname or not is_plain or port == 0:
        raise UsageError("The redirect address cannot be used.", _HINT)
    if "@" in parts.netloc or "#" in address:
        raise UsageError("The redirect address must not hold a login or a fragment.", _HINT)
    return Redirect(
        address, parts.scheme, parts.hostname, port or _USUAL_PORTS[parts.scheme], parts.path or "/"
    )


def returned_in(query: str) -> Returned:
    """What the query of a redirected address holds; raises `ValueError` for something twice, or too much."""
    fields = parse_qs(query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    code, error, state = (_once(fields, name) for name in ("code", "error", "state"))
    if code is not None and not _is_code(code):
        raise ValueError("no code")
    return Returned(code, error, state)


def pasted(text: str, redirect: Redirect) -> Returned:
    """What a person pasted: the address that the browser ended on, or the code alone.

    Raises:
        UsageError: It is neither; the sentence never repeats it.
    """
    text = text.strip(_AROUND)
    if not text:
        raise UsageError("Nothing was pasted.", _PASTE)
    if not _BROUGHT.search(text):
        code = unquote(text)
        if not _is_code(code):
            raise UsageError("That is neither an address nor a code.", _PASTE)
        return Returned(code, is_bare=True)
    before, _, query = text.partition("?") if "?" in text else ("", "", text)
    _require_same(before, redirect)
    try:
        returned = returned_in(query.partition("#")[0])
    except ValueError:
        raise UsageError("That address cannot be read.", _PASTE) from None
    if returned.code is None and returned.error is None:
        raise UsageError("That address holds no code: it is not the one that the browser ended on.", _PASTE)
    return returned


def _require_same(before: str, redirect: Redirect) -> None:
    """Refuse what came back to another address; the scheme is often hidden, or changed, by the browser."""
    if not before.strip("/"):
        return
    if before.startswith("/"):
        before = f"{redirect.hosts[0]}{before}"
    try:
        parts = urlsplit(before if "://" in before else f"http://{before}")
        port = parts.port or redirect.port
    except ValueError:
        raise UsageError("That address cannot be read.", _PASTE) from None
    if (parts.hostname, port, parts.path or "/") != (redirect.host, redirect.port, redirect.path):
        shown = clean(f"{parts.hostname}:{port}{parts.path}")[:80]
        raise UsageError(
            f"That address begins with {shown}, and not with {redirect.address}, as marktui asked.", _PASTE
        )


def _once(fields: Mapping[str, list[str]], name: str) -> str | None:
    found = fields.get(name, [])
    if len(found) > 1:
        raise ValueError("twice")
    return found[0] if found else None


def _is_code(code: str) -> bool:
    return code.isascii() and code.isprintable() and " " not in code and 0 < len(code) <= _LONGEST_CODE


_PASTE = "Paste the whole address that the browser ended on, or the code in it."
_USUAL_PORTS = {"http": 80, "https": 443}
