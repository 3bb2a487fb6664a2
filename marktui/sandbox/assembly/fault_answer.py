"""Faults in the answer as a whole: failing, breaking off, going elsewhere, taking long."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from marktui.sandbox.assembly.page import JSON, Page
from marktui.sandbox.assembly.refusal import refuse, short_of_scope
from marktui.sandbox.stage import Stage

SLOW, NEVER = 1.0, 600.0
"""Seconds."""
RETRY_AFTER = 1


@dataclass(frozen=True, slots=True)
class Incident:
    """Everything an answer can be spoiled by."""

    request: Request
    page: Page
    stage: Stage


class Torn(Response):
    """An answer that breaks off half-way, and the connection with it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise the whole body, send half of it and stop; the server then closes the connection."""
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})


def _torn(incident: Incident) -> Response:
    return Torn(orjson.dumps([row["object"] for row in incident.page.rows]), media_type=JSON)


async def _drop(incident: Incident) -> Response | None:
    return _torn(incident)


async def _drop_once(incident: Incident) -> Response | None:
    return _torn(incident) if incident.stage.count("drop-once") == 1 else None


async def _page_500(incident: Incident) -> Response | None:
    last = incident.page.number >= incident.page.last
    return refuse(500, "internal_error", "something went wrong") if last else None


async def _few_502(incident: Incident) -> Response | None:
    return HTMLResponse("<h1>502 Bad Gateway</h1>", 502) if incident.stage.count("few-502") <= 2 else None


async def _empty_error(_: Incident) -> Response | None:
    return Response(status_code=503)


async def _slow(_: Incident) -> Response | None:
    await asyncio.sleep(SLOW)
    return None


async def _hang(_: Incident) -> Response | None:
    await asyncio.sleep(NEVER)
    return Response(status_code=504)


async def _malformed(_: Incident) -> Response | None:
    return Response(b'[{"object":"student","id":5112,"first_na', media_type=JSON)


async def _web_page(_: Incident) -> Response | None:
    return HTMLResponse("<!doctype html><title>Sign in</title><h1>Please sign in</h1>")


async def _not_modified(incident: Incident) -> Response | None:
    asked = {"if-modified-since", "if-none-match"} & set(incident.request.headers)
    return None if asked else Response(status_code=304)


async def _redirect(incident: Incident) -> Response | None:
    url = incident.request.url
    if url.hostname == "localhost":
        return None
    return RedirectResponse(str(url.replace(hostname="localhost")), 302)


async def _retry_after(incident: Incident) -> Response | None:
    if incident.stage.seconds_since_first("retry-after") >= RETRY_AFTER:
        return None
    answer = refuse(429, "too many requests")
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer


async def _left_500(_: Incident) -> Response | None:
    return Response(status_code=500)


async def _left_refused(_: Incident) -> Response | None:
    return short_of_scope()


Spoil = Callable[[Incident], Awaitable[Response | None]]

ANSWER_FAULTS: dict[str, dict[str, Spoil]] = {
    "students": {
        "slow-page": _slow,
        "hang": _hang,
        "retry-after": _retry_after,
        "few-502": _few_502,
        "drop-once": _drop_once,
        "drop": _drop,
        "page-500": _page_500,
        "empty-error": _empty_error,
        "malformed-json": _malformed,
        "html-page": _web_page,
        "not-modified": _not_modified,
        "redirect": _redirect,
    },
    "students/left": {"left-500": _left_500, "left-refused": _left_refused},
}
"""By list; those that pass come first."""


async def spoil_answer(path: str, incident: Incident) -> Response | None:
    """The answer that the faults put in the place of the right one, if any does."""
    for name, spoil in ANSWER_FAULTS.get(path, {}).items():
        if name in incident.stage.faults and (answer := await spoil(incident)):
            return answer
    return None
