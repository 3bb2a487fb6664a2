"""What is printed after a change by hand."""

import click

from marktui.cli.terminal.output import print_json
from marktui.sync.decide.hub_writer import DecisionResult
from marktui.wording.next_command import next_command

DRY_RUN = "Dry run: nothing was changed."


def print_result(result: DecisionResult, sentence: str, *, as_json: bool) -> None:
    """Print what was changed, and how to undo it."""
    if as_json:
        print_json(result)
        return
    click.echo(f"Entry {result.entry}: {sentence}")
    click.echo(undo_hint(result.entry))


def undo_hint(entry: int | None) -> str:
    """How to undo an entry."""
    return f"To undo this: {next_command(f'marktui undo {entry}')}"
