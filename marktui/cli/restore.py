"""`marktui restore`: list the backups, or restore one."""

from collections.abc import Sequence

import click

from marktui.cli.shared.session import can_ask, open_session, run_async
from marktui.cli.terminal.failure import CancelledByUserError
from marktui.cli.terminal.output import print_json
from marktui.cli.terminal.table import print_table
from marktui.hub.model.kind import Kind
from marktui.hub.model.time import utc_words
from marktui.store.history.backups import Backup
from marktui.wording.next_command import next_command


@click.command()
@click.argument("backup", required=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def restore(hub: str | None, backup: str | None, yes: bool, as_json: bool) -> None:
    """List the backups, or restore a BACKUP.

    Every change backs up the hub first: the last ten backups are kept, and one a day for a month. A restore
    backs up what it replaces too. The history goes on, and people who were erased stay erased.
    """
    maintenance = open_session(hub).maintenance
    if backup is None:
        _list(run_async(maintenance.backups()), as_json=as_json)
        return
    may_ask = not (yes or as_json) and can_ask()
    if may_ask and not click.confirm(f"Replace the hub with {backup}?", default=False, err=True):
        raise CancelledByUserError
    restored = run_async(maintenance.restore(backup))
    if as_json:
        print_json({"restored": backup, "generation": restored.generation, "entry": restored.next_entry - 1})
        return
    held = ", ".join(kind.counted(len(restored.records(kind))) for kind in Kind)
    click.echo(f"Restored {backup}: {held}.")
    click.echo(f"The hub as it was before is backed up: {next_command('marktui restore')}")


def _list(backups: Sequence[Backup], *, as_json: bool) -> None:
    if as_json:
        print_json([{"name": one.name, "generation": one.generation, "at": one.at} for one in backups])
    else:
        print_table(("backup", "saved"), [(one.name, utc_words(one.at)) for one in backups])
