"""Answers that go wrong in any dialect: failing, breaking off, going elsewhere, taking long."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from zlib import compressobj

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from marktui.sandbox.chance import dice
from marktui.sandbox.stage import Stage

SLOW, NEVER = 1.0, 600.0
"""Seconds."""
RETRY_AFTER = 1
BOM = b"\xef\xbb\xbf"
"""What some programs write before a text to say that it is UTF-8."""
MANY = 7_000_000
"""Rows."""


@dataclass(frozen=True, slots=True)
class Incident:
    """Everything an answer can be spoiled by."""

    request: Request
    stage: Stage
    holds_the_end: bool
    """Whether no later page has rows."""
    start: bytes
    """How a right answer begins, up to the middle of a word."""


class Torn(Response):
    """An answer that breaks off half-way, and the connection with it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise the whole body, send half of it and stop; the server then closes the connection."""
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})


def _torn(incident: Incident) -> Response:
    return Torn(incident.start, media_type="application/json")


async def _drop(incident: Incident) -> Response | None:
    return _torn(incident)


async def _drop_once(incident: Incident) -> Response | None:
    return _torn(incident) if incident.stage.count("drop-once") == 1 else None


async def _few_502(incident: Incident) -> Response | None:
    return HTMLResponse("<h1>502 Bad Gateway</h1>", 502) if incident.stage.count("few-502") <= 2 else None


async def _empty_error(_: Incident) -> Response | None:
    return Response(status_code=503)


async def _busy(incident: Incident) -> Response | None:
    if incident.stage.seconds_since_first("busy") >= RETRY_AFTER:
        return None
    return HTMLResponse("<h1>503 Service Unavailable</h1>", 503, {"Retry-After": str(RETRY_AFTER)})


async def _slow(_: Incident) -> Response | None:
    await asyncio.sleep(SLOW)
    return None


async def _hang(_: Incident) -> Response | None:
    await asyncio.sleep(NEVER)
    return Response(status_code=504)


async def _malformed(incident: Incident) -> Response | None:
    return Response(incident.start, media_type="application/json")


async def _many_rows(incident: Incident) -> Response | None:
    body = packed_rows(incident.start)
    return Response(body, headers={"Content-Encoding": "gzip"}, media_type="application/json")


@cache
def packed_rows(start: bytes) -> bytes:
    """An answer of very many rows, packed with gzip no better than an honest one might be.

    Args:
        start: how a right answer begins, up to its first row at least.
    """
    head = start[: start.index(b"[") + 1]
    tail = b"]" + b"}" * head.count(b"{")
    pack, chance = compressobj(wbits=31), dice("many rows")
    empty = b",{}" * 999
    blocks = (b',{"x":"%x"}' % chance.getrandbits(160) + empty for _ in range(MANY // 1000 - 1))
    parts = (head + b'{"x":1}' + empty, *blocks, tail)
    return b"".join([*map(pack.compress, parts), pack.flush()])


async def _web_page(_: Incident) -> Response | None:
    return HTMLResponse("<!doctype html><title>Sign in</title><h1>Please sign in</h1>")


async def _redirect(incident: Incident) -> Response | None:
    url = incident.request.url
    if url.hostname == "localhost":
        return None
    return RedirectResponse(str(url.replace(hostname="localhost")), 302)


Spoil = Callable[[Incident], Awaitable[Response | None]]

PASSING: Mapping[str, Spoil] = {
    "slow-page": _slow,
    "hang": _hang,
    "few-502": _few_502,
    "busy": _busy,
    "drop-once": _drop_once,
}
LASTING: Mapping[str, Spoil] = {
    "drop": _drop,
    "empty-error": _empty_error,
    "malformed-json": _malformed,
    "many-rows": _many_rows,
    "html-page": _web_page,
    "redirect": _redirect,
}


async def first_breakdown(faults: Mapping[str, Spoil], incident: Incident) -> Response | None:
    """The answer that the faults put in the place of the right one, if any does."""
    for name, spoil in faults.items():
        if name in incident.stage.faults and (answer := await spoil(incident)):
            return answer
    return None
