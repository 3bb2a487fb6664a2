"""`marktui leavers match`: match a pupil who came back with another MIS id to their earlier record."""

import click

from marktui.cli.shared.results import print_result
from marktui.cli.shared.session import open_session, run_async
from marktui.hub.people.snapshot import Snapshot


@click.command()
@click.argument("leaver", metavar="ID")
@click.argument("other", metavar="OTHER")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def match(hub: str | None, leaver: str, other: str, as_json: bool) -> None:
    """Match a leaver who came back under another MIS id.

    ID is the earlier record, OTHER the one that was added for the same pupil. The earlier record is synced
    again, with its history and its access. The newer one becomes the leaver, and can be revoked and deleted.
    """
    result = run_async(open_session(hub).decisions.rejoin(Snapshot(id=leaver), Snapshot(id=other)))
    print_result(result, f"{leaver} is synced again, and {other} is the leaver now.", as_json=as_json)
