"""The address of a school's Arbor, in the one form that is stored (docs/wire-arbor.md, The school)."""

import re

from marktui.connectors.http.address import checked_address, host_of
from marktui.hub.model.errors import UsageError

_SHORT_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_SCREEN = re.compile(r"/?\?.*", re.DOTALL)
"""What a browser shows behind the host: `?/home-ui/index`."""
_PATHS = ("/rest-v2", "/graphql/query", "/graphql")


def arbor_address(given: str) -> str:
    """The address of a school's Arbor, from its short name, its host or any of its pages.

    Raises:
        UsageError: It is not an address, or one that may not get secrets.
    """
    text = given.strip()
    if _SHORT_NAME.fullmatch(text):
        return f"https://{text.lower()}.uk.arbor.sc"
    scheme, has_scheme, rest = text.partition("://") if "://" in text else ("", "", text)
    rest = _SCREEN.sub("", rest).rstrip("/")
    for path in _PATHS:
        rest = rest.removesuffix(path).rstrip("/")
    if not has_scheme and "." not in rest:
        hint = "Give the school's short name, or the address of its Arbor: https://SCHOOL.uk.arbor.sc"
        raise UsageError("That is not the address of a school's Arbor.", hint)
    scheme, _, rest = checked_address(f"{scheme or 'https'}://{rest}").partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.lower()}{slash}{path}"


def site_of(address: str) -> str | None:
    """What its address calls a school: `ashgrove` of `https://ashgrove.uk.arbor.sc`; None elsewhere."""
    site, _, domain = host_of(address).partition(".")
    return site if domain.endswith("arbor.sc") else None


def checked_agent(given: str) -> str:
    """A user agent, if it fits into a header; else raises `UsageError`."""
    agent = given.strip()
    if not (agent and agent.isascii() and agent.isprintable()):
        raise UsageError("The user agent holds characters that cannot be sent.", "Use plain English letters.")
    return agent
