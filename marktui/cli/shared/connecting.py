"""Connecting a hub, whatever the service: the questions, the attempt, and the report."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

import click

from marktui.cli.shared.session import can_ask, run_async
from marktui.cli.terminal.next_steps import authorise_command, describe_step
from marktui.cli.terminal.progress import ProgressPrinter
from marktui.connectors.info import ConnectorInfo
from marktui.connectors.mis import Granted
from marktui.connectors.registry import connector_info
from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.next_step import GiveSetting
from marktui.hub.model.text import enumerated
from marktui.hub.rules.connect import is_other_connector
from marktui.hub.rules.same_school import AnotherSchoolError
from marktui.sync.session import Session
from marktui.wording.connection import change_of_service, connected_school, end_words
from marktui.wording.next_command import next_command

if TYPE_CHECKING:
    from marktui.connectors.assembly.consent.token_answer import Grant


def begin(session: Session, one: ConnectorInfo, given: Mapping[str, str | None]) -> dict[str, str]:
    """The addresses as they are stored; asks for the school's own address if it is missing.

    Raises:
        NotAllowedError: Only the Access Coordinator connects.
        UsageError: An address is missing or cannot be used.
    """
    hub = run_async(session.require(Permission.CONNECT))
    if is_other_connector(hub, one.name) and hub.last_connector:
        before = connector_info(hub.last_connector).title
        for paragraph in change_of_service(before, one.title, to_files=one.reads_disk):
            click.echo(paragraph, err=True)
    return one.tidy_settings(_with_address(one, {name: text for name, text in given.items() if text}))


def connect_with(
    session: Session,
    one: ConnectorInfo,
    settings: Mapping[str, str],
    secrets: Mapping[str, str],
    grant: "Grant | None" = None,
    *,
    in_keyring: bool | None,
    yes: bool,
) -> None:
    """Test the secrets, connect the hub, and print what came of it.

    Raises:
        AnotherSchoolError: The MIS names another school, and the person did not accept it.
        ConnectorError: The secrets do not work.
    """
    with ProgressPrinter() as progress:
        connect = partial(
            session.mis.connect,
            one.name,
            settings,
            secrets,
            progress.show,
            in_keyring=in_keyring,
            grant=grant,
        )
        try:
            granted = run_async(progress.follow(connect()))
        except AnotherSchoolError as error:
            if not (yes or (can_ask() and _is_right_school(error))):
                raise
            granted = run_async(progress.follow(connect(accepted_school=error.mis)))
        progress.say(granted.warnings)
    _print_connection(session, one, granted, secrets)


def _is_right_school(error: AnotherSchoolError) -> bool:
    click.echo(error.message, err=True)
    return click.confirm("Connect the hub to it anyway?", default=False, err=True)


def _print_connection(
    session: Session, one: ConnectorInfo, granted: Granted, secrets: Mapping[str, str]
) -> None:
    school = connected_school(granted.school.name, None, granted.school.site)
    files = enumerated(dict.fromkeys(file.entity for file in granted.entities)) if one.reads_disk else ""
    to = f"{one.title}: connected to {files}" if files else f"Connected to {one.title}"
    click.echo(f"{to}{f': {school}' if school else ''}.")
    for line in _shared(granted):
        click.echo(line)
    if granted.missing:
        click.echo(f"{one.title} does not share: {', '.join(granted.missing)}.")
    if secrets:
        click.echo(f"Secrets are stored in {session.secrets(one.name).where}.")
    if granted.report is not None:
        click.echo(f"A report for support is in {session.report.path}. It names no people.")
    connection = run_async(session.load()).connection
    if connection is not None and connection.holds_until is not None:
        click.echo(end_words(connection.holds_until, session.now()), err=True)
        click.echo(f"For a connection that renews itself: {authorise_command()}", err=True)
    if one.has_headings and any(file.missing for file in granted.entities):
        click.echo(describe_step(GiveSetting(one.name, "column")))
    click.echo(f"Next: {next_command('marktui sync all --dry-run')}")


def _shared(granted: Granted) -> Iterator[str]:
    width = max((len(one.what) for one in granted.entities), default=0)
    for one in granted.entities:
        yield f"  {one.what:<{width}}  {one.entity}: {', '.join(one.fields)}"
        if one.missing:
            yield f"  {'':<{width}}  {one.missing_words}: {', '.join(one.missing)}"


def _with_address(one: ConnectorInfo, settings: Mapping[str, str]) -> Mapping[str, str]:
    address = one.addresses[0]
    if not one.is_address_first or settings.get(address.name) or not can_ask():
        return settings
    for sentence in one.set_up_sentences():
        click.echo(sentence, err=True)
    return {**settings, address.name: click.prompt(address.label, err=True).strip()}
