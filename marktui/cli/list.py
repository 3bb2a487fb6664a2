"""`marktui list`: the records of one kind."""

from collections.abc import Sequence
from typing import Any

import click

from marktui.cli.shared.paths import require_one_output, write_table
from marktui.cli.shared.session import open_session, run_at_once
from marktui.cli.terminal.output import print_json
from marktui.cli.terminal.table import Giving, print_table
from marktui.hub.model.errors import UsageError
from marktui.hub.model.kind import Kind
from marktui.hub.model.listing import keys, record_documents
from marktui.hub.model.record import Access, Person, Record, Status, Teacher
from marktui.hub.model.roster import roster
from marktui.wording.kinds import kind_word
from marktui.wording.people.accounts import ACCOUNT_SHORT

_BY_WORD = {kind_word(kind): kind for kind in Kind}
_COLUMNS = {
    Kind.PUPIL: ("id", "name", "year_group", "class", "status", "access"),
    Kind.TEACHER: ("id", "name", "email", "account_type", "status", "access"),
    Kind.CLASS: ("id", "name", "year_groups", "pupils", "leavers", "without leavers", "status"),
    Kind.YEAR_GROUP: ("id", "code", "name", "pupils", "status"),
}

_OTHER_EMAIL = "MIS email"
"""The last column of teachers, shown if the MIS has another address for any of them."""
_GIVING = Giving(
    cut=("name", "class", "email", _OTHER_EMAIL),
    drop=("account type", "year groups", "year group", "access", "status"),
    keep=("id",),
)


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
    held = run_at_once(open_session(hub).load())
    records = roster(held, chosen)
    if status:
        records = tuple(one for one in records if one.status == status)
    if access:
        records = tuple(one for one in records if isinstance(one, Person) and one.access == access)
    documents = record_documents(held, records)
    if csv_file is not None:
        write_table(csv_file, keys(chosen), documents, chosen.counted(len(documents)))
    if as_json:
        print_json(documents)
    elif csv_file is None:
        _print_records(chosen, documents, records)


def _print_records(kind: Kind, documents: Sequence[dict[str, Any]], records: Sequence[Record]) -> None:
    names = {one.id: one.sorted_name for one in records if isinstance(one, Person)}
    differing = {one.id for one in records if _differs(one)}
    columns = _COLUMNS[kind]
    rows = [row | {"name": names.get(row["id"]) or row.get("name")} for row in documents]
    if kind is Kind.CLASS:
        rows = [_with_sizes(row) for row in rows]
    if differing:
        columns = (*columns, _OTHER_EMAIL)
        rows = [row | {_OTHER_EMAIL: row["mis_email"] if row["id"] in differing else None} for row in rows]
    titles = [column.replace("_", " ") for column in columns]
    print_table(titles, [[_said(column, row[column]) for column in columns] for row in rows], _GIVING)


def _said(column: str, value: Any) -> Any:
    """A value as people read it."""
    if value is None or column not in ("status", "access", "account_type"):
        return value
    return ACCOUNT_SHORT[value] if column == "account_type" else value.replace("_", " ")


def _differs(record: Record) -> bool:
    return isinstance(record, Teacher) and record.email_differs


def _with_sizes(document: dict[str, Any]) -> dict[str, Any]:
    """A class with its size without the pupils who have left."""
    return document | {"without leavers": document["pupils"] - document["leavers"]}
