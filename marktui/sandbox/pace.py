"""How long answers take, so that a stand-in on the same machine feels like a service that is far away."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ANY = 1_000_000
"""More rows than any page has."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a service is."""

    answer: float
    """Seconds that each answer takes."""
    kilobyte: float
    """Seconds more for each thousand bytes of it."""
    rows: int
    """The most rows of a page."""
    side_by_side: bool = False
    """Whether answers take their time beside each other, as those of a service that is only far away."""

    @classmethod
    def far_away(cls, seconds: float) -> "Pace":
        """A service at a distance of so many seconds, with pages as long as ever."""
        return cls(answer=seconds, kilobyte=0, rows=_ANY, side_by_side=True)

    def seconds(self, size: int) -> float:
        """How long an answer of so many bytes takes."""
        return self.answer + self.kilobyte * size / 1000


class Paced:
    """Answers each request in the time that it takes, one after the other unless the pace says otherwise.

    Args:
        application: What answers.
        present: Gives the present pace; None answers at once.
    """

    def __init__(self, application: ASGIApp, present: Callable[[], Pace | None]) -> None:
        self._application = application
        self._present = present
        self._turn = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_in_time(message: Message) -> None:
            pace = self._present()
            if pace is not None and message["type"] == "http.response.start":
                async with nullcontext() if pace.side_by_side else self._turn:
                    await asyncio.sleep(pace.seconds(_size(message)))
            await send(message)

        await self._application(scope, receive, send_in_time)


def _size(start: Message) -> int:
    """How many bytes an answer says that it has."""
    return int(dict(start["headers"]).get(b"content-length", 0))
