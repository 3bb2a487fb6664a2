"""A service that answers exactly what a test tells it to, for what the stand-in MIS cannot do."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from marktui.sandbox.serving import listen, serving


class Reply:
    """One answer: JSON, or bytes as they are; it comes after some seconds, or once it is let go."""

    def __init__(
        self,
        body: object = b"",
        status: int = 200,
        headers: dict[str, str] | None = None,
        after: float | Event = 0,
    ) -> None:
        self.body = body if isinstance(body, bytes) else orjson.dumps(body)
        self.status = status
        self.headers = headers or {}
        self.after = after


def listed(
    rows: object, following: str | None = "", total: object = None, after: float = 0, **headers: str
) -> Reply:
    """A page of a list; `Total` is right unless it is given."""
    count = len(rows) if isinstance(rows, list) else 0
    paging = {"Total": str(count if total is None else total), "Next-Page": following}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(rows, headers={k: v for k, v in (paging | named).items() if v is not None}, after=after)


def limited(**data: object) -> Reply:
    """A 429."""
    return Reply({"error": "too many requests", "data": data}, 429)


def refused(word: str) -> Reply:
    """A 401."""
    return Reply({"error": word, "message": "the token is secret-token-1"}, 401)


class Asked:
    """One request that came."""

    def __init__(self, request: Request, body: bytes) -> None:
        self.method = request.method
        self.path = request.url.path
        self.query = dict(request.query_params)
        self.headers = dict(request.headers)
        self.body = body.decode()


class Service:
    """The scripted service."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.address = ""
        self.wants_secrets = False
        """Whether a request without secrets is refused (401), and else passed over."""
        self.most_at_once = 0
        """The most requests that were under way at one time."""
        self._under_way = 0
        self._replies: dict[str, list[Reply]] = {}
        self._pages: dict[str, dict[str, Reply]] = {}

    def says(self, path: str, *replies: Any) -> None:
        """What a path answers, one after the other; the last one for ever. Anything but a `Reply` is JSON."""
        self._replies[path] = [one if isinstance(one, Reply) else Reply(one) for one in replies]

    def says_pages(self, path: str, *replies: Reply) -> None:
        """What the pages of a path answer, counted from 1, in whatever order they are asked for."""
        self._pages[path] = {str(number): reply for number, reply in enumerate(replies, 1)}

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [one.path for one in self.asked]

    async def answer(self, request: Request) -> Response:
        """The next answer of a path; 404 where nothing was said."""
        if self.wants_secrets and "Authorization" not in request.headers:
            return Response(status_code=401)
        self.asked.append(Asked(request, await request.body()))
        reply = self._next(request.url.path, request.query_params.get("page", ""))
        self._under_way += 1
        self.most_at_once = max(self.most_at_once, self._under_way)
        if isinstance(reply.after, Event):
            while not reply.after.is_set():  # noqa: ASYNC110 - it is set by the thread of the test
                await asyncio.sleep(0.005)
        else:
            await asyncio.sleep(reply.after)
        self._under_way -= 1
        return Response(reply.body, reply.status, {"Content-Type": "application/json", **reply.headers})

    def _next(self, path: str, page: str) -> Reply:
        if path in self._pages:
            return self._pages[path][page]
        replies = self._replies.get(path, [Reply({"error": "not_found"}, 404)])
        return replies.pop(0) if len(replies) > 1 else replies[0]

    @contextmanager
    def serve(self) -> Iterator["Service"]:
        """Serve on loopback while the block runs."""
        route = Route("/{path:path}", self.answer, methods=["GET", "POST"])
        with listen(0) as listener, serving(Starlette(routes=[route]), listener):
            self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            yield self
