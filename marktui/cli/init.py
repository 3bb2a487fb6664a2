"""`marktui init`: create a hub."""

import click

from marktui.cli.shared.session import open_session, run_async
from marktui.wording.next_command import next_command


@click.command()
@click.option("--school", required=True, metavar="NAME", help="The school's name.")
@click.option("--coordinator", required=True, metavar="NAME", help="The Access Coordinator's full name.")
@click.option("--email", required=True, metavar="ADDRESS", help="The Access Coordinator's email address.")
@click.option("--centre-id", metavar="ID", help="The school's centre id.")
@click.pass_obj
def init(hub: str | None, school: str, coordinator: str, email: str, centre_id: str | None) -> None:
    """Create a hub, with your login as its Access Coordinator."""
    session = open_session(hub)
    run_async(session.create(school=school, coordinator=coordinator, email=email, centre_id=centre_id))
    click.echo(f"Created the hub of {school} in {session.folder}.")
    click.echo(f"{coordinator} is its Access Coordinator, with the login {session.login}.")
    click.echo(f"Next, connect it to the MIS: {next_command('marktui connect assembly --authorise')}")
    click.echo(f"or, for Arbor directly: {next_command('marktui connect arbor --url URL')}")
    click.echo(f"or, without any account, to its exports: {next_command('marktui connect files PATH')}")
