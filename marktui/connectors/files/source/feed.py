"""Fetches a file from an https address with a login, such as a Live Feed of Arbor."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from marktui.connectors.base import Secrets
from marktui.connectors.errors import ConnectorError, NotThisServiceError, RefusedError, UnreachableError
from marktui.connectors.files.roster import FileContent
from marktui.connectors.files.source.logins import Login
from marktui.connectors.http.address import host_of
from marktui.connectors.http.request import Answer, Question
from marktui.connectors.http.transport import Transport
from marktui.hub.model.next_step import GiveSecrets
from marktui.hub.model.text import clean

_LOGIN: Login = ("username", "password")
SERVER = "the file server"
"""What messages call whatever answers at an address."""


async def fetch(
    transport: Transport, address: str, secrets: Secrets, logins: Sequence[Login] = (_LOGIN,)
) -> FileContent:
    """The file at an address; a login is sent only if there is one.

    Args:
        logins: Those that it may get; the first that is known is taken.
    """
    login = next((one for one in logins if any(_secret(secrets, name) for name in one)), logins[0])
    name, password = (_secret(secrets, one) for one in login)
    if (name is None) != (password is None):
        at, lacking = (1, "password") if password is None else (0, "username")
        step = GiveSecrets("files", (login[at],))
        raise RefusedError(f"There is no {lacking} for {host_of(address)}.", next=step)
    basic = (name, password) if name is not None and password is not None else None
    answer = await transport.ask(Question(url=address, basic=basic))
    if answer.status != 200:
        raise _refusal(answer.status, host_of(address), secrets, login, is_sent=basic is not None)
    _refuse_page(answer, host_of(address))
    return FileContent(_name_of(address), answer.body, _modified(answer))


def _secret(secrets: Secrets, name: str) -> str | None:
    return (secrets.get(name) or "").strip() or None


def _refusal(status: int, host: str, secrets: Secrets, login: Login, *, is_sent: bool) -> ConnectorError:
    if status in (401, 403) and not is_sent:
        message = f"{host} asks for a username and a password (status {status}), and none was given for it."
        return RefusedError(message, next=GiveSecrets("files", login))
    if status in (401, 403):
        return RefusedError(
            f"{host} does not accept the username and password (status {status}).",
            secrets.origin(login[1]) or "Check both, and whether the export is shared with them.",
            GiveSecrets("files", login),
        )
    if status in (404, 410):
        return NotThisServiceError(f"There is no file at this address of {host}.", "Check the address.")
    return UnreachableError(f"{host} did not give the file (status {status}).", "Try again later.")


def _refuse_page(answer: Answer, host: str) -> None:
    """Refuse a web page in place of a file: a login form, or what a web filter says."""
    start = answer.body[:500].lstrip().lower()
    if not start:
        raise NotThisServiceError(f"{host} sent an empty file.", "Check the export, then try again.")
    if start.startswith((b"<!doctype html", b"<html", b"<head")):
        raise NotThisServiceError(
            f"A web page came from {host} instead of a file.",
            "Check the address, and whether a web filter or a login page answers.",
        )


def _name_of(address: str) -> str:
    """The last part of the address; the host where there is none."""
    path = unquote(urlsplit(address).path).rstrip("/")
    return clean(path.rpartition("/")[2]) or host_of(address)


def _modified(answer: Answer) -> datetime | None:
    try:
        moment = parsedate_to_datetime(answer.headers.get("Last-Modified", ""))
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
