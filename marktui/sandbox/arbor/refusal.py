"""Refusals in the service's words."""

import orjson
from starlette.responses import Response

JSON = "application/json"


def refuse(status: int, reason: str, headers: dict[str, str] | None = None) -> Response:
    """An answer that is no GraphQL answer.

    Args:
        status: the HTTP status, which the body repeats.
        reason: the sentence for people.
        headers: further headers.
    """
    body = {"response": {"code": status, "success": False, "reason": reason}}
    return Response(orjson.dumps(body), status, headers, media_type=JSON)


def not_found() -> Response:
    """There is no such path."""
    return refuse(404, "Not Found")


def unknown_caller() -> Response:
    """No user and password came, or wrong ones."""
    return refuse(401, "Unauthorized", {"WWW-Authenticate": 'Basic realm="Arbor"'})


def not_approved() -> Response:
    """The caller is known, but the school has not granted the data."""
    return refuse(403, "Forbidden")


def too_many(wait: int | None) -> Response:
    """The rate limit is reached.

    Args:
        wait: the seconds for `Retry-After`; None leaves the header out.
    """
    return refuse(429, "Too Many Requests", {} if wait is None else {"Retry-After": str(wait)})
