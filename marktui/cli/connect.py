"""`marktui connect` and `marktui disconnect`: the connection to the MIS service."""

import click

from marktui.cli.connect_files import files
from marktui.cli.shared.connecting import begin, connect_with
from marktui.cli.shared.secret_prompts import given_secrets, with_asked_secrets
from marktui.cli.shared.session import open_session, run_async
from marktui.connectors.info import ConnectorInfo
from marktui.connectors.registry import CONNECTORS, connector_info
from marktui.hub.model.errors import UsageError
from marktui.store.secrets.destination import variable


@click.group(invoke_without_command=True)
@click.pass_context
def connect(ctx: click.Context) -> None:
    """Connect the hub to an MIS service."""
    if ctx.invoked_subcommand is None:
        raise UsageError("The service to connect to is missing.", f"There are: {', '.join(CONNECTORS)}.")


_CA_BUNDLE = click.option(
    "--ca-bundle", metavar="FILE", help="Trust the certificate authorities in this file only."
)

_KEYRING = click.option(
    "--keyring/--no-keyring",
    default=None,
    help="Store the secrets in the keyring of this machine, or in the hub folder; default: where they are.",
)


_YES = click.option("--yes", is_flag=True, help="Connect even if the MIS names another school than the hub.")


@connect.command()
@click.option("--authorise", is_flag=True, help="Have the school give its permission in a browser.")
@click.option("--redirect", metavar="URL", help="The redirect address of your application.")
@click.option(
    "--api-url", metavar="URL", envvar=variable("assembly", "api_url"), help="Another data service."
)
@click.option(
    "--auth-url", metavar="URL", envvar=variable("assembly", "auth_url"), help="Another token service."
)
@_CA_BUNDLE
@_KEYRING
@_YES
@click.pass_obj
def assembly(
    hub: str | None,
    /,
    authorise: bool,
    redirect: str | None,
    keyring: bool | None,
    yes: bool,
    **given: str | None,
) -> None:
    """Connect through Assembly.

    With --authorise the school gives its permission in a browser, and the connection renews itself. It
    needs MARKTUI_ASSEMBLY_CLIENT_ID and MARKTUI_ASSEMBLY_CLIENT_SECRET of your application, or asks for them.
    The redirect address is http://localhost:4567/auth/assembly/callback, or the one of --redirect.

    Without it, the school token comes from MARKTUI_ASSEMBLY_TOKEN, or is asked for. It ends within a day. To
    renew it, marktui also needs MARKTUI_ASSEMBLY_REFRESH_TOKEN and the application's id and secret.
    """
    session, one = open_session(hub), connector_info("assembly")
    if not authorise and redirect is not None:
        raise UsageError("--redirect is for --authorise.", "Add --authorise, or leave it out.")
    settings = begin(session, one, given)
    if not authorise:
        connect_with(session, one, settings, _secrets(one), in_keyring=keyring, yes=yes)
        return
    from marktui.cli.connect_authorise import ask_school

    secrets, grant = ask_school(session, one, settings, redirect or one.redirect)
    connect_with(session, one, settings, secrets, grant, in_keyring=keyring, yes=yes)


@connect.command()
@click.option(
    "--url",
    metavar="URL",
    envvar=variable("arbor", "url"),
    help="Your school's Arbor: its short name, or its address.",
)
@click.option(
    "--permissions",
    "list_permissions",
    is_flag=True,
    help="Only list the permissions that an application has to ask for.",
)
@click.option("--user-agent", metavar="TEXT", help="Another User-Agent, if a firewall refuses the usual one.")
@_CA_BUNDLE
@_KEYRING
@_YES
@click.pass_obj
def arbor(
    hub: str | None, /, list_permissions: bool, keyring: bool | None, yes: bool, **given: str | None
) -> None:
    """Connect to the school's Arbor directly.

    The school registers its own application at Arbor's developers' portal (--permissions lists what to ask
    for) and approves it in Arbor, under System > Partner Apps (API Users). The application username and
    password (token) come from MARKTUI_ARBOR_USERNAME and MARKTUI_ARBOR_PASSWORD, or are asked for.
    """
    if list_permissions:
        for line in connector_info("arbor").permissions():
            click.echo(line)
        return
    session, one = open_session(hub), connector_info("arbor")
    settings = begin(session, one, given)
    connect_with(session, one, settings, _secrets(one), in_keyring=keyring, yes=yes)


connect.add_command(files)


@click.command()
@click.option("--clear-mis-ids", is_flag=True, help="Also remove the MIS id of every record.")
@click.pass_obj
def disconnect(hub: str | None, clear_mis_ids: bool) -> None:
    """Forget the connection and its secrets, on this machine only."""
    session = open_session(hub)

    async def work() -> str | None:
        before = await session.load()
        await session.mis.disconnect(clear_mis_ids=clear_mis_ids)
        return before.connection.connector if before.connection else before.last_connector

    name = run_async(work())
    click.echo("Disconnected; the secrets are forgotten.")
    if clear_mis_ids:
        click.echo("All MIS ids are cleared: the next connection matches everybody again.")
    if name:
        click.echo(connector_info(name).revoke)


def _secrets(one: ConnectorInfo) -> dict[str, str]:
    return with_asked_secrets(one, given_secrets(one, one.secrets), one.needed, shown=one.in_clear)
