"""Refusals in the service's words."""

import orjson
from starlette.responses import Response


class BadRequest(Exception):  # noqa: N818  the word of the protocol
    """The request asks for something impossible; the message goes to the caller."""


def refuse(status: int, error: str, message: str | None = None, **more: object) -> Response:
    """An error answer.

    Args:
        status: the HTTP status.
        error: the word that programs look at.
        message: the sentence for people.
        more: further keys of the body.
    """
    body = {"error": error, **({"message": message} if message else {}), **more}
    return Response(orjson.dumps(body), status, media_type="application/json; charset=utf-8")


def bad_request(message: str) -> Response:
    """The request cannot be understood or contradicts itself."""
    return refuse(400, "bad_request", message)


def not_found() -> Response:
    """There is no such path or record."""
    return refuse(404, "not_found", "not found")


def no_token() -> Response:
    """No access token was sent."""
    return refuse(401, "invalid_request", "an access_token is required.")


def stale_token() -> Response:
    """The token is unknown, expired or revoked."""
    return refuse(401, "invalid_token", "token has expired")


def short_of_scope() -> Response:
    """The school has not granted this."""
    return refuse(401, "insufficient_scope", "the token does not have the scope for this request")


def wrong_version() -> Response:
    """The Accept header names no version that is served."""
    return refuse(406, "unsupported_version")
