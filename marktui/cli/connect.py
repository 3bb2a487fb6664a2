"""`marktui connect` and `marktui disconnect`: the tie to the MIS service."""

import os
from collections.abc import Iterator

import click

from marktui.cli.command import next_command
from marktui.cli.narration import Narration
from marktui.cli.work import can_ask, open_session, run_async
from marktui.connectors.base import Waited
from marktui.connectors.mis import Granted
from marktui.connectors.registry import CONNECTORS, Described, described
from marktui.hub.connecting import CHANGING_OVER, is_another
from marktui.hub.error import UsageError
from marktui.hub.role import Act
from marktui.hub.same_school import AnotherSchoolError, SchoolIdentity
from marktui.store.secret import variable
from marktui.sync.event import Waiting
from marktui.sync.session import Session


@click.group(invoke_without_command=True)
@click.pass_context
def connect(ctx: click.Context) -> None:
    """Connect the hub to an MIS service."""
    if ctx.invoked_subcommand is None:
        raise UsageError("The service to connect to is missing.", f"There are: {', '.join(CONNECTORS)}.")


_CA_BUNDLE = click.option(
    "--ca-bundle", metavar="FILE", help="Believe the certificate authorities in this file, and no others."
)

_KEYRING = click.option(
    "--keyring/--no-keyring",
    default=None,
    help="Keep the secrets in the keyring of this machine, or in the hub folder; by default where they were.",
)


_YES = click.option(
    "--yes", is_flag=True, help="Connect even if the MIS calls its school otherwise than the hub does."
)


@connect.command()
@click.option("--api-url", metavar="URL", help="Another address of the data service.")
@click.option("--auth-url", metavar="URL", help="Another address of the token service.")
@_CA_BUNDLE
@_KEYRING
@_YES
@click.pass_obj
def assembly(
    hub: str | None,
    api_url: str | None,
    auth_url: str | None,
    ca_bundle: str | None,
    keyring: bool | None,
    yes: bool,
) -> None:
    """Connect through Assembly.

    The school token comes from MARKTUI_ASSEMBLY_TOKEN, or is asked for. To renew it by itself marktui needs
    MARKTUI_ASSEMBLY_REFRESH_TOKEN, MARKTUI_ASSEMBLY_CLIENT_ID and MARKTUI_ASSEMBLY_CLIENT_SECRET as well.
    """
    given = {"api_url": api_url, "auth_url": auth_url, "ca_bundle": ca_bundle}
    settings = {name: url for name, url in given.items() if url}
    _connect(open_session(hub), "assembly", settings, in_keyring=keyring, yes=yes)


@connect.command()
@click.option("--url", metavar="URL", help="The school's own Arbor: its short name, or its address.")
@click.option(
    "--permissions",
    "list_permissions",
    is_flag=True,
    help="List what an application asks for, and stop.",
)
@click.option(
    "--user-agent", metavar="TEXT", help="What marktui calls itself, if a firewall refuses the usual."
)
@_CA_BUNDLE
@_KEYRING
@_YES
@click.pass_obj
def arbor(
    hub: str | None,
    url: str | None,
    list_permissions: bool,
    user_agent: str | None,
    ca_bundle: str | None,
    keyring: bool | None,
    yes: bool,
) -> None:
    """Connect to the school's Arbor directly.

    The school registers an application of its own at Arbor's developers' portal (what to ask for there:
    --permissions) and approves it in Arbor, under System > Partner Apps (API Users). The application username
    and password (token) come from MARKTUI_ARBOR_USERNAME and MARKTUI_ARBOR_PASSWORD, or are asked for.
    """
    if list_permissions:
        for line in described("arbor").permission_lines():
            click.echo(line)
        return
    given = {"url": url, "user_agent": user_agent, "ca_bundle": ca_bundle}
    settings = {name: text for name, text in given.items() if text}
    _connect(open_session(hub), "arbor", settings, in_keyring=keyring, yes=yes)


@click.command()
@click.option("--clear-mis-ids", is_flag=True, help="Also untie every record from the MIS.")
@click.pass_obj
def disconnect(hub: str | None, clear_mis_ids: bool) -> None:
    """Forget the connection and its secrets, on this machine only."""
    session = open_session(hub)

    async def work() -> str | None:
        before = await session.load()
        await session.disconnect(clear_mis_ids=clear_mis_ids)
        return before.connection.connector if before.connection else before.last_connector

    name = run_async(work())
    click.echo("Disconnected; the secrets are forgotten.")
    if clear_mis_ids:
        click.echo("All records are untied from the MIS. Under the next connection people are matched anew.")
    if name:
        click.echo(described(name).revoke)


def _connect(
    session: Session, name: str, settings: dict[str, str], *, in_keyring: bool | None, yes: bool
) -> None:
    one = described(name)
    hub = run_async(session.require(Act.CONNECT))
    if is_another(hub, name) and hub.last_connector:
        before = described(hub.last_connector).title
        click.echo(CHANGING_OVER.format(before=before, after=one.title), err=True)
    settings = one.tidy_settings(_with_address(one, settings))
    secrets = _secrets(one)
    with Narration() as narration:

        def tell(waited: Waited) -> None:
            narration.show(Waiting(waited.seconds, waited.why))

        def attempt(accepted: SchoolIdentity | None) -> Granted:
            return run_async(
                session.connect(
                    name, settings, secrets, tell, in_keyring=in_keyring, accepted_school=accepted
                )
            )

        try:
            granted = attempt(None)
        except AnotherSchoolError as error:
            if not (yes or (can_ask() and _is_right_school(error))):
                raise
            granted = attempt(error.mis)
        narration.say(granted.warnings)
    click.echo(f"Connected to {one.title}{f': {granted.school.name}' if granted.school.name else ''}.")
    for line in _shared(granted):
        click.echo(line)
    if granted.missing:
        click.echo(f"{one.title} does not share: {', '.join(granted.missing)}.")
    click.echo(f"The secrets lie in {session.secrets(name).where}.")
    if granted.report is not None:
        click.echo(f"What its interface offers is in {session.report.path}, for support; it names nobody.")
    click.echo(f"Next: {next_command('marktui sync all --dry-run')}")


def _is_right_school(error: AnotherSchoolError) -> bool:
    click.echo(error.message, err=True)
    return click.confirm("Connect the hub to it all the same?", default=False, err=True)


def _shared(granted: Granted) -> Iterator[str]:
    """What can be read, a line for each thing; nothing where the service does not tell."""
    width = max((len(one.what) for one in granted.entities), default=0)
    for one in granted.entities:
        yield f"  {one.what:<{width}}  {one.entity}: {', '.join(one.fields)}"
        if one.missing:
            yield f"  {'':<{width}}  missing: {', '.join(one.missing)}"


def _with_address(one: Described, settings: dict[str, str]) -> dict[str, str]:
    """The settings with the school's own address, which is asked for first where it is missing."""
    address = one.addresses[0]
    if not one.is_address_first or settings.get(address.name) or not can_ask():
        return settings
    for sentence in one.set_up_sentences():
        click.echo(sentence, err=True)
    return {**settings, address.name: click.prompt(address.label, err=True).strip()}


def _secrets(one: Described) -> dict[str, str]:
    """The connector's secrets from the environment; those that must be there are asked for."""
    found = {short: os.environ.get(variable(one.name, short), "").strip() for short in one.secrets}
    missing = [short for short in one.needed if not found[short]]
    if missing and not can_ask():
        words = " and ".join(one.secret_words(short) for short in missing)
        names = " and ".join(variable(one.name, short) for short in missing)
        raise UsageError(
            f"{one.title} needs the {words}, and there is no terminal to ask on.",
            f"Set {names} and run this again.",
        )
    for sentence in one.set_up_sentences() if missing else ():
        click.echo(sentence, err=True)
    for short in missing:
        found[short] = click.prompt(
            f"{one.title} {one.secret_words(short)}", hide_input=short not in one.in_clear, err=True
        ).strip()
    return {short: value for short, value in found.items() if value}
