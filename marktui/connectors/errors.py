"""Failures of a connector, each with its exit code."""

from marktui.hub.model.errors import Exit, MarktuiError


class ConnectorError(MarktuiError):
    """A read that failed. Never taken for a read that found nobody."""

    exit = Exit.MIS
    kind = "mis"


class RefusedError(ConnectorError):
    """The service does not accept the credentials."""

    kind = "refused"


class NotPermittedError(ConnectorError):
    """The service does not share something that is needed; the sentence names it."""

    kind = "not_permitted"


class UnreachableError(ConnectorError):
    """The service did not answer, or failed on its side, in spite of the retries."""

    kind = "unreachable"


class IncompleteError(ConnectorError):
    """The answer cannot be the whole list."""

    kind = "incomplete"


class WrongSchoolError(ConnectorError):
    """The service answers for another school than the one that was connected."""

    kind = "wrong_school"


class NotThisServiceError(ConnectorError):
    """What answers at the address is not this service."""

    kind = "not_this_service"


def damaged(title: str, what: str) -> IncompleteError:
    """The failure of an answer that is not JSON, or only a part of it."""
    return IncompleteError(f"{title}'s answer for the {what} is cut off or damaged.", "Try again.")


def unreadable(body: bytes, title: str, what: str, host: str) -> ConnectorError | None:
    """The failure of an empty answer or a web page; None where there may be something to read."""
    start = body[:200].strip()
    if not start or start == b"null":
        return IncompleteError(f"{title} sent an empty answer for the {what}.", "Try again.")
    if start.startswith(b"<"):
        message = f"A web page came from {host} instead of the {what}."
        return NotThisServiceError(
            message, "Check the address, and whether a web filter or a login page answers."
        )
    return None
