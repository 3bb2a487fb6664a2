"""`marktui add`: a teacher, a pupil, a class or a year group by hand."""

import click

from marktui.cli.shared.fields import field_values
from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.next_command import next_command
from marktui.cli.terminal.output import print_json
from marktui.hub.model.kind import Kind

_KINDS = {
    kind.value.replace("_", "-"): kind for kind in (Kind.TEACHER, Kind.PUPIL, Kind.CLASS, Kind.YEAR_GROUP)
}


@click.command()
@click.argument("kind", metavar="teacher|pupil|class|year-group", type=click.Choice(list(_KINDS)))
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Say whether it could be added and add nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def add(hub: str | None, kind: str, pairs: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Add a teacher, a pupil, a class or a year group by hand.

    A later sync may match it.

    A teacher needs a name and an email: first_name, last_name, email, account_type (teacher_admin or
    teacher). A pupil needs a name and a birth date: first_name, last_name, date_of_birth, upn,
    year_group (its code), class (its name). A class needs a name: name, description.
    A year group needs a code (N1, N2, R, 1 to 13): code, name.
    """
    values = field_values(pairs, after="kind", nothing="There is nothing to add.")
    decided = run_async(open_session(hub).decisions.add(_KINDS[kind], values, dry_run=dry_run))
    if as_json:
        print_json(decided)
        return
    if dry_run:
        click.echo(f"Dry run: nothing was changed. It would add the {_name(kind)} {decided.changed[0]}.")
        return
    click.echo(f"Entry {decided.entry}: added the {_name(kind)} {decided.changed[0]}.")
    click.echo(f"To undo this: {next_command(f'marktui undo {decided.entry}')}")


def _name(word: str) -> str:
    return word.replace("-", " ")
