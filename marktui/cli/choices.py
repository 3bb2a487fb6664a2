"""`marktui choices`: what people chose in reviews and every later run respects."""

import click

from marktui.cli.command import next_command
from marktui.cli.output import print_json, print_table
from marktui.cli.work import open_session, run_async
from marktui.sync.choices import Remembered, numbered, remembered

_COLUMNS = ("number", "kind", "connector", "mis_id", "name", "choice")


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def choices(ctx: click.Context, as_json: bool) -> None:
    """List what is remembered of the reviews.

    Rows un-ticked by hand, groups not set up, pairs unmatched: they stay so in every sync until they are
    forgotten here.
    """
    if ctx.invoked_subcommand is not None:
        return
    every = remembered(run_async(open_session(ctx.obj).load()))
    if as_json:
        print_json([_document(one) for one in every])
        return
    if not every:
        click.echo("Nothing is remembered.")
        return
    rows = [(one.number, one.kind.value, one.connector, one.mis_id, one.name, one.words) for one in every]
    print_table(_COLUMNS, rows)
    click.echo(f"To take one back: {next_command('marktui choices forget NUMBER')}")


@choices.command()
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True, type=int)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def forget(hub: str | None, numbers: tuple[int, ...], as_json: bool) -> None:
    """Forget the choices with these numbers.

    The next sync treats the rows as if nobody had chosen.
    """
    session = open_session(hub)

    async def work() -> int:
        return await session.ledger.take_back(numbered(await session.load(), numbers))

    forgotten = run_async(work())
    if as_json:
        print_json({"forgotten": forgotten})
        return
    click.echo("1 choice was forgotten." if forgotten == 1 else f"{forgotten:,} choices were forgotten.")


def _document(one: Remembered) -> dict[str, object]:
    return {
        "number": one.number,
        "kind": one.kind.value,
        "connector": one.connector,
        "mis_id": one.mis_id,
        "record_id": one.record_id,
        "name": one.name,
        "words": one.words,
    }
