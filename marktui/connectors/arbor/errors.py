"""Arbor's refusals as typed failures (docs/wire-arbor.md, Refusals)."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from marktui.connectors.errors import (
    ConnectorError,
    IncompleteError,
    NotPermittedError,
    NotThisServiceError,
    RefusedError,
    damaged,
    unreadable,
)
from marktui.connectors.http.decoding import BROKEN, decode, decode_or_none
from marktui.connectors.http.request import Answer
from marktui.hub.model.next_step import Connect, GiveSetting

PARTNER_APPS = "System > Partner Apps (API Users)"
CHECK_SECRETS = f"In Arbor: {PARTNER_APPS} shows whether the application is approved."
_CHECK_ADDRESS = GiveSetting("arbor", "url")
_ACCESS = re.compile(r"access to [`'\"]([A-Za-z_]\w{0,79})(?:\.([A-Za-z_]\w{0,79}))?[`'\"]", re.ASCII | re.I)


class Gap(Struct, frozen=True, order=True):
    """Something that an application may not read, or that is not there."""

    entity: str
    field: str = ""
    """Empty for the whole entity."""

    def __str__(self) -> str:
        """As Arbor writes it: `Student.upn`."""
        return f"{self.entity}.{self.field}" if self.field else self.entity


class Reply(Struct, frozen=True):
    """The body of an answer."""

    data: Any = None
    errors: Any = None

    @property
    def gaps(self) -> set[Gap] | None:
        """What its errors say may not be read; None if one of them says anything else."""
        errors = self.errors if isinstance(self.errors, list) else [self.errors]
        found = [_gap(one.get("message") if isinstance(one, dict) else None) for one in errors if one]
        return None if None in found else {gap for gap in found if gap is not None}


def names_gaps(answer: Answer) -> bool:
    """Whether an answer of any status says what may not be read, and nothing else."""
    reply = decode_or_none(answer.body, Reply)
    return reply is not None and bool(reply.gaps)


def speaks_graphql(answer: Answer) -> bool:
    """Whether an answer of any status is an object with data or errors."""
    body = decode_or_none(answer.body, dict[str, Any]) or {}
    return bool(body.keys() & {"data", "errors"})


def no_arbor(host: str) -> NotThisServiceError:
    """The failure of an address where something other than Arbor answers."""
    return NotThisServiceError(f"What answers at {host} is not Arbor.", "No secret was sent.", _CHECK_ADDRESS)


def read_reply(answer: Answer, what: str, host: str) -> Reply:
    """What an answer holds: data, or errors that name what may not be read. Raises where it holds neither."""
    if answer.status == 401:
        raise RefusedError(
            "Arbor does not accept the application username and password.", CHECK_SECRETS, Connect("arbor")
        )
    failed = unreadable(answer.body, "Arbor", what, host) if answer.status == 200 else None
    if failed is not None:
        raise failed
    try:
        reply: Reply = decode(answer.body, Reply)
    except msgspec.ValidationError:
        raise _status(answer.status, what, host) or _wrong_shape(what, host) from None
    except BROKEN:
        raise _status(answer.status, what, host) or damaged("Arbor", what) from None
    if not reply.errors:
        failed = _status(answer.status, what, host) or _odd_data(reply, what, host)
        if failed is not None:
            raise failed
    elif not reply.gaps:
        raise _status(answer.status, what, host) or _not_understood(what)
    return reply


def not_permitted(gaps: Iterable[Gap]) -> NotPermittedError:
    """The failure of needed permissions that are missing. Only names that marktui asks for are repeated."""
    where = f"in Arbor: {PARTNER_APPS} > the application shows what it may read"
    message = f"Arbor does not let this application read {_listed(gaps) or 'what it needs'}; {where}."
    hint = "Ask for it at Arbor's developers' portal, and approve that in Arbor. Then try again."
    return NotPermittedError(message, hint)


def lacking(gaps: Iterable[Gap]) -> NotThisServiceError:
    """The failure of fields that are needed and that Arbor does not have."""
    message = f"This school's Arbor has no {_listed(gaps)}, which marktui needs."
    return NotThisServiceError(message, "Please report it: Arbor may have changed its interface.")


def _wrong_shape(what: str, host: str) -> NotThisServiceError:
    return NotThisServiceError(f"{host}'s answer for the {what} is not in Arbor's form.", next=_CHECK_ADDRESS)


def _status(status: int, what: str, host: str) -> ConnectorError | None:
    """The failure that a status stands for, once the body has nothing better to say."""
    if status == 200:
        return None
    if status == 403:
        hint = (
            f"In Arbor: {PARTNER_APPS} > Pending requests: approve the application. If it is approved, a "
            "firewall may refuse the name that marktui gives itself."
        )
        message = f"Arbor does not let this application read the {what} (status 403)."
        return NotPermittedError(message, hint, GiveSetting("arbor", "user_agent"))
    if status in (204, 304):
        return IncompleteError(f"Arbor sent nothing when asked for the {what}.", "Try again.")
    message = f"The service at {host} cannot give the {what} (status {status})."
    return NotThisServiceError(message, next=_CHECK_ADDRESS)


def _not_understood(what: str) -> IncompleteError:
    # The errors are not repeated: nobody has said that they hold no data.
    message = f"Arbor answered the request for the {what} with an error."
    return IncompleteError(
        message, "Nothing was changed. Try again; if that does not help, please report it."
    )


def _odd_data(reply: Reply, what: str, host: str) -> ConnectorError | None:
    if reply.data is None or reply.data == [] or isinstance(reply.data, dict):
        return None
    return _wrong_shape(what, host)


def _listed(gaps: Iterable[Gap]) -> str:
    names: Sequence[str] = list(dict.fromkeys(map(str, gaps)))
    return " and ".join(", ".join(names).rsplit(", ", 1)) if len(names) > 1 else "".join(names)


def _gap(message: object) -> Gap | None:
    found = _ACCESS.search(message) if isinstance(message, str) else None
    return Gap(found[1], found[2] or "") if found else None
