"""Answers that hold nothing to read, as typed failures."""

from marktui.connectors.base import ConnectorError, IncompleteError, NotThisServiceError


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
