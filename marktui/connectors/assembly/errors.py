"""Assembly's refusals as typed failures (docs/wire-assembly.md, Refusals)."""

from msgspec import Struct

from marktui.connectors.assembly.sources import Source
from marktui.connectors.errors import (
    ConnectorError,
    IncompleteError,
    NotPermittedError,
    NotThisServiceError,
    RefusedError,
    unreadable,
)
from marktui.connectors.http.decoding import decode_or_none
from marktui.connectors.http.request import Answer
from marktui.hub.model.next_step import ConnectionStep, GiveSetting

_CHECK_ADDRESS = GiveSetting("assembly", "api_url")


class _Body(Struct):
    error: str | None = None


def error_word(answer: Answer) -> str:
    """The `error` of an answer's body; empty where there is none."""
    body = decode_or_none(answer.body, _Body)
    return (body and body.error) or ""


def is_error_body(answer: Answer) -> bool:
    """Whether an answer's body is an error in the service's form; it may be empty."""
    return not answer.body.strip() or decode_or_none(answer.body, _Body) is not None


def failure(answer: Answer, source: Source, host: str, origin: str = "") -> ConnectorError | None:
    """The failure that an answer stands for; None if it can be read.

    Args:
        answer: What came.
        source: What was asked for.
        host: Who was asked.
        origin: Where the token comes from, as a sentence, if a person should know once it is refused.
    """
    if answer.status == 200:
        return unreadable(answer.body, "Assembly", source.what, host)
    match answer.status:
        case 401 if error_word(answer) == "insufficient_scope":
            return not_permitted(source.what, source.scopes)
        case 401:
            return RefusedError(
                "Assembly does not accept the school token: it is wrong, or it has expired, as "
                "it does after about a day.",
                origin,
                ConnectionStep.AUTHORISE_IN_BROWSER,
            )
        case 403:
            message = f"Assembly forbids reading the {source.what}."
            return NotPermittedError(
                message, "Check in the Assembly dashboard what the school shares with the application."
            )
        case 304 | 204:
            return IncompleteError(f"Assembly sent nothing when asked for the {source.what}.", "Try again.")
        case 406:
            message = f"The service at {host} does not speak version 1.1 of Assembly's contract."
            return NotThisServiceError(message, next=_CHECK_ADDRESS)
    message = f"The service at {host} cannot give the {source.what} (status {answer.status})."
    return NotThisServiceError(message, next=_CHECK_ADDRESS)


def not_permitted(what: str, scopes: tuple[str, ...]) -> NotPermittedError:
    """The failure of permissions that are needed and not there."""
    hint = "Assembly dashboard > Apps > the application: revoke. Then authorise again with this ticked."
    names = f": {', '.join(scopes)} is missing" if scopes else ""
    return NotPermittedError(
        f"Assembly does not share the {what}{names}.", hint, ConnectionStep.AUTHORISE_IN_BROWSER
    )


def wrong_shape(source: Source) -> NotThisServiceError:
    """The failure of JSON that is none of the contract's."""
    return NotThisServiceError(
        f"The answer for the {source.what} is not in Assembly's form.", next=_CHECK_ADDRESS
    )
