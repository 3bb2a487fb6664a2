"""What every data request must pass: version, token, rate limit, scope."""

import re
import time

from starlette.requests import Request
from starlette.responses import Response

from marktui.sandbox.assembly.grant import Grants, bearer
from marktui.sandbox.assembly.refusal import no_token, refuse, short_of_scope, stale_token, wrong_version
from marktui.sandbox.stage import Stage

_ACCEPT = re.compile(r"application/vnd\.assembly\+json\s*;\s*version=(1|1\.1)\s*(?:[;,]|$)")
USUAL_LIMIT = (600, 300.0)
"""Requests, and the seconds in which they may be made."""
TINY_LIMIT = (3, 1.0)


def version(request: Request) -> str | None:
    """The version of the interface that is asked for; None if it is not served."""
    found = _ACCEPT.search(request.headers.get("accept", ""))
    return found and found[1]


class RequestChecks:
    """Lets a request through, or says why not."""

    def __init__(self, stage: Stage, grants: Grants) -> None:
        self._stage = stage
        self._grants = grants
        self._windows: dict[tuple[str, bool], tuple[float, int]] = {}

    def refusal(self, request: Request, scope: str | None) -> Response | None:
        """Why the request is refused, if it is.

        Args:
            request: any data request.
            scope: the scope without which it is refused; None lets an app token in too.
        """
        faults = self._stage.faults
        if "wrong-version" in faults or not version(request):
            return wrong_version()
        token = bearer(request)
        if not token:
            return no_token()
        opened = self._grants.opened_by(token)
        if opened is None:
            return stale_token()
        if over := self._over_limit(token, tiny="tiny-limit" in faults):
            return over
        if scope and (opened.level != "school" or scope not in opened.scopes):
            return short_of_scope()
        return None

    def reset(self) -> None:
        """Forget how often anybody has called."""
        self._windows.clear()

    def _over_limit(self, token: str, *, tiny: bool) -> Response | None:
        limit, span = TINY_LIMIT if tiny else USUAL_LIMIT
        now = time.monotonic()
        began, count = self._windows.get((token, tiny), (now, 0))
        if now - began >= span:
            began, count = now, 0
        self._windows[token, tiny] = began, count + 1
        if count < limit:
            return None
        wait = max(1, round(span - (now - began)))
        return refuse(429, "too many requests", data={"count": count + 1, "period": wait, "limit": limit})
