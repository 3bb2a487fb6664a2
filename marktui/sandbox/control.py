"""The control endpoint, through which a running stand-in moves on."""

from ipaddress import ip_address
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from marktui.sandbox.pace import Pace
from marktui.sandbox.stage import Stage

PATH = "/_sandbox"
LONGEST_DELAY = 60_000
"""Milliseconds."""


class Control:
    """Answers `GET` and `POST /_sandbox`, for callers on this machine only."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def routes(self) -> list[Route]:
        """The one path."""
        return [Route(PATH, self._answer, methods=["GET", "POST"])]

    async def _answer(self, request: Request) -> Response:
        if not _local(request):
            return _say(403, {"error": "Only callers on this machine may do that."})
        if request.method == "POST":
            try:
                self._set(_wanted(await request.body()))
            except ValueError as problem:
                return _say(400, {"error": str(problem)})
        return _say(200, self._stage.fact())

    def _set(self, wanted: dict[str, Any]) -> None:
        delay = wanted.pop("delay", None)
        if wanted or delay is None:
            self._stage.move(**wanted)
        if delay is not None:
            self._stage.pace = Pace.far_away(delay / 1000) if delay else None


def _wanted(body: bytes) -> dict[str, Any]:
    try:
        wanted = orjson.loads(body or b"{}")
    except orjson.JSONDecodeError:
        message = "The body is not JSON."
        raise ValueError(message) from None
    if not isinstance(wanted, dict) or wanted.keys() - {"step", "faults", "delay"}:
        message = 'The body is an object with the keys "step", "faults" and "delay", all optional.'
        raise ValueError(message)
    step, faults = wanted.get("step"), wanted.get("faults")
    if step is not None and type(step) is not int:
        message = "A step is a whole number."
        raise ValueError(message)
    delay = wanted.get("delay", 0)
    if type(delay) is not int or not 0 <= delay <= LONGEST_DELAY:
        message = f"A delay is a whole number of milliseconds up to {LONGEST_DELAY:,}."
        raise ValueError(message)
    if faults is not None and not (isinstance(faults, list) and all(isinstance(f, str) for f in faults)):
        message = "Faults are a list of names."
        raise ValueError(message)
    return wanted


def _local(request: Request) -> bool:
    return request.client is not None and ip_address(request.client.host).is_loopback


def _say(status: int, body: object) -> Response:
    return Response(orjson.dumps(body), status, media_type="application/json")
