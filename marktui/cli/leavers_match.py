"""`marktui leavers match`: a pupil who came back under another MIS id is the same person again."""

import click

from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.next_command import next_command
from marktui.cli.terminal.output import print_json
from marktui.hub.people.snapshot import Snapshot


@click.command()
@click.argument("leaver", metavar="ID")
@click.argument("other", metavar="OTHER")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def match(hub: str | None, leaver: str, other: str, as_json: bool) -> None:
    """Match a leaver who came back under another MIS id.

    OTHER is the record that came for the same pupil. The older record is synced again, with its history and
    what was decided about its access; the newer one becomes the leaver, and can be revoked and deleted.
    """
    decided = run_async(open_session(hub).decisions.rejoin(Snapshot(id=leaver), Snapshot(id=other)))
    if as_json:
        print_json(decided)
        return
    click.echo(f"Entry {decided.entry}: {leaver} is synced again, and {other} is the leaver now.")
    click.echo(f"To undo this: {next_command(f'marktui undo {decided.entry}')}")
