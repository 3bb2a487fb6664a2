"""A connection's secrets from the environment, asked for where they are missing."""

import os
from collections.abc import Iterable, Mapping

import click

from marktui.cli.shared.session import can_ask
from marktui.connectors.info import ConnectorInfo
from marktui.hub.model.errors import UsageError
from marktui.store.secrets.destination import variable


def given_secrets(one: ConnectorInfo, names: Iterable[str]) -> dict[str, str]:
    """The secrets that the environment has; the others are empty."""
    return {name: os.environ.get(variable(one.name, name), "").strip() for name in names}


def with_asked_secrets(
    one: ConnectorInfo, given: Mapping[str, str], needed: Iterable[str], shown: Iterable[str]
) -> dict[str, str]:
    """The secrets that are given, and those that are needed and missing as the person typed them.

    Args:
        one: The service.
        given: What is known of them; an empty one is missing.
        needed: Their names.
        shown: The names of those that may be seen while they are typed.

    Raises:
        UsageError: There is no terminal to ask on.
    """
    missing = [name for name in needed if not given.get(name)]
    if missing and not can_ask():
        words = " and ".join(one.secret_words(name) for name in missing)
        names = " and ".join(variable(one.name, name) for name in missing)
        message = f"{one.title} needs the {words}, and there is no terminal to ask on."
        raise UsageError(message, f"Set {names} and run this again.")
    for sentence in one.set_up_sentences() if missing else ():
        click.echo(sentence, err=True)
    secrets = {name: value for name, value in given.items() if value}
    for name in missing:
        text = f"{one.title} {one.secret_words(name)}"
        secrets[name] = click.prompt(text, hide_input=name not in shown, err=True).strip()
    return secrets
