"""`marktui remove`: delete empty classes and year groups."""

import click

from marktui.cli.shared.results import DRY_RUN, print_result
from marktui.cli.shared.session import open_session, run_async
from marktui.hub.model.errors import UsageError


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Only check whether they could be deleted.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def remove(hub: str | None, ids: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Delete empty classes or year groups.

    All of them are deleted, or none. A class or year group can be deleted once it is no longer synced and no
    pupil is in it, not even one who has left.
    """
    if not ids:
        raise UsageError("No ids are given.", "Give the ids that `marktui list classes` shows.")
    result = run_async(open_session(hub).decisions.remove(ids, dry_run=dry_run))
    if dry_run and not as_json:
        click.echo(f"{DRY_RUN} It would delete {', '.join(result.changed)}.")
    else:
        print_result(result, f"deleted {', '.join(result.changed)}.", as_json=as_json)
