"""`marktui add`: a teacher, a pupil, a class or a year group by hand."""

import click

from marktui.cli.shared.fields import field_values
from marktui.cli.shared.results import DRY_RUN, print_result
from marktui.cli.shared.session import open_session, run_async
from marktui.hub.model.kind import Kind

_KINDS = {
    kind.noun.replace(" ", "-"): kind for kind in (Kind.TEACHER, Kind.PUPIL, Kind.CLASS, Kind.YEAR_GROUP)
}


@click.command()
@click.argument("kind", metavar="teacher|pupil|class|year-group", type=click.Choice(list(_KINDS)))
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Only check whether it could be added.")
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
    result = run_async(open_session(hub).decisions.add(_KINDS[kind], values, dry_run=dry_run))
    what = f"the {_KINDS[kind].noun} {result.changed[0]}"
    if dry_run and not as_json:
        click.echo(f"{DRY_RUN} It would add {what}.")
    else:
        print_result(result, f"added {what}.", as_json=as_json)
