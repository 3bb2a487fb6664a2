"""`marktui connect` and `marktui disconnect`: the tie to the MIS service."""

import os

import click

from marktui.cli.command import next_command
from marktui.cli.narration import Narration
from marktui.cli.work import can_ask, open_session, run_async
from marktui.connectors.base import Waited
from marktui.connectors.registry import CONNECTORS, described
from marktui.hub.error import UsageError
from marktui.hub.role import Act
from marktui.store.secret import variable
from marktui.sync.event import Waiting
from marktui.sync.session import Session


@click.group(invoke_without_command=True)
@click.pass_context
def connect(ctx: click.Context) -> None:
    """Connect the hub to an MIS service."""
    if ctx.invoked_subcommand is None:
        raise UsageError("The service to connect to is missing.", f"There are: {', '.join(CONNECTORS)}.")


@connect.command()
@click.option("--api-url", metavar="URL", help="Another address of the data service.")
@click.option("--auth-url", metavar="URL", help="Another address of the token service.")
@click.pass_obj
def assembly(hub: str | None, api_url: str | None, auth_url: str | None) -> None:
    """Connect through Assembly.

    The school token comes from MARKTUI_ASSEMBLY_TOKEN, or is asked for. To renew it by itself marktui needs
    MARKTUI_ASSEMBLY_REFRESH_TOKEN, MARKTUI_ASSEMBLY_CLIENT_ID and MARKTUI_ASSEMBLY_CLIENT_SECRET as well.
    """
    given = {"api_url": api_url, "auth_url": auth_url}
    _connect(open_session(hub), "assembly", {name: url for name, url in given.items() if url})


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


def _connect(session: Session, name: str, settings: dict[str, str]) -> None:
    one = described(name)
    run_async(session.require(Act.CONNECT))
    secrets = _secrets(name)
    with Narration() as narration:

        def tell(waited: Waited) -> None:
            narration.show(Waiting(waited.seconds, waited.why))

        granted = run_async(session.connect(name, settings, secrets, tell))
        narration.say(granted.warnings)
    click.echo(f"Connected to {one.title}{f': {granted.school}' if granted.school else ''}.")
    if granted.missing:
        click.echo(f"{one.title} does not share: {', '.join(granted.missing)}.")
    click.echo(f"The secrets lie in {session.secrets(name).path}, readable by you alone.")
    click.echo(f"Next: {next_command('marktui sync all --dry-run')}")


def _secrets(name: str) -> dict[str, str]:
    """The connector's secrets from the environment; the first is asked for where it is missing."""
    one = described(name)
    found = {short: os.environ.get(variable(name, short), "").strip() for short in one.secrets}
    first = one.secrets[0]
    if not found[first]:
        if not can_ask():
            raise UsageError(
                f"{one.title} needs a {first}, and there is no terminal to ask for it.",
                f"Set {variable(name, first)} and run this again.",
            )
        found[first] = click.prompt(f"{one.title} {first}", hide_input=True, err=True).strip()
    return {short: value for short, value in found.items() if value}
