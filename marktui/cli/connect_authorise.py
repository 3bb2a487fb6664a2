"""`marktui connect assembly --authorise`: the school gives its permission in a browser."""

import os
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack

import click

from marktui.cli.shared.secret_prompts import given_secrets, with_asked_secrets
from marktui.cli.shared.session import run_async
from marktui.cli.terminal.next_steps import with_steps
from marktui.cli.terminal.paste import pasted_lines
from marktui.cli.terminal.progress import ProgressPrinter
from marktui.cli.terminal.streams import is_terminal
from marktui.connectors.assembly.consent.consent import Authorisation
from marktui.connectors.assembly.consent.token_answer import Grant
from marktui.connectors.info import ConnectorInfo
from marktui.hub.model.errors import MarktuiError, UsageError
from marktui.store.secrets.destination import variable
from marktui.sync.session import Session

_CLIENT = ("client_id", "client_secret")
_TOKENS = ("token", "refresh_token")


def ask_school(
    session: Session, one: ConnectorInfo, settings: Mapping[str, str], redirect: str
) -> tuple[dict[str, str], Grant]:
    """Ask the school for its permission; gives all secrets of the connection, and what the school gave.

    Raises:
        UsageError: The application is not known, or the answer could not reach us.
        ConnectorError: The school or the service refused.
    """
    client = _client(session, one, settings)
    with ProgressPrinter() as progress:

        def say(sentence: str) -> None:
            progress.say([sentence])

        async def work() -> Grant:
            return await _answer(
                session.mis.authorisation(one.name, settings, client, redirect, say, progress.show)
            )

        grant = run_async(work())
    for word in (variable(one.name, name) for name in _TOKENS):
        if os.environ.get(word):
            click.echo(f"{word} is set, and is used instead of what is stored now. Unset it.", err=True)
    return {**client, **grant.secrets}, grant


async def _answer(asking: Authorisation) -> Grant:
    """Show the address, and wait for the browser and for what is pasted, whichever comes first."""
    reads = is_terminal(sys.stdin)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(asking)
        if asking.not_listening and not reads:
            raise UsageError(
                f"{asking.not_listening} There is no terminal to paste the answer on either.",
                "Free the port, or run this in a terminal.",
            )
        if reads:
            await stack.enter_async_context(pasted_lines(lambda line: _paste(asking, line)))
        click.echo("Somebody who may decide for the school has to open this address in a browser:", err=True)
        click.echo(asking.address)
        click.echo(asking.way_back, err=True)
        click.echo(_REGISTERED.format(asking.redirect.address, asking.seconds_left / 60), err=True)
        if reads:
            click.echo(_PASTE, err=True)
        return await asking.grant()


def _paste(asking: Authorisation, line: str) -> None:
    """Take a pasted line, or say why not."""
    if not line.strip():
        return
    try:
        asking.paste(line)
    except MarktuiError as error:
        click.echo(with_steps(f"{error.message} {error.hint}", error.next), err=True)


def _client(session: Session, one: ConnectorInfo, settings: Mapping[str, str]) -> dict[str, str]:
    """The application's id and secret: from the environment, else as they are stored, else asked for."""
    known = session.secrets(one.name, settings).with_known(given_secrets(one, _CLIENT), ())
    return with_asked_secrets(one, known, _CLIENT, shown=("client_id",))


_REGISTERED = "The application has to be registered with {}. marktui waits {:.0f} minutes; Ctrl+C stops it."
_PASTE = (
    "If the browser ends on a page that cannot load, as it does over SSH, paste the address of that page "
    "here and press Enter. It is not shown."
)
"""What to do where the browser cannot reach this machine."""
