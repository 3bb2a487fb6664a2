"""What Assembly's token endpoint answers, and its refusals (docs/wire-assembly.md, Tokens)."""

from typing import Any

from msgspec import Struct

from marktui.connectors.assembly.errors import error_word
from marktui.connectors.errors import ConnectorError, NotThisServiceError, RefusedError
from marktui.connectors.http.decoding import decode_or_none
from marktui.connectors.http.request import Answer, Question
from marktui.hub.model.next_step import ConnectionStep, GiveSetting

_LONGEST = 10 * 366 * 86_400
"""Seconds; what is said to last longer is not believed."""
_WRONG_CLIENT = frozenset({"invalid_client", "unauthorized_client"})


class Client(Struct, frozen=True):
    """The application that a school authorises, as it is registered at Assembly."""

    id: str
    secret: str

    def __repr__(self) -> str:
        """Without the secret."""
        return "Client()"


class Grant(Struct, frozen=True):
    """The tokens of one school."""

    token: str
    refresh_token: str | None = None
    """None where the answer brings no other one: the one before stays good."""
    lasts: int | None = None
    """For how many seconds the token is good, where the service says so."""
    school_id: str | None = None

    @property
    def secrets(self) -> dict[str, str]:
        """The tokens by the short names of secrets."""
        return {"token": self.token, **({"refresh_token": self.refresh_token} if self.refresh_token else {})}

    def __repr__(self) -> str:
        """Without the tokens."""
        return f"Grant(lasts={self.lasts})"


class _GrantWire(Struct):
    access_token: str = ""
    refresh_token: str | None = None
    expires_in: Any = None
    school_id: Any = None


def token_question(auth_url: str, client: Client, **form: str) -> Question:
    """What is asked of the token endpoint: secrets go into body and header, never into the address."""
    return Question(
        url=f"{auth_url}/oauth/token",
        method="POST",
        headers={"Accept": "application/json"},
        form=form,
        basic=(client.id, client.secret),
    )


def grant_in(answer: Answer) -> Grant | None:
    """The tokens of an answer; None where it holds none that could be used."""
    wire = decode_or_none(answer.body, _GrantWire) if answer.status == 200 else None
    if wire is None or not is_token(wire.access_token):
        return None
    refresh = wire.refresh_token if is_token(wire.refresh_token or "") else None
    school = wire.school_id
    is_id = isinstance(school, str | int) and not isinstance(school, bool)
    return Grant(wire.access_token, refresh, _seconds(wire.expires_in), str(school) if is_id else None)


def is_token(text: str) -> bool:
    """Whether a text fits into a header; the error for another one would quote it."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text


def refused_exchange(answer: Answer, redirect: str) -> ConnectorError:
    """Why a code brought no tokens. The service's own words are never repeated."""
    word = error_word(answer)
    if answer.status == 200:
        return NotThisServiceError("Assembly's answer for the code holds no token.", next=_CHECK_AUTH)
    if "redirect" in word:
        return RefusedError(
            f"Assembly knows the application by another redirect address than {redirect}.",
            OTHER_REDIRECT,
            ConnectionStep.GIVE_REDIRECT,
        )
    if answer.status == 404 or (answer.status >= 400 and not word and answer.status != 401):
        return NotThisServiceError(
            f"What answers for the code is not Assembly's token service (status {answer.status}).",
            next=_CHECK_AUTH,
        )
    if word in _WRONG_CLIENT or (answer.status == 401 and word != "invalid_grant"):
        return RefusedError(
            "Assembly does not know the application by this client ID and secret.",
            WRONG_CLIENT,
            ConnectionStep.GIVE_CLIENT,
        )
    if word == "invalid_grant":
        return _refused_code(
            f"Assembly does not accept the code: it has been used, or has expired, or {redirect} is not the "
            "address that the application is registered with.",
            "A code is good once, for some minutes.",
        )
    return _refused_code(f"Assembly gives no token for the code (status {answer.status}).")


def _refused_code(message: str, hint: str = "") -> RefusedError:
    return RefusedError(message, hint, ConnectionStep.AUTHORISE_IN_BROWSER)


def refused_renewal(answer: Answer) -> RefusedError:
    """Why a token is not renewed; the status may be 400 or 401."""
    if error_word(answer) in _WRONG_CLIENT:
        return RefusedError(
            "The school token has expired and Assembly does not renew it: it does not know the client ID and "
            "secret any more.",
            WRONG_CLIENT,
            ConnectionStep.GIVE_CLIENT,
        )
    return RefusedError(
        "The school token has expired and Assembly does not renew it: the school has to authorise again.",
        next=ConnectionStep.AUTHORISE_IN_BROWSER,
    )


def _seconds(lasts: object) -> int | None:
    if isinstance(lasts, str) and lasts.isascii() and lasts.isdigit() and len(lasts) < 12:
        lasts = int(lasts)
    if isinstance(lasts, bool) or not isinstance(lasts, int | float) or not 0 < lasts < _LONGEST:
        return None
    return int(lasts) or None


WRONG_CLIENT = "Check both in Assembly."
OTHER_REDIRECT = "Give the registered one, port and path included."
_CHECK_AUTH = GiveSetting("assembly", "auth_url")
