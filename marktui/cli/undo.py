"""`marktui undo`: take back a run or a decision."""

from collections import Counter

import click

from marktui.cli.shared.session import can_ask, open_session, run_async
from marktui.cli.terminal.failure import CancelledByUserError
from marktui.cli.terminal.next_command import next_command
from marktui.cli.terminal.output import print_json
from marktui.hub.model.kind import Kind
from marktui.store.file.entry import Do
from marktui.sync.history.undo import UndoResult

_DONE = {
    Do.REMOVE: "removed",
    Do.CREATE: "there again",
    Do.RETURN: "synced again",
    Do.DESYNC: "de-synced again",
    Do.UPDATE: "as before",
}


@click.command()
@click.argument("number", type=int, required=False)
@click.option("--dry-run", is_flag=True, help="Show what would be taken back and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on standard output.")
@click.pass_obj
def undo(hub: str | None, number: int | None, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Take back the entry NUMBER of the history, or the newest.

    An undo has a number itself and can be taken back by it. What came later may be in the way; the sentence
    names it.
    """
    decisions = open_session(hub).decisions
    may_ask = not (dry_run or yes or as_json) and can_ask()
    if dry_run or may_ask:
        planned = run_async(decisions.undo(number, dry_run=True))
        if not as_json:
            click.echo(f"Entry {planned.undone.number} ({planned.undone.what.value}): {_counted(planned)}.")
        if may_ask and not click.confirm("Take it back?", default=False, err=True):
            raise CancelledByUserError
        number = planned.undone.number
    undone = planned if dry_run else run_async(decisions.undo(number))
    if as_json:
        print_json(_document(undone))
    elif dry_run:
        click.echo("Dry run: nothing was changed.")
    else:
        click.echo(f"Entry {undone.entry}: took back entry {undone.undone.number}; {_counted(undone)}.")
        if undone.undone.plan:
            click.echo("The next sync will bring the same changes again.")
        click.echo(f"To have it again: {next_command(f'marktui undo {undone.entry}')}")


def _document(undone: UndoResult) -> dict[str, object]:
    return {
        "entry": undone.entry,
        "undone": undone.undone.number,
        "changed": [change.id for change in undone.changes],
        "removed": list(undone.removed),
    }


def _counted(undone: UndoResult) -> str:
    """How many records of each kind become what: `3 pupils removed, 64 pupils as before`."""
    counts = Counter((change.do, change.kind) for change in undone.changes)
    told = [
        f"{kind.counted(counts[do, kind])} {words}"
        for do, words in _DONE.items()
        for kind in Kind
        if counts[do, kind]
    ]
    return ", ".join(told) or "no record changes"
