"""`marktui history`: what happened, newest first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import click

from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.output import print_json, print_table
from marktui.hub.model.kind import Kind
from marktui.sync.history.listed_entries import Search, listed_history
from marktui.wording.dates import moment_words
from marktui.wording.kinds import kind_word

_KINDS = {kind_word(kind): kind for kind in Kind}
_USUAL = 20
_COLUMNS = ("number", "when", "what", "who", "concerns", "did", "")


@click.command()
@click.option("--person", metavar="ID|NAME", help="Only what concerns one record: its id, or part of a name.")
@click.option("--run", "number", type=int, metavar="NUMBER", help="Only this entry.")
@click.option("--kind", "kind", type=click.Choice(list(_KINDS)), help="Only what concerns this kind.")
@click.option("--all", "everything", is_flag=True, help=f"All entries, not only the newest {_USUAL}.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, with every entry.")
@click.pass_obj
def history(
    hub: str | None, person: str | None, number: int | None, kind: str | None, everything: bool, as_json: bool
) -> None:
    """Show what happened, newest first.

    It lists syncs, decisions and failures. With --run or --person it also shows how the records changed.
    """
    session = open_session(hub)
    search = Search(person=person, number=number, kind=_KINDS[kind] if kind else None)

    async def work() -> list[dict[str, Any]]:
        held = await session.load()
        return listed_history(held, await session.history(), search)

    entries = run_async(work())
    if as_json:
        print_json(entries)
        return
    if not entries:
        click.echo("The history has no such entry.", err=True)
        return
    shown = entries if everything else entries[:_USUAL]
    print_table(_COLUMNS, [_row(entry) for entry in shown])
    if person is not None or number is not None:
        _print_changes(shown)
    if len(entries) > len(shown):
        click.echo(f"{len(entries) - len(shown):,} older entries; --all shows them.", err=True)


def _row(entry: dict[str, Any]) -> tuple[object, ...]:
    remark = f"undone by {entry['undone_by']}" if entry["undone_by"] else entry["text"] or ""
    if entry["undoes"]:
        remark = f"of entry {entry['undoes']}{f', {remark}' if remark else ''}"
    kinds = [kind.replace("_", " ") for kind in entry["kinds"]]
    at = moment_words(datetime.fromisoformat(entry["at"]))
    return (entry["number"], at, entry["what"], entry["login"], kinds, _did(entry), remark)


def _did(entry: dict[str, Any]) -> str:
    if entry["what"] == "purge":
        return f"{entry['erased']} erased"
    return f"{len(entry['changes']):,} changed" if entry["changes"] else ""


def _print_changes(entries: Sequence[dict[str, Any]]) -> None:
    rows = [
        (entry["number"], one["id"], one["name"], one["do"], _fields(one))
        for entry in entries
        for one in entry["changes"]
    ]
    if rows:
        click.echo()
        print_table(("number", "id", "name", "do", "fields"), rows)


def _fields(change: Mapping[str, Any]) -> str:
    """What changed; nothing for a record that was added or removed."""
    if change["do"] in ("create", "remove"):
        return ""
    fields: Mapping[str, Sequence[str | None]] = change["fields"]
    return "; ".join(f"{name}: {old or '-'} > {new or '-'}" for name, (old, new) in fields.items())
