"""What every request must pass: user and password, the school's approval, the rate limit."""

import time
from base64 import b64decode
from binascii import Error as Base64Error
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from marktui.sandbox.arbor.refusal import not_approved, refuse, too_many, unknown_caller
from marktui.sandbox.stage import Stage

USUAL_LIMIT = (500, 60.0)
"""Requests, and the seconds in which they may be made; about what was seen live."""
TINY_LIMIT = (3, 1.0)
_PLAIN_AGENT = "python-httpx/"
REQUEST_FAULTS = frozenset({"picky-firewall", "password-changed", "not-approved", "tiny-limit"})


class RequestChecks:
    """Lets a request through, or says why not; the same seed gives the same secrets."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        mark = sha256(f"arbor/{stage.school.seed}/{stage.school.pupils}".encode()).hexdigest()[:16]
        self.username = f"sandbox-application-{mark[:6]}"
        self.password = f"sandbox-token-{mark}"
        self._began, self._count = 0.0, 0

    def refusal(self, request: Request) -> Response | None:
        """Why the request is refused, if it is."""
        faults = self._stage.faults
        agent = request.headers.get("user-agent", "")
        if "picky-firewall" in faults and (not agent or agent.startswith(_PLAIN_AGENT)):
            return refuse(403, "Blocked")
        known = _basic(request.headers.get("authorization", "")) == f"{self.username}:{self.password}"
        if not known or "password-changed" in faults:
            return unknown_caller()
        if "not-approved" in faults:
            return not_approved()
        return self._over_limit(*(TINY_LIMIT if "tiny-limit" in faults else USUAL_LIMIT))

    def reset(self) -> None:
        """Forget how often anybody has called."""
        self._began, self._count = 0.0, 0

    def _over_limit(self, limit: int, span: float) -> Response | None:
        now = time.monotonic()
        if now - self._began >= span:
            self._began, self._count = now, 0
        self._count += 1
        return too_many(max(1, round(span - (now - self._began)))) if self._count > limit else None


def _basic(header: str) -> str:
    kind, _, code = header.partition(" ")
    try:
        return b64decode(code, validate=True).decode() if kind.lower() == "basic" else ""
    except (Base64Error, UnicodeDecodeError):
        return ""
