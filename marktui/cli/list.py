"""`marktui list`: the records of one kind."""

from collections.abc import Collection, Sequence
from typing import Any

import click

from marktui.cli.shared.paths import require_one_output, write_table
from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.output import print_json, print_table
from marktui.hub.model.errors import UsageError
from marktui.hub.model.kind import Kind
from marktui.hub.model.listing import keys, record_documents
from marktui.hub.model.record import Access, Person, Record, Status, Teacher
from marktui.hub.model.roster import roster
from marktui.wording.kinds import kind_word

_BY_WORD = {kind_word(kind): kind for kind in Kind}
_COLUMNS = {
    Kind.PUPIL: ("id", "last_name", "first_name", "year_group", "class", "status", "access"),
    Kind.TEACHER: ("id", "last_name", "first_name", "email", "account_type", "status", "access"),
    Kind.CLASS: ("id", "name", "year_groups", "pupils", "leavers", "without leavers", "status"),
    Kind.YEAR_GROUP: ("id", "code", "name", "pupils", "status"),
}

_OTHER_EMAIL = "email in the MIS"
"""The last column of teachers, shown if the MIS has another address for any of them."""


@click.command("list")
@click.argument("kind", metavar="KIND", type=click.Choice(list(_BY_WORD)))
@click.option("--status", type=click.Choice([one.value for one in Status]), help="Only with this status.")
@click.option(
    "--access", type=click.Choice([one.value for one in Access]), help="Only people with this access."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--csv", "csv_file", metavar="FILE", help="Write a CSV file; - is standard output.")
@click.pass_obj
def list_records(
    hub: str | None, kind: str, status: str | None, access: str | None, as_json: bool, csv_file: str | None
) -> None:
    """List pupils, teachers, classes or year-groups."""
    chosen = _BY_WORD[kind]
    if access and chosen in (Kind.CLASS, Kind.YEAR_GROUP):
        raise UsageError("Only teachers and pupils have access.", "Leave --access out.")
    require_one_output(csv_file, as_json=as_json)
    held = run_async(open_session(hub).load())
    records = roster(held, chosen)
    if status:
        records = tuple(one for one in records if one.status == status)
    if access:
        records = tuple(one for one in records if isinstance(one, Person) and one.access == access)
    documents = record_documents(held, records)
    if csv_file:
        write_table(csv_file, keys(chosen), documents, chosen.counted(len(documents)))
    if as_json:
        print_json(documents)
    elif not csv_file:
        _print_records(chosen, documents, {one.id for one in records if _differs(one)})


def _print_records(kind: Kind, documents: Sequence[dict[str, Any]], differing: Collection[str]) -> None:
    columns, rows = _COLUMNS[kind], list(documents)
    if kind is Kind.CLASS:
        rows = [_with_sizes(row) for row in rows]
    if differing:
        columns = (*columns, _OTHER_EMAIL)
        rows = [row | {_OTHER_EMAIL: row["mis_email"] if row["id"] in differing else None} for row in rows]
    print_table(columns, [[row[column] for column in columns] for row in rows])


def _differs(record: Record) -> bool:
    return isinstance(record, Teacher) and record.email_differs


def _with_sizes(document: dict[str, Any]) -> dict[str, Any]:
    """A class with its size without the pupils who have left."""
    return document | {"without leavers": document["pupils"] - document["leavers"]}
