"""`marktui import`: pupils from the web hub's *Export CSV*."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from marktui.cli.shared.paths import (
    is_stream,
    leaving_output_to,
    path_of,
    require_one_output,
    write_stream,
)
from marktui.cli.shared.results import DRY_RUN, undo_hint
from marktui.cli.shared.session import can_ask, open_session, run_async
from marktui.cli.shared.web_table import open_table
from marktui.cli.terminal.failure import CancelledByUserError
from marktui.cli.terminal.output import GLYPHS, print_json
from marktui.cli.terminal.table import Giving, print_table
from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.errors import UsageError
from marktui.hub.model.kind import Kind
from marktui.store.file.entry import Do
from marktui.sync.decide.web_hub import Imported
from marktui.sync.decide.web_hub_files import rejected_beside, rejected_sheet
from marktui.sync.history.listed_entries import describe_changes
from marktui.sync.web_hub.import_plan import ImportPlan
from marktui.wording.sync.changes import CHANGED
from marktui.wording.sync.history import fields_words
from marktui.wording.sync.web_hub import groups_words, import_words

_COLUMNS = ("line", "id", "name", "does", "")
_GIVING = Giving(cut=("", "name"), drop=("id",), keep=("line", "does"))


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--yes", is_flag=True, help="Import without asking.")
@click.option("--rejected", metavar="FILE", help="Where rows that cannot be used are written.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def import_(
    hub: str | None, file: str, dry_run: bool, yes: bool, rejected: str | None, as_json: bool
) -> None:
    """Take pupils from the web hub's Export CSV.

    New ones are added, and those who are here already filled in. Each keeps their User ID; later syncs match
    them like any other. What the MIS keeps stays as it is. People who may be somebody else are named and
    left alone. Rows that cannot be used come back as a file, with the reason. FILE may be -, standard input.
    """
    require_one_output(rejected, as_json=as_json)
    session = open_session(hub)
    run_async(session.require(Permission.EXCHANGE))
    table = open_table(file)
    rejects = _rejected_path(file, rejected)
    asks = not (dry_run or yes or as_json) and can_ask()
    with leaving_output_to(rejected):
        if asks:
            shown = run_async(session.web_hub.import_pupils(table, dry_run=True))
            _print_changes(shown.plan)
            _print_summary(shown.plan)
            if not click.confirm("Import this?", default=False, err=True):
                raise CancelledByUserError
            done = run_async(session.web_hub.import_pupils(table, rejected=rejects, seen=shown.plan))
        else:
            done = run_async(session.web_hub.import_pupils(table, rejected=rejects, dry_run=dry_run))
            if as_json:
                print_json(_document(done, dry_run=dry_run))
            else:
                _print_changes(done.plan, with_changes=dry_run)
                _print_summary(done.plan)
        _print_end(done, dry_run=dry_run, err=as_json)
    if rejected and not rejects and done.plan.bad and not dry_run:
        write_stream(rejected, rejected_sheet(done.plan, table).text.encode(errors="replace"))


def _rejected_path(file: str, rejected: str | None) -> Path | None:
    """The file for rows that cannot be used, where it is none of the streams."""
    if rejected and is_stream(rejected):
        return None
    beside = Path.cwd() / "web-hub.csv" if file == "-" else path_of(file)
    path = path_of(rejected, "--rejected") if rejected else rejected_beside(beside)
    if path.resolve() == beside.resolve():
        raise UsageError(f"{path} would be replaced by its rows that cannot be used.", "Name another file.")
    return path


def _print_changes(plan: ImportPlan, *, with_changes: bool = True) -> None:
    """Print what changes, and of which rows a person should know."""
    rows: list[tuple[object, ...]] = []
    if with_changes:
        rows += (
            ("", one.id, one.name, CHANGED[one.do], _fields(one.do, fields_words(one.fields, GLYPHS)))
            for one in describe_changes(plan.after, plan.changes)
        )
    rows += ((one.line, one.id, one.name, "locked", one.why) for one in plan.locked)
    rows += ((one.line, one.id, one.name, "left alone", one.why) for one in plan.left_alone)
    rows += ((one.line, None, one.label, "not usable", one.why) for one in plan.bad)
    if rows:
        print_table(_COLUMNS, rows, _GIVING, prose=True)
        click.echo()


def _fields(do: Do, words: Iterator[str]) -> str:
    return "; ".join(words) if do is Do.UPDATE else ""


def _print_summary(plan: ImportPlan) -> None:
    click.echo(f"{import_words(plan)}.")
    if groups := groups_words(plan):
        click.echo(f"{groups}.")
    for message in plan.messages:
        click.echo(message, err=True)


def _print_end(done: Imported, *, dry_run: bool, err: bool) -> None:
    if done.rejected:
        click.echo(f"Rows that cannot be used are in {done.rejected}.", err=True)
    if dry_run:
        click.echo(DRY_RUN, err=err)
    elif done.entry is None:
        click.echo("Nothing has changed.", err=err)
    elif not err:
        click.echo(f"Entry {done.entry}. {undo_hint(done.entry)}")


def _document(done: Imported, *, dry_run: bool) -> dict[str, Any]:
    """The document of `marktui import --json`."""
    plan = done.plan
    document: dict[str, Any] = {
        "entry": done.entry,
        "read": plan.read,
        "added": plan.number(Kind.PUPIL, Do.CREATE),
        "changed": plan.number(Kind.PUPIL, Do.UPDATE),
        "unchanged": plan.unchanged,
        "year_groups_added": plan.number(Kind.YEAR_GROUP, Do.CREATE),
        "classes_added": plan.number(Kind.CLASS, Do.CREATE),
        "locked": plan.locked,
        "left_alone": plan.left_alone,
        "rejected": [{"line": one.line, "name": one.label, "why": one.why} for one in plan.bad],
        "rejected_file": str(done.rejected) if done.rejected else None,
        "messages": plan.messages,
    }
    if dry_run:
        document["changes"] = list(describe_changes(plan.after, plan.changes))
    return document
