"""An Assembly whose every name is nasty: it stands before the sandbox and rewrites what that answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from marktui.sandbox.server import Sandbox
from marktui.sandbox.serving import listen, serving

from .corpus import NASTY

_NAMES = ("first_name", "last_name", "legal_first_name", "legal_last_name", "name")
_EMAILS = ("email", "value")
_KEPT = ("content-type", "total", "next-page", "total-pages", "per-page", "page")


class Mangler:
    """Serves a sandbox's answers with another nasty text in each name.

    Args:
        sandbox: The stand-in, being served.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self.address = ""

    @contextmanager
    def serve(self) -> Iterator["Mangler"]:
        """Serve on loopback while the block runs."""
        route = Route("/{path:path}", self._answer, methods=["GET", "POST"])
        with listen(0) as listener, serving(Starlette(routes=[route]), listener):
            self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            yield self

    async def _answer(self, request: Request) -> Response:
        sent = {
            name: value for name, value in request.headers.items() if name not in ("host", "accept-encoding")
        }
        async with httpx.AsyncClient(base_url=self._sandbox.address) as client:
            answer = await client.request(
                request.method,
                request.url.path,
                params=dict(request.query_params),
                headers=sent,
                content=await request.body(),
            )
        body = answer.content
        if "json" in answer.headers.get("content-type", ""):
            body = orjson.dumps(_mangled(orjson.loads(body)))
        kept = {name: value for name, value in answer.headers.items() if name in _KEPT}
        return Response(body, answer.status_code, kept)


def _mangled(body: Any) -> Any:
    rows = body if isinstance(body, list) else [body]
    for row in rows:
        if isinstance(row, dict):
            _mangle(row, hash(row.get("id")))
    return body


def _mangle(row: dict[str, Any], at: int) -> None:
    """Put a nasty text behind each name, and before some; which one hangs on the row's id alone."""
    for step, name in enumerate(_NAMES):
        if isinstance(row.get(name), str):
            nasty = NASTY[(at * 2 + step) % len(NASTY)]
            row[name] = f"{nasty if at % 3 == 0 else ''}{row[name]}{nasty}"
    for email in row.get("emails") or ():
        for name in _EMAILS:
            if isinstance(email.get(name), str):
                email[name] = NASTY[at % len(NASTY)] + email[name]
