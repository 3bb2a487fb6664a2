"""`marktui undo`: undo a run or a decision."""

import click

from marktui.cli.shared.results import DRY_RUN
from marktui.cli.shared.session import can_ask, open_session, run_async
from marktui.cli.terminal.failure import CancelledByUserError
from marktui.cli.terminal.output import print_json
from marktui.sync.history.undo import UndoResult
from marktui.wording.next_command import next_command
from marktui.wording.sync.changes import SAME_AGAIN, entry_words, undo_words, undone_words


@click.command()
@click.argument("number", type=int, required=False)
@click.option("--dry-run", is_flag=True, help="Show what it would do, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on standard output.")
@click.pass_obj
def undo(hub: str | None, number: int | None, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Undo the entry NUMBER, or the newest one.

    An undo is an entry too, and can be undone by its own number. A later entry may be in the way; the message
    says which.
    """
    decisions = open_session(hub).decisions
    may_ask = not (dry_run or yes or as_json) and can_ask()
    if dry_run or may_ask:
        planned = run_async(decisions.undo(number, dry_run=True))
        if not as_json:
            click.echo(f"Undo {entry_words(planned.undone)}: {undo_words(planned)}.")
        if may_ask and not click.confirm("Undo it?", default=False, err=True):
            raise CancelledByUserError
        number = planned.undone.number
    undone = planned if dry_run else run_async(decisions.undo(number))
    if as_json:
        print_json(_document(undone))
    elif dry_run:
        click.echo(DRY_RUN)
    else:
        click.echo(f"{undone_words(undone)}: {undo_words(undone)}.")
        if undone.undone.plan:
            click.echo(SAME_AGAIN)
        click.echo(f"To redo it: {next_command(f'marktui undo {undone.entry}')}")


def _document(undone: UndoResult) -> dict[str, object]:
    return {
        "entry": undone.entry,
        "undone": undone.undone.number,
        "changed": [change.id for change in undone.changes],
        "removed": list(undone.removed),
    }
