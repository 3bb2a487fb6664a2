"""The routes of the Assembly dialect; data and token endpoints share one address."""

from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from marktui.sandbox.assembly.answers import Answers
from marktui.sandbox.assembly.consent import Consent
from marktui.sandbox.assembly.grant import Grants
from marktui.sandbox.assembly.refusal import BadRequest, bad_request, not_found
from marktui.sandbox.assembly.request_checks import RequestChecks
from marktui.sandbox.assembly.scope import BASE
from marktui.sandbox.stage import Stage

Handler = Callable[[Request], Awaitable[Response]]
_SINGLE = ("students", "staff_members", "year_groups", "registration_groups", "academic_years")


class Assembly:
    """One school behind the Assembly interface."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.grants = Grants(stage)
        self._checks = RequestChecks(stage, self.grants)
        self._answers = Answers(stage, self.grants)
        self._consent = Consent(stage, self.grants)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that `marktui connect assembly` reads its secrets from."""
        return {
            "MARKTUI_ASSEMBLY_TOKEN": self.grants.access,
            "MARKTUI_ASSEMBLY_REFRESH_TOKEN": self.grants.refresh,
            "MARKTUI_ASSEMBLY_CLIENT_ID": self.grants.client_id,
            "MARKTUI_ASSEMBLY_CLIENT_SECRET": self.grants.client_secret,
        }

    def settings(self, address: str) -> dict[str, str]:
        """The options of `marktui connect assembly`, by name."""
        return {"api_url": address, "auth_url": address}

    def authorise(self, address: str) -> dict[str, str]:
        """The options of `marktui connect assembly --authorise`, by name."""
        return {"redirect": self._stage.application.redirect_uri, **self.settings(address)}

    def pupil_id(self, number: int) -> str:
        """The id of a pupil here, from the number in the school."""
        return str(number)

    def staff_id(self, number: int) -> str:
        """The id of a member of staff here, from the number in the school."""
        return str(number)

    def reset(self) -> None:
        """Forget the rate limit and a deauthorisation."""
        self._checks.reset()
        self.grants.reset()

    def routes(self) -> list[Route]:
        """All paths of this dialect."""
        lists = [
            Route(f"/{path}", self._guarded(scope, partial(self._answers.rows, path=path)))
            for path, scope in BASE.items()
        ]
        singles = [
            Route(f"/{path}/{{id:int}}", self._guarded(BASE[path], partial(self._one, path=path)))
            for path in _SINGLE
        ]
        return [
            *lists,
            *singles,
            Route("/school", self._guarded("school", self._school)),
            Route("/school/status", self._guarded("school", self._status)),
            Route("/school/sync", self._guarded("school", self._sync), methods=["POST"]),
            Route("/school/deauthorize", self._guarded("school", self._deauthorize), methods=["POST"]),
            Route("/me", self._guarded(None, self._me)),
            Route("/oauth/authorize", self._consent.answer, methods=["GET", "POST"]),
            Route("/oauth/token", self._token, methods=["POST"]),
        ]

    def nothing(self, _: Request) -> Response:
        """What a path that is not served answers."""
        return not_found()

    def _guarded(self, scope: str | None, handler: Handler) -> Handler:
        async def answer(request: Request) -> Response:
            if refusal := self._checks.refusal(request, scope):
                return refusal
            try:
                return await handler(request)
            except BadRequest as problem:
                return bad_request(str(problem))

        return answer

    async def _one(self, request: Request, path: str) -> Response:
        return self._answers.one(request, path)

    async def _school(self, _: Request) -> Response:
        return self._answers.school()

    async def _status(self, _: Request) -> Response:
        return self._answers.status()

    async def _sync(self, _: Request) -> Response:
        return Response(status_code=202)

    async def _deauthorize(self, _: Request) -> Response:
        self.grants.withdraw()
        return Response(status_code=204)

    async def _me(self, request: Request) -> Response:
        return self._answers.me(request)

    async def _token(self, request: Request) -> Response:
        body = await request.body()
        wanted = {**request.query_params, **_body_fields(request.headers.get("content-type", ""), body)}
        return self.grants.exchange(request.headers.get("authorization", ""), wanted)


def _body_fields(kind: str, body: bytes) -> dict[str, str]:
    if "json" not in kind:
        return dict(parse_qsl(body.decode("utf-8", "replace")))
    try:
        fields = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return {key: str(value) for key, value in fields.items()} if isinstance(fields, dict) else {}
