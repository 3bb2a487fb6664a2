"""What every dialect offers, and where it is found."""

from collections.abc import Callable
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from marktui.sandbox.fault import UnknownDialect
from marktui.sandbox.stage import Stage


class Dialect(Protocol):
    """One school behind the interface of one service."""

    @property
    def environment(self) -> dict[str, str]:
        """The variables that `marktui connect` reads its (invented) secrets from."""

    def settings(self, address: str) -> dict[str, str]:
        """The further options of `marktui connect`, by name."""

    def authorise(self, address: str) -> dict[str, str] | None:
        """The options of `marktui connect` where a school consents in a browser; None if it does not."""

    def pupil_id(self, number: int) -> str:
        """The id of a pupil on the wire, from the number in the school."""

    def staff_id(self, number: int) -> str:
        """The id of a member of staff on the wire, from the number in the school."""

    def reset(self) -> None:
        """Forget whatever the callers have brought about."""

    def routes(self) -> list[Route]:
        """All paths of this dialect."""

    def nothing(self, request: Request, /) -> Response:
        """What a path that is not served answers."""


def make_dialect(name: str, stage: Stage) -> Dialect:
    """The dialect of that name, on this stage.

    Raises:
        UnknownDialect: there is none.
    """
    if name not in _MAKERS:
        raise UnknownDialect(name)
    return _MAKERS[name](stage)


def _assembly(stage: Stage) -> Dialect:
    from marktui.sandbox.assembly import Assembly

    return Assembly(stage)


def _arbor(stage: Stage) -> Dialect:
    # Its GraphQL library takes longer to load than all the rest, so that nobody else is to wait for it.
    from marktui.sandbox.arbor import Arbor

    return Arbor(stage)


_MAKERS: dict[str, Callable[[Stage], Dialect]] = {"assembly": _assembly, "arbor": _arbor}
