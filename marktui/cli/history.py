"""`marktui history`: what happened, newest first."""

from collections.abc import Iterator, Sequence

import click

from marktui.cli.shared.session import open_session, run_at_once
from marktui.cli.terminal.output import GLYPHS, print_json
from marktui.cli.terminal.table import Giving, print_table
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.store.file.entry import Do, Entry
from marktui.sync.history.change_counts import entry_changes
from marktui.sync.history.listed_entries import (
    ChangedRecord,
    Search,
    describe_changes,
    listed_history,
    matching,
    with_former_classes,
)
from marktui.sync.history.named_records import Named, more_kept
from marktui.sync.history.undone import undone_by
from marktui.sync.session import Session
from marktui.wording.dates import moment_words
from marktui.wording.kinds import kind_word
from marktui.wording.sync.changes import DONE
from marktui.wording.sync.history import concerns, did_words, fields_words, remark, where_kept

_KINDS = {kind_word(kind): kind for kind in Kind}
_USUAL = 20
_GIVING = Giving(cut=("who", "concerns"), drop=("concerns", "who"), keep=("did",))
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

    It lists syncs, decisions and failures. With --run or --person it also shows how the records changed,
    and who was exported or kept.
    """
    session = open_session(hub)
    search = Search(person=person, number=number, kind=_KINDS[kind] if kind else None)
    is_usual = search == Search() and not (everything or as_json)
    held, every, number_of_all = run_at_once(_read(session, only_newest=is_usual))
    if as_json:
        print_json(listed_history(held, every, search))
        return
    found = matching(held, every, search)
    if not found:
        click.echo("The history has no such entry.", err=True)
        return
    shown = found if everything else found[:_USUAL]
    undone = undone_by(every)
    rows = [_row(entry, undone.get(entry.number or 0)) for entry in shown]
    print_table(_COLUMNS, rows, _GIVING, prose=True)
    if person is not None or number is not None:
        _print_records(with_former_classes(held, every), shown, search)
    if older := (number_of_all if is_usual else len(found)) - len(shown):
        click.echo(f"{older:,} older entries; --all shows them.", err=True)


async def _read(session: Session, *, only_newest: bool) -> tuple[Hub, Sequence[Entry], int]:
    """The hub, its history, and how many entries that has; of a long history only the newest are decoded."""
    hub = await session.load()
    if only_newest:
        return hub, *await session.store.newest(_USUAL)
    every = await session.store.history()
    return hub, every, len(every)


def _row(entry: Entry, undone: int | None) -> tuple[object, ...]:
    at, did = moment_words(entry.at), did_words(entry, entry_changes(entry), GLYPHS)
    told = concerns(entry.kinds), did, remark(entry, undone)
    return (entry.number, at, entry.what.value, entry.login, *told)


def _print_records(hub: Hub, entries: Sequence[Entry], search: Search) -> None:
    """Print the records that entries changed, and others that they name, as far as they are asked for."""
    rows = [row for entry in entries for row in _records_of(hub, entry, search)]
    if rows:
        click.echo()
        print_table(
            ("number", "id", "name", "did", "fields"), rows, Giving(cut=("name", "fields"), drop=("id",))
        )
    if more := sum(map(more_kept, entries)) if search.person is None else 0:
        click.echo(f"{more:,} more were kept.")


def _records_of(hub: Hub, entry: Entry, search: Search) -> Iterator[tuple[object, ...]]:
    for change in describe_changes(hub, entry.changes):
        yield entry.number, change.id, change.name, DONE[change.count], _fields(change)
    for one, said in search.named(entry, hub):
        yield entry.number, one.id, one.label, said.value, where_kept(entry) if said is Named.KEPT else ""


def _fields(change: ChangedRecord) -> str:
    """What changed; nothing for a record that was added or removed."""
    if change.do in (Do.CREATE, Do.REMOVE):
        return ""
    # Who is de-synced or brought back has another status without saying.
    said = ("status",) if change.do in (Do.DESYNC, Do.RETURN) else ()
    fields = {name: values for name, values in change.fields.items() if name not in said}
    return "; ".join(fields_words(fields, GLYPHS))
