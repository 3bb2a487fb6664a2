"""Tokens: who may call, and the token endpoint (docs/wire-assembly.md, Tokens)."""

import secrets
import time
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from marktui.sandbox.assembly.page import send
from marktui.sandbox.assembly.refusal import refuse
from marktui.sandbox.assembly.scope import GRANTED, without_faults
from marktui.sandbox.stage import Stage

SCHOOL_ID, OTHER_SCHOOL_ID = 1231, 4562
LIFETIME = 86_400
"""Seconds, as the service announces them; here only faults make a token expire."""
SHORT_LIFETIME = 2
"""Seconds, under the fault `short-tokens`."""
CODE_LIFETIME = 60.0
"""Seconds; the contract names none."""
_EXPIRED = frozenset({"token-expired", "refresh-rotates"})
_REVOKED = {"token-revoked": 400, "refresh-401": 401}
"""The status of a refused refresh; the contract knows both."""
GRANT_FAULTS = frozenset({*_EXPIRED, *_REVOKED, "short-tokens", "code-expired", "other-school"})


@dataclass(frozen=True, slots=True)
class Token:
    """What an access token opens."""

    level: str
    """`school` or `app`."""
    scopes: frozenset[str]
    issued: float


@dataclass(frozen=True, slots=True)
class Code:
    """What a school has just allowed, until it is exchanged."""

    scopes: frozenset[str]
    redirect_uri: str
    issued: float


class Grants:
    """The tokens of one school; the first ones depend on the seed alone, so that a hub outlives a restart."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        mark = sha256(f"{stage.school.seed}/{stage.school.pupils}".encode()).hexdigest()[:16]
        self.access = f"sandbox-access-{mark}"
        self.refresh = f"sandbox-refresh-{mark}"
        self.client_id = f"sandbox-client-{mark[:6]}"
        self.client_secret = f"sandbox-secret-{mark}"
        self._tokens = {self.access: Token("school", GRANTED, time.monotonic())}
        self._renewals = {self.refresh: GRANTED}
        """The scopes of every refresh token."""
        self._codes: dict[str, Code] = {}
        self._over: set[str] = set()
        """Access and refresh tokens that are good for nothing until the scene changes."""
        self._withdrawn: set[str] = set()
        """Tokens of an app that the school has disconnected."""
        self._generation = -1
        self._began = 0.0

    def opened_by(self, token: str) -> Token | None:
        """What the token opens; None if it is good for nothing."""
        self._set_scene()
        found = self._tokens.get(token)
        if found is None or token in self._over | self._withdrawn or self._too_old(found):
            return None
        return Token(found.level, without_faults(found.scopes, self._stage.faults), found.issued)

    def allow(self, scopes: frozenset[str], redirect_uri: str) -> str:
        """A code for what a school has allowed; it can be exchanged once."""
        code = f"sandbox-code-{secrets.token_urlsafe(16)}"
        self._codes[code] = Code(scopes, redirect_uri, time.monotonic())
        return code

    def exchange(self, authorization: str, wanted: Mapping[str, str]) -> Response:
        """Answer `POST /oauth/token`.

        Args:
            authorization: the Authorization header, which must be Basic.
            wanted: the parameters, wherever they came from.
        """
        self._set_scene()
        if _basic(authorization) != f"{self.client_id}:{self.client_secret}":
            return refuse(401, "invalid_client")
        kind = wanted.get("grant_type")
        if kind == "authorization_code":
            return self._exchange_code(wanted)
        if kind == "refresh_token":
            return self._renew(wanted.get("refresh_token", ""))
        if kind == "client_credentials":
            token = self._issue("app", frozenset())
            return send({"access_token": token, "token_type": "bearer", "level": "app", "expires_in": None})
        return refuse(400, "unsupported_grant_type")

    def withdraw(self) -> None:
        """Disconnect the app: all tokens so far are good for nothing."""
        self._withdrawn |= {*self._tokens, *self._renewals}

    def reset(self) -> None:
        """Let the app be connected again."""
        self._withdrawn.clear()

    def _exchange_code(self, wanted: Mapping[str, str]) -> Response:
        code = self._codes.pop(wanted.get("code", ""), None)
        if code is None or code.redirect_uri != wanted.get("redirect_uri"):
            return refuse(400, "invalid_grant")
        if "code-expired" in self._stage.faults or time.monotonic() - code.issued >= CODE_LIFETIME:
            return refuse(400, "invalid_grant")
        return self._hand_out(code.scopes, self._issue_renewal(code.scopes))

    def _renew(self, token: str) -> Response:
        scopes = self._renewals.get(token)
        if scopes is None or token in self._over | self._withdrawn:
            return refuse(next((_REVOKED[name] for name in self._revoking), 400), "invalid_grant")
        if "refresh-rotates" not in self._stage.faults:
            return self._hand_out(scopes)
        self._over.add(token)
        return self._hand_out(scopes, self._issue_renewal(scopes))

    def _hand_out(self, scopes: frozenset[str], renewal: str | None = None) -> Response:
        other, short = (name in self._stage.faults for name in ("other-school", "short-tokens"))
        return send(
            {
                "access_token": self._issue("school", scopes),
                **({"refresh_token": renewal} if renewal else {}),
                "token_type": "bearer",
                "level": "school",
                "expires_in": SHORT_LIFETIME if short else LIFETIME,
                "school_id": OTHER_SCHOOL_ID if other else SCHOOL_ID,
                "scopes": sorted(without_faults(scopes, self._stage.faults)),
            }
        )

    def _set_scene(self) -> None:
        """Once per scene: what was issued before has expired or was revoked, or is good again."""
        if self._generation == self._stage.generation:
            return
        self._generation, self._began = self._stage.generation, time.monotonic()
        expired = self._revoking or _EXPIRED & set(self._stage.faults)
        self._over = set(self._tokens) if expired else set()
        self._over |= set(self._renewals) if self._revoking else set()

    @property
    def _revoking(self) -> list[str]:
        return [name for name in self._stage.faults if name in _REVOKED]

    def _too_old(self, token: Token) -> bool:
        age = time.monotonic() - max(token.issued, self._began)
        return "short-tokens" in self._stage.faults and age >= SHORT_LIFETIME

    def _issue(self, level: str, scopes: frozenset[str]) -> str:
        token = f"{self.access}-{level}-{len(self._tokens)}"
        self._tokens[token] = Token(level, scopes, time.monotonic())
        return token

    def _issue_renewal(self, scopes: frozenset[str]) -> str:
        token = f"{self.refresh}-{len(self._renewals)}"
        self._renewals[token] = scopes
        return token


def bearer(request: Request) -> str:
    """The access token of a request; empty if there is none."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token if kind.lower() == "bearer" else ""


def _basic(header: str) -> str:
    kind, _, code = header.partition(" ")
    try:
        return b64decode(code, validate=True).decode() if kind.lower() == "basic" else ""
    except (Base64Error, UnicodeDecodeError):
        return ""
