"""`marktui leavers`: the people who are no longer in the MIS."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from marktui.cli.output import print_json, print_table
from marktui.cli.work import open_session, run_async
from marktui.hub.listing import LEAVER_KEYS, listed_leavers
from marktui.hub.roster import leavers as leavers_of
from marktui.store.csv_file import write_csv

_COLUMNS = (
    "kind", "id", "last_name", "first_name", "year_group", "class",
    "desynced_reason", "left_on", "desynced_since", "access",
)  # fmt: skip


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), metavar="FILE", help="Write a CSV file.")
@click.pass_obj
def leavers(hub: str | None, as_json: bool, csv_file: Path | None) -> None:
    """List the de-synced teachers and pupils, with reason and last class."""
    held = run_async(open_session(hub).load())
    documents = listed_leavers(held, leavers_of(held))
    if csv_file:
        write_csv(csv_file, LEAVER_KEYS, documents)
        click.echo(f"Wrote {len(documents):,} leavers to {csv_file}.", err=True)
    if as_json:
        print_json(documents)
    elif not csv_file:
        print_leavers(documents)


def print_leavers(documents: Iterable[Mapping[str, Any]]) -> None:
    """Print leavers, a line each."""
    print_table(_COLUMNS, [[document.get(one) for one in _COLUMNS] for document in documents])
