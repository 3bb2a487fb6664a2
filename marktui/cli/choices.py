"""`marktui choices`: the choices that every sync remembers."""

import click

from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.output import print_json
from marktui.cli.terminal.progress import ProgressPrinter
from marktui.cli.terminal.table import Giving, print_table
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import counted
from marktui.sync.decide.remembered import Remembered, numbered, remembered
from marktui.wording.next_command import next_command

_COLUMNS = ("number", "kind", "connector", "MIS id", "name", "choice")
_KEYS = ("number", "kind", "connector", "mis_id", "record_id", "name", "words")


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def choices(ctx: click.Context, as_json: bool) -> None:
    """List the choices that every sync remembers.

    Rows that were un-ticked by hand, groups that were not set up, pairs that were matched or unmatched, years
    and names that were given to groups: every sync keeps to them until you forget them here.
    """
    if ctx.invoked_subcommand is not None:
        return
    every = remembered(run_async(open_session(ctx.obj).load()))
    if as_json:
        print_json([choice_document(one) for one in every])
        return
    if not every:
        click.echo("No choices are remembered.")
        return
    rows = [(one.number, one.kind.value, one.connector, one.mis_id, one.name, one.words) for one in every]
    print_table(_COLUMNS, rows, Giving(cut=("name",), drop=("connector", "kind")), prose=True)
    click.echo(f"To forget one: {next_command('marktui choices forget NUMBER')}")


@choices.command()
@click.argument("group", metavar="GROUP")
@click.argument("code", metavar="CODE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def year(hub: str | None, group: str, code: str, as_json: bool) -> None:
    """Say which year a year group of the MIS is.

    GROUP is its MIS id or its name, CODE is N1, N2, R or 1 to 13. The choice is remembered by name too,
    because the MIS may give new ids each year.
    """
    _say(hub, Kind.YEAR_GROUP, group, code, as_json=as_json)


@choices.command("class")
@click.argument("group", metavar="GROUP")
@click.argument("name", metavar="NAME")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def name_class(hub: str | None, group: str, name: str, as_json: bool) -> None:
    """Give a class another name in the hub.

    For two classes with the same name in the MIS, so that both can be set up. GROUP is the MIS id of one.
    """
    _say(hub, Kind.CLASS, group, name, as_json=as_json)


@choices.command()
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True, type=int)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def forget(hub: str | None, numbers: tuple[int, ...], as_json: bool) -> None:
    """Forget the choices with these numbers.

    The next sync treats the rows as if they had never been chosen.
    """
    session = open_session(hub)

    async def work() -> int:
        return await session.decisions.forget_choices(numbered(await session.load(), numbers))

    forgotten = run_async(work())
    if as_json:
        print_json({"forgotten": forgotten})
        return
    click.echo(f"{counted(forgotten, 'choice was', 'choices were')} forgotten.")


def _say(hub: str | None, kind: Kind, group: str, text: str, *, as_json: bool) -> None:
    # Imported here because it imports the planning, which the list does not need.
    from marktui.sync.decide.group_choices import GroupChoices

    session = open_session(hub)
    progress = ProgressPrinter()

    async def work() -> Remembered:
        before = await session.load()
        with progress:
            reading = await session.sync(before).look(kind, progress.show)
        return await session.decisions.choose(
            GroupChoices(before, reading).choice(kind, group, text), reading
        )

    chosen = run_async(progress.follow(work()))
    if as_json:
        print_json(choice_document(chosen))
        return
    click.echo(f"{chosen.name} (MIS id {chosen.mis_id}): {chosen.words}")
    click.echo(f"The next sync uses it: {next_command('marktui sync all')}")


def choice_document(one: Remembered) -> dict[str, object]:
    """A remembered choice as JSON."""
    return {key: getattr(one, key) for key in _KEYS}
