"""`marktui init`: make a hub."""

import click

from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.next_command import next_command


@click.command()
@click.option("--school", required=True, metavar="NAME", help="The school's name.")
@click.option("--coordinator", required=True, metavar="NAME", help="The Access Coordinator's full name.")
@click.option("--email", required=True, metavar="ADDRESS", help="The Access Coordinator's email address.")
@click.option("--centre-id", metavar="ID", help="The school's centre id.")
@click.pass_obj
def init(hub: str | None, school: str, coordinator: str, email: str, centre_id: str | None) -> None:
    """Make the hub; your login becomes the Access Coordinator's."""
    session = open_session(hub)
    run_async(session.found(school=school, coordinator=coordinator, email=email, centre_id=centre_id))
    click.echo(f"Made the hub of {school} in {session.folder}.")
    click.echo(f"{coordinator} is its Access Coordinator, as the login {session.login}.")
    click.echo(f"Next, connect it to the MIS: {next_command('marktui connect assembly --authorise')}")
    click.echo(f"or, for Arbor directly: {next_command('marktui connect arbor --url URL')}")
