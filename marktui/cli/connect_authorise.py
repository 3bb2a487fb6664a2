"""`marktui connect assembly --authorise`: the school gives its permission in a browser."""

import os
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack

import click

from marktui.cli.shared.session import can_ask, run_async
from marktui.cli.terminal.next_steps import with_steps
from marktui.cli.terminal.paste import pasted_lines
from marktui.cli.terminal.progress import ProgressPrinter
from marktui.cli.terminal.streams import is_terminal
from marktui.connectors.assembly.consent.consent import Authorisation
from marktui.connectors.assembly.consent.token_answer import Grant
from marktui.connectors.base import Waited
from marktui.connectors.registry import Described
from marktui.hub.model.errors import MarktuiError, UsageError
from marktui.store.secrets.secrets import variable
from marktui.sync.run.events import Paused
from marktui.sync.session import Session

_CLIENT = ("client_id", "client_secret")
"""What the application is known by."""
_TOKENS = ("token", "refresh_token")


def ask_school(
    session: Session, one: Described, settings: Mapping[str, str], redirect: str
) -> tuple[dict[str, str], Grant]:
    """Ask the school and wait for its answer.

    Args:
        session: The hub and who is at the keyboard.
        one: The service.
        settings: Its addresses.
        redirect: The address that the application is registered with.

    Returns:
        All secrets of the connection, and what the school gave.

    Raises:
        UsageError: The application is not known, or no answer could reach us.
        ConnectorError: The school or the service refused.
    """
    client = _client(session, one, settings)
    with ProgressPrinter() as progress:

        def notify(waited: Waited) -> None:
            progress.show(Paused(waited.seconds, waited.why))

        def tell(sentence: str) -> None:
            progress.say([sentence])

        async def work() -> Grant:
            return await _answer(session.authorisation(one.name, settings, client, redirect, tell, notify))

        grant = run_async(work())
    for word in (variable(one.name, name) for name in _TOKENS):
        if os.environ.get(word):
            click.echo(f"{word} is set here and goes before what is stored now: unset it.", err=True)
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
        click.echo("Open this address in a browser, as somebody who may decide for the school:", err=True)
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


def _client(session: Session, one: Described, settings: Mapping[str, str]) -> dict[str, str]:
    """The application's id and secret: of the environment, else as they are stored, else asked for."""
    given = {name: os.environ.get(variable(one.name, name), "").strip() for name in _CLIENT}
    client = session.secrets(one.name, settings).completed(given, ())
    missing = [name for name in _CLIENT if not client.get(name)]
    if missing and not can_ask():
        words = " and ".join(one.secret_words(name) for name in missing)
        raise UsageError(
            f"{one.title} needs the application's {words}, and there is no terminal to ask on.",
            f"Set {' and '.join(variable(one.name, name) for name in missing)} and run this again.",
        )
    for sentence in one.set_up_sentences() if missing else ():
        click.echo(sentence, err=True)
    for name in missing:
        words = f"{one.title} {one.secret_words(name)}"
        client[name] = click.prompt(words, hide_input=name != "client_id", err=True).strip()
    return client


_REGISTERED = (
    "The application has to be registered with {}. The wait ends after {:.0f} minutes or with Ctrl+C."
)
_PASTE = (
    "If the browser ends on a page that cannot load, as it does over SSH, paste that page's address here and "
    "press Enter; it is not shown."
)
"""What to do where the browser cannot reach this machine."""
