"""Tokens: who may call, and the token endpoint (contract, sections 1.3 and 1.4)."""

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping
from hashlib import sha256

from starlette.responses import Response

from marktui.sandbox.assembly.page import send
from marktui.sandbox.assembly.refusal import refuse
from marktui.sandbox.assembly.scope import granted
from marktui.sandbox.stage import Stage

SCHOOL_ID = 1231
LIFETIME = 86_400
"""Seconds, as the service announces them; here only faults make a token expire."""


class Grants:
    """The tokens of one school; the same seed gives the same secrets, so that a hub outlives a restart."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        mark = sha256(f"{stage.school.seed}/{stage.school.pupils}".encode()).hexdigest()[:16]
        self.access = f"sandbox-access-{mark}"
        self.refresh = f"sandbox-refresh-{mark}"
        self.client_id = f"sandbox-client-{mark[:6]}"
        self.client_secret = f"sandbox-secret-{mark}"
        self.deauthorized = False
        self._issued = {self.access: "school"}
        self._stale: set[str] = set()
        self._seen = -1

    def level(self, token: str) -> str | None:
        """What the token opens: `school`, `app`, or None if it is good for nothing."""
        self._heed_faults()
        if self._revoked or token in self._stale:
            return None
        return self._issued.get(token)

    @property
    def scopes(self) -> frozenset[str]:
        """What the school token may see at present."""
        return granted(self._stage.faults)

    def exchange(self, authorization: str, wanted: Mapping[str, str]) -> Response:
        """Answer `POST /oauth/token`.

        Args:
            authorization: the Authorization header, which must be Basic.
            wanted: the parameters, wherever they came from.
        """
        self._heed_faults()
        if _basic(authorization) != f"{self.client_id}:{self.client_secret}":
            return refuse(401, "invalid_client")
        kind = wanted.get("grant_type")
        if kind == "client_credentials":
            token = self._issue("app")
            return send({"access_token": token, "token_type": "bearer", "level": "app", "expires_in": None})
        if kind != "refresh_token":
            return refuse(400, "unsupported_grant_type")
        if self._revoked or wanted.get("refresh_token") != self.refresh:
            return refuse(400, "invalid_grant")
        return send(
            {
                "access_token": self._issue("school"),
                "token_type": "bearer",
                "level": "school",
                "expires_in": LIFETIME,
                "school_id": SCHOOL_ID,
                "scopes": sorted(self.scopes),
            }
        )

    @property
    def _revoked(self) -> bool:
        return self.deauthorized or "token-revoked" in self._stage.faults

    def _heed_faults(self) -> None:
        """Once per scene: what was issued before has expired, or is good again."""
        if self._seen != self._stage.generation:
            self._seen = self._stage.generation
            self._stale = set(self._issued) if "token-expired" in self._stage.faults else set()

    def _issue(self, level: str) -> str:
        token = f"{self.access}-{level}-{len(self._issued)}"
        self._issued[token] = level
        return token


def _basic(header: str) -> str:
    kind, _, code = header.partition(" ")
    try:
        return b64decode(code, validate=True).decode() if kind.lower() == "basic" else ""
    except (Base64Error, UnicodeDecodeError):
        return ""
