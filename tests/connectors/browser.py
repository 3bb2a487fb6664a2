"""A browser that a school's administrator uses: it opens what marktui shows and follows where it leads."""

import socket
from collections import deque
from urllib.parse import parse_qsl, urlsplit

import httpx
from patience import PATIENCE

from marktui.sandbox.server import Sandbox

_HELD: deque[socket.socket] = deque()
"""The ports that were given last: each stays bound, so that nothing else on this machine is given it."""
_MOST_HELD = 20


def free_port() -> int:
    """A port of this machine on which nobody listens, and which only who asks for it by its number gets."""
    one = socket.socket()
    # With this it can be listened to although it is bound.
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    one.bind(("127.0.0.1", 0))
    _HELD.append(one)
    if len(_HELD) > _MOST_HELD:
        _HELD.popleft().close()
    return int(one.getsockname()[1])


def fields_of(address: str) -> dict[str, str]:
    """The query of an address."""
    return dict(parse_qsl(urlsplit(address).query))


def decide(address: str, answer: str = "allow") -> str:
    """Open the page of consent, tick everything, press Allow or Deny; gives where the browser is sent."""
    scopes = fields_of(address)["scope"].split()
    ticks = [one.partition(":")[0] for one in scopes if one.endswith(":optional")]
    sent = httpx.post(address, data={"answer": answer, "tick": ticks})
    assert sent.status_code == 302, sent.text
    return sent.headers["location"]


def spend(back: str, sandbox: Sandbox) -> None:
    """Exchange the code that a browser was sent back with, as somebody else who has it would."""
    secrets = sandbox.environment
    fields = {
        "grant_type": "authorization_code",
        "code": fields_of(back)["code"],
        "redirect_uri": sandbox.stage.application.redirect_uri,
    }
    client = (secrets["MARKTUI_ASSEMBLY_CLIENT_ID"], secrets["MARKTUI_ASSEMBLY_CLIENT_SECRET"])
    answer = httpx.post(f"{sandbox.address}/oauth/token", data=fields, auth=client, trust_env=False)
    assert answer.status_code == 200, answer.text


async def visit(address: str, **headers: str) -> httpx.Response:
    """Open an address."""
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.get(address, headers=headers)


def raw(port: int, content: bytes, host: str = "127.0.0.1") -> bytes:
    """What a port answers to some bytes; nothing where it hangs up."""
    with socket.create_connection((host, port), timeout=PATIENCE) as one:
        one.sendall(content)
        one.shutdown(socket.SHUT_WR)
        answer = b""
        try:
            while part := one.recv(65536):
                answer += part
        except ConnectionError:
            return answer
        return answer
