"""`marktui export`: what the web hub's own *Import CSV* takes."""

from functools import partial
from typing import Any

import click

from marktui.cli.shared.paths import is_stream, path_of, require_one_output, write_stream
from marktui.cli.shared.results import undo_hint
from marktui.cli.shared.session import open_session, run_async
from marktui.cli.shared.web_table import open_table
from marktui.cli.terminal.output import print_json
from marktui.cli.terminal.table import Giving, print_table
from marktui.hub.accounts.permissions import Permission
from marktui.hub.model.errors import UsageError
from marktui.hub.model.kind import Kind
from marktui.hub.web_hub.columns import Column
from marktui.sync.decide.web_hub import Exported, Wanted
from marktui.sync.decide.web_hub_files import Target
from marktui.sync.web_hub.export_plan import ADD, EDIT, ExportPlan
from marktui.wording.sync.web_hub import plan_words, since_words

_COLUMNS = ("id", "name", "year group", "class", "does", "")
_GIVING = Giving(cut=("", "name", "class"), drop=("year group",), keep=("id", "does"))
_PRINTED_ONLY = (
    "This does not count as exported: what reads it may lose a part, so the next export has the same again. "
    "To upload it, write it to a file."
)
_DOES = {ADD: "add", EDIT: "edit"}


@click.command()
@click.option("--template", metavar="FILE", required=True, help="The template downloaded from the web hub.")
@click.option("--out", metavar="DIR|FILE", default=".", help="Where to write; by default the current folder.")
@click.option("--since", type=int, metavar="NUMBER", help="What changed after this entry of the history.")
@click.option("--all", "everybody", is_flag=True, help="Everybody, changed or not.")
@click.option("--force", is_flag=True, help="Replace files of the same names.")
@click.option("--dry-run", is_flag=True, help="Only show what would be written.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def export(
    hub: str | None,
    template: str,
    out: str,
    since: int | None,
    everybody: bool,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Fill the web hub's template with what has changed.

    That is what has changed since the last export, or since another entry of the history. New pupils are
    added there (A), known ones edited (E); a list names those whose access is to be revoked. The template is
    what the web hub offers under Pupils, Import CSV, Download template. A file has 250 rows at most. To
    export the same again, undo the export.
    """
    if everybody and since is not None:
        raise UsageError("--all and --since do not go together.", "Leave one of them out.")
    to_stream = is_stream(out)
    if not dry_run:
        require_one_output(out if to_stream else None, as_json=as_json)
    session = open_session(hub)
    run_async(session.require(Permission.EXCHANGE))
    wanted = Wanted(template=open_table(template), since=since, everybody=everybody)
    if dry_run:
        done = Exported(None, run_async(session.web_hub.plan_export(wanted)))
    elif to_stream:
        done = run_async(session.web_hub.print_export(wanted, partial(write_stream, out)))
    else:
        target = Target(out=path_of(out, "--out"), is_folder=out.endswith("/"), replace=force)
        done = run_async(session.web_hub.export_pupils(wanted, target))
    if as_json:
        print_json(_document(done, dry_run=dry_run))
    elif not to_stream or dry_run:
        _print_pupils(done.plan, with_rows=dry_run)
    _print_end(done, wanted, dry_run=dry_run, err=as_json or (to_stream and not dry_run))
    if to_stream and not dry_run and done.plan.rows and done.entry is None:
        click.echo(_PRINTED_ONLY, err=True)


def _print_pupils(plan: ExportPlan, *, with_rows: bool) -> None:
    """Print who is written, left out, or to be revoked."""
    rows: list[tuple[object, ...]] = []
    if with_rows:
        rows += (
            (one.id, one.name, one.values[Column.YEAR_GROUP], one.values[Column.CLASS], _DOES[one.action], "")
            for one in plan.rows
        )
    rows += ((one.id, one.name, "", "", "left out", one.why) for one in plan.left_out)
    rows += ((one.id, one.name, "", one.class_name or "", "revoke", one.why) for one in plan.to_revoke)
    if rows:
        print_table(_COLUMNS, rows, _GIVING, prose=True)
        click.echo()


def _print_end(done: Exported, wanted: Wanted, *, dry_run: bool, err: bool) -> None:
    plan = done.plan
    since = since_words(plan, everybody=wanted.everybody)
    click.echo(f"{plan_words(plan) or 'Nothing to export'} ({since}).", err=err)
    for message in plan.messages:
        click.echo(message, err=True)
    for path, rows in zip(done.files, plan.files, strict=False):
        click.echo(f"Wrote {Kind.PUPIL.counted(len(rows))} to {path}.", err=True)
    if done.revoke_file:
        click.echo(f"Wrote those to revoke to {done.revoke_file}.", err=True)
    if dry_run:
        click.echo("Dry run: nothing was written.", err=err)
    elif done.entry is not None:
        click.echo(f"Entry {done.entry}. {undo_hint(done.entry)}", err=err)


def _document(done: Exported, *, dry_run: bool) -> dict[str, Any]:
    """The document of `marktui export --json`."""
    plan = done.plan
    document: dict[str, Any] = {
        "entry": done.entry,
        "since": plan.since,
        "added": plan.number(ADD),
        "edited": plan.number(EDIT),
        "left_out": plan.left_out,
        "revoke": plan.to_revoke,
        "files": [str(path) for path in done.files],
        "revoke_file": str(done.revoke_file) if done.revoke_file else None,
        "messages": plan.messages,
    }
    if dry_run:
        document["pupils"] = [{"id": one.id, "name": one.name, "action": one.action} for one in plan.rows]
    return document
