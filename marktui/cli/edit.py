"""`marktui edit`: change a record by hand."""

from collections.abc import Iterable

import click

from marktui.cli.shared.fields import field_values
from marktui.cli.shared.results import DRY_RUN
from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.output import print_json
from marktui.sync.decide.hub_writer import DecisionResult


@click.command()
@click.argument("record_id", metavar="ID")
@click.argument("pairs", metavar="FIELD=VALUE...", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def edit(hub: str | None, record_id: str, pairs: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Edit a record by hand: all fields that are given, or none.

    The fields of a teacher: first_name, last_name, email, account_type (teacher_admin or teacher); of a
    pupil: first_name, last_name, upn, date_of_birth, year_group (its code), class (its name); of a class:
    name, description; of a year group: name.

    FIELD= without a value clears the field. Fields that the MIS fills are locked; the message says why.
    """
    values = field_values(pairs, after="id", nothing="There is nothing to edit.")
    decided = run_async(open_session(hub).decisions.edit(record_id, values, dry_run=dry_run))
    if as_json:
        print_json(decided)
    else:
        click.echo(_sentence(decided, values, dry_run=dry_run))


def _sentence(decided: DecisionResult, fields: Iterable[str], *, dry_run: bool) -> str:
    if not decided.changed:
        return "Nothing to change."
    said = f"{DRY_RUN} It would change" if dry_run else "Changed"
    return f"{said} {', '.join(decided.changed)}: {', '.join(fields)}."
