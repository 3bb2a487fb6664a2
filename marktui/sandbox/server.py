"""Serves the stand-in MIS on loopback, in a thread or until a signal comes."""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from marktui.sandbox.application import Application
from marktui.sandbox.control import PATH, Control
from marktui.sandbox.dialect import make_dialect
from marktui.sandbox.fault.kind import ASSEMBLY
from marktui.sandbox.pace import Pace, Paced
from marktui.sandbox.school import School
from marktui.sandbox.serving import HOST, listen, serving
from marktui.sandbox.stage import Stage
from marktui.sandbox.state import State
from marktui.sandbox.term import Dates


class Sandbox:
    """A stand-in MIS.

    Args:
        pupils: how many are on roll at step 0, Nursery included.
        seed: another seed, other people.
        step: where its story begins.
        faults: names out of the tables in `marktui.sandbox.fault`.
        dates: the day of each step's events; a week apart up to yesterday unless given.
        today: the day on which the school is looked at, if not this one.
        dialect: the service that is played, `assembly` or `arbor`.
        leaver_years: for how many former academic years those who left at their end are still listed.
        name: the school's name; without one, a name that fits its kind.
        application: what the service knows about the application that calls it.
        phase: primary, secondary or all-through; after its size unless given.

    Raises:
        ValueError: a number or a name that does not exist.
    """

    def __init__(
        self,
        pupils: int = 420,
        seed: int = 1,
        step: int = 0,
        faults: Iterable[str] = (),
        dates: Dates | None = None,
        today: date | None = None,
        dialect: str = ASSEMBLY,
        leaver_years: int = 0,
        name: str | None = None,
        application: Application | None = None,
        phase: str | None = None,
    ) -> None:
        school = School(pupils, seed, dates, today, leaver_years, name, phase)
        self.stage = Stage(school, step, faults, dialect, application)
        self.address = ""
        """`http://127.0.0.1:PORT` while serving."""
        self._dialect = make_dialect(dialect, self.stage)

    @property
    def environment(self) -> dict[str, str]:
        """Variables with the (invented) secrets for `marktui connect`."""
        return self._dialect.environment

    @property
    def connect_line(self) -> str:
        """The command that connects a hub to this stand-in; it must be serving."""
        return self._command(self.settings)

    @property
    def authorise_line(self) -> str | None:
        """The command that connects a hub by a school's consent; None where there is no such way."""
        options = self._dialect.authorise(self.address)
        return self._command(options, "--authorise") if options else None

    @property
    def settings(self) -> dict[str, str]:
        """The options of `marktui connect` besides the secrets, by name."""
        return self._dialect.settings(self.address)

    @property
    def school(self) -> School:
        """The school, at every step."""
        return self.stage.school

    @property
    def truth(self) -> State:
        """The pupils at the present step, faults aside."""
        return self.stage.state

    @property
    def requests(self) -> list[tuple[str, str]]:
        """Method and path of every data and token request since the last `reset`."""
        return list(self.stage.requests)

    @property
    def most_at_once(self) -> int:
        """The most data and token requests that were under way at one time since the last `reset`."""
        return self.stage.most_at_once

    @property
    def leaks(self) -> list[tuple[str, str]]:
        """Host and path of every request that carried credentials to another host name."""
        return list(self.stage.leaks)

    def pupil_id(self, number: int) -> str:
        """The id under which the service lists a pupil, from the number in the school."""
        return self._dialect.pupil_id(number)

    def staff_id(self, number: int) -> str:
        """The id under which the service lists a member of staff, from the number in the school."""
        return self._dialect.staff_id(number)

    def move(self, step: int | None = None, faults: Iterable[str] | None = None) -> None:
        """Go to another step, switch other faults on, or both; what is not given stays.

        Raises:
            ValueError: there is no such step or fault.
        """
        self.stage.move(step, faults)

    def slow_down(self, pace: Pace | None) -> None:
        """Let answers take their time from now on; None lets them come at once again."""
        self.stage.pace = pace

    def reset(self) -> None:
        """Forget all requests, the rate limit and a deauthorisation."""
        self.stage.forget_requests()
        self._dialect.reset()

    def _command(self, options: dict[str, str], *first: str) -> str:
        given = [f"--{name.replace('_', '-')} {value}" for name, value in options.items()]
        return " ".join(["marktui connect", self.stage.dialect, *first, *given])

    @contextmanager
    def serve(self, port: int = 0) -> Iterator[str]:
        """Serve in a thread of its own, and yield the address.

        Args:
            port: 0 takes any free one.

        Raises:
            OSError: the port is taken.
        """
        with listen(port) as listener, serving(self._front(), listener):
            self.address = f"http://{HOST}:{listener.getsockname()[1]}"
            yield self.address

    def run(self, port: int, ready: Callable[[], None]) -> None:
        """Serve until SIGINT or SIGTERM.

        Args:
            port: 0 takes any free one.
            ready: called once requests are answered.

        Raises:
            OSError: the port is taken.
        """
        over = threading.Event()
        with self.serve(port):
            numbers = (signal.SIGINT, signal.SIGTERM)
            former = [signal.signal(number, lambda *_: over.set()) for number in numbers]
            try:
                ready()
                over.wait()
            finally:
                for number, handler in zip(numbers, former, strict=True):
                    signal.signal(number, handler)

    def _front(self) -> ASGIApp:
        return _Front(Paced(self._application(), lambda: self.stage.pace), self.stage)

    def _application(self) -> Starlette:
        routes = [*self._dialect.routes(), *Control(self.stage).routes()]
        return Starlette(routes=routes, exception_handlers={404: self._nothing, 405: self._nothing})

    async def _nothing(self, request: Request, _: Exception) -> Response:
        return self._dialect.nothing(request)


class _Front:
    """Notes each request, then hands it on."""

    def __init__(self, application: ASGIApp, stage: Stage) -> None:
        self._application = application
        self._stage = stage

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == PATH:
            await self._application(scope, receive, send)
            return
        with self._stage.answering():
            self._stage.requests.append((scope["method"], scope["path"]))
            headers = dict(scope["headers"])
            host = headers.get(b"host", b"").decode("latin-1")
            if b"authorization" in headers and not host.startswith(HOST):
                self._stage.leaks.append((host, scope["path"]))
            await self._application(scope, receive, send)
