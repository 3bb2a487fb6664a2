"""A service that is far away and works nothing out: it plays again what the stand-in has answered before.

It prints how to reach it. `/_delay/MS` says how long each answer takes from then on.
"""

import asyncio
import json
import signal
import threading

import click
import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from marktui.sandbox.server import Sandbox
from marktui.sandbox.serving import HOST, listen, serving

_KEPT = ("content-type", "total", "total-pages", "page", "per-page", "next-page")
_ACCEPTED = ("accept", "authorization")


class FarService:
    """Answers in the name of a stand-in."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._delay = 0.0
        self._answers: dict[str, tuple[bytes, int, dict[str, str]]] = {}
        self._asked: list[str] = []
        """Path and query of every request since the delay was set."""

    def application(self) -> Starlette:
        """What is served."""
        return Starlette(
            routes=[
                Route("/_delay/{milliseconds:int}", self._set),
                Route("/_asked", self._tell),
                Route("/{path:path}", self._answer),
            ]
        )

    async def _set(self, request: Request) -> Response:
        self._delay = request.path_params["milliseconds"] / 1000
        self._asked.clear()
        return Response()

    async def _tell(self, _: Request) -> Response:
        return JSONResponse(self._asked)

    async def _answer(self, request: Request) -> Response:
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        self._asked.append(asked)
        if asked not in self._answers:
            headers = {name: request.headers[name] for name in _ACCEPTED if name in request.headers}
            async with httpx.AsyncClient() as client:
                answer = await client.get(f"{self._sandbox.address}{asked}", headers=headers, timeout=60)
            kept = {name: answer.headers[name] for name in _KEPT if name in answer.headers}
            self._answers[asked] = answer.content, answer.status_code, kept
        await asyncio.sleep(self._delay)
        return Response(*self._answers[asked])


@click.command()
@click.option("--pupils", default=50_000, show_default=True)
def main(pupils: int) -> None:
    """Serve until SIGTERM."""
    sandbox, over = Sandbox(pupils), threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    with sandbox.serve(), listen(0) as listener, serving(FarService(sandbox).application(), listener):
        address = f"http://{HOST}:{listener.getsockname()[1]}"
        click.echo(json.dumps({"address": address, "school": sandbox.school.name, **sandbox.environment}))
        over.wait()


if __name__ == "__main__":
    main()
