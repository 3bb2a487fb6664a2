"""The routes of the Arbor dialect."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from marktui.sandbox.arbor.query.queries import Queries
from marktui.sandbox.arbor.refusal import not_found, refuse
from marktui.sandbox.arbor.request_checks import RequestChecks
from marktui.sandbox.arbor.rows.row import staff_number, student_number
from marktui.sandbox.stage import Stage

PATH = "/graphql/query"


class Arbor:
    """One school behind the Arbor interface."""

    def __init__(self, stage: Stage) -> None:
        self._checks = RequestChecks(stage)
        self._queries = Queries(stage)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that `marktui connect arbor` reads its secrets from."""
        return {
            "MARKTUI_ARBOR_USERNAME": self._checks.username,
            "MARKTUI_ARBOR_PASSWORD": self._checks.password,
        }

    def settings(self, address: str) -> dict[str, str]:
        """The options of `marktui connect arbor`, by name."""
        return {"url": address}

    def authorise(self, _address: str) -> None:
        """Nothing: the school approves the application within Arbor."""

    def pupil_id(self, number: int) -> str:
        """The id of a pupil here, from the number in the school."""
        return str(student_number(number))

    def staff_id(self, number: int) -> str:
        """The id of a member of staff here, from the number in the school."""
        return str(staff_number(number))

    def reset(self) -> None:
        """Forget the rate limit."""
        self._checks.reset()

    def routes(self) -> list[Route]:
        """The one path of this dialect."""
        return [Route(PATH, self._answer, methods=["POST"])]

    def nothing(self, request: Request) -> Response:
        """What a path that is not served answers: first of all, who calls must be known."""
        return self._checks.refusal(request) or not_found()

    async def _answer(self, request: Request) -> Response:
        if refusal := self._checks.refusal(request):
            return refusal
        try:
            wanted = orjson.loads(await request.body())
        except orjson.JSONDecodeError:
            return refuse(400, "Bad Request")
        if not isinstance(wanted, dict) or not isinstance(wanted.get("query"), str):
            return refuse(400, "Bad Request")
        variables = _variables(wanted.get("variables", {}))
        if "variables" in wanted and not wanted["variables"]:
            # An empty map of variables made the real service fail.
            return refuse(500, "Internal Server Error")
        if variables is None:
            return refuse(400, "Bad Request")
        return await self._queries.answer(request, wanted["query"], variables)


def _variables(wanted: object) -> dict[str, Any] | None:
    """The variables of a query; a list with one map was seen live too."""
    if isinstance(wanted, list) and len(wanted) == 1:
        return _variables(wanted[0])
    return wanted if isinstance(wanted, dict) else None
