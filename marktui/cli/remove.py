"""`marktui remove`: delete classes and year groups that nobody is in."""

import click

from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.next_command import next_command
from marktui.cli.terminal.output import print_json
from marktui.hub.model.errors import UsageError


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Say whether they could be deleted and delete nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def remove(hub: str | None, ids: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Delete classes or year groups that nobody is in.

    All that are named, or none. Only what is not synced can be deleted, and only once no pupil is in it,
    leavers included.
    """
    if not ids:
        raise UsageError("Nothing is named.", "Give the ids that `marktui list classes` shows.")
    decided = run_async(open_session(hub).decisions.remove(ids, dry_run=dry_run))
    if as_json:
        print_json(decided)
        return
    named = ", ".join(decided.changed)
    if dry_run:
        click.echo(f"Dry run: nothing was changed. It would delete {named}.")
        return
    click.echo(f"Entry {decided.entry}: deleted {named}.")
    click.echo(f"To undo this: {next_command(f'marktui undo {decided.entry}')}")
