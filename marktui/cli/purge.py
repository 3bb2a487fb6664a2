"""`marktui leavers purge`: erase the people whose pending deletion is due, or who are in the history only."""

from collections.abc import Iterable, Sequence

import click

from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.next_command import next_command
from marktui.cli.terminal.output import print_json, print_table
from marktui.hub.model.errors import UsageError
from marktui.hub.model.record import Person
from marktui.hub.people.snapshot import Snapshot
from marktui.sync.decide.erase import Erasing

_ERASED = "Entry {}: {} erased from hub, history and backups for good."


@click.command()
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--yes", is_flag=True, help="Erase them for good.")
@click.option("--still-in-mis", is_flag=True, help="Also people whom the MIS has again.")
@click.option("--removed", is_flag=True, help="Who is in the history only, instead: all of them, or each ID.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def purge(
    hub: str | None,
    ids: tuple[str, ...],
    yes: bool,
    still_in_mis: bool,
    removed: bool,
    as_json: bool,
) -> None:
    """List whose deletion is due; with --yes erase them for good.

    They are taken out of hub, history and backups. An undo or a restore takes people out of the hub alone:
    --removed erases them from the rest. It cannot be taken back.
    """
    decisions = open_session(hub).decisions
    if removed:
        if still_in_mis:
            raise UsageError("--removed and --still-in-mis exclude each other.", "Leave out one of them.")
        _purge_removed(decisions, ids, yes=yes, as_json=as_json)
        return
    if ids:
        raise UsageError("Only --removed takes ids; a purge is for all who are due.", "Leave out the ids.")
    if doubt := run_async(decisions.clock_doubt()):
        click.echo(doubt, err=True)
    people = run_async(decisions.due())
    chosen = [one for one in people if still_in_mis or not one.is_synced]
    entry = None
    if yes and chosen:
        seen = [Snapshot.of(one) for one in chosen]
        entry = run_async(decisions.purge(seen, still_in_mis=still_in_mis))
    if as_json:
        _print_document("due", people, chosen if entry else [], entry)
        return
    _show(people, chosen, entry)
    others = run_async(decisions.former())
    if others:
        command = next_command("marktui leavers purge --removed")
        click.echo(f"In the history only: {len(others):,}. To see who: {command}")


def _purge_removed(decisions: Erasing, ids: Sequence[str], *, yes: bool, as_json: bool) -> None:
    people = run_async(decisions.former(ids))
    entry = run_async(decisions.purge_former([one.id for one in people])) if yes and people else None
    if as_json:
        _print_document("removed", people, people if entry else [], entry)
    elif entry is not None:
        click.echo(_ERASED.format(entry, _counted(people)))
    elif not people:
        click.echo("Nobody is in the history only.")
    else:
        rows = [(one.id, one.last_name, one.first_name) for one in people]
        print_table(("id", "last_name", "first_name"), rows)
        click.echo("Whoever of them the MIS still has is un-ticked in the next sync, once erased.")
        command = " ".join(("marktui leavers purge --removed --yes", *ids))
        click.echo(f"To erase {_counted(people)} for good: {next_command(command)}")


def _print_document(name: str, people: Iterable[Person], erased: Iterable[Person], entry: int | None) -> None:
    gone = [one.id for one in erased]
    print_json(
        {
            "entry": entry,
            "changed": gone,
            "unchanged": [one.id for one in people if one.id not in gone],
            name: [one.id for one in people],
        }
    )


def _show(people: Sequence[Person], chosen: Sequence[Person], entry: int | None) -> None:
    if not people:
        click.echo("Nobody is due.")
        return
    if entry is None:
        rows = [(one.id, one.last_name, one.first_name, one.deleting_on, one.status.value) for one in people]
        print_table(("id", "last_name", "first_name", "due since", "status"), rows)
    else:
        # Who they were is not told again: what this prints may be kept somewhere.
        click.echo(_ERASED.format(entry, _counted(chosen)))
    back = [one for one in people if one not in chosen]
    if back:
        command = next_command(f"marktui leavers cancel {' '.join(one.id for one in back)}")
        click.echo(f"{_counted(back)} in the MIS again, and left out; add --still-in-mis to erase them too.")
        click.echo(f"To cancel the deletion: {command}")
    if entry is None and chosen:
        command = "marktui leavers purge --yes" + (
            " --still-in-mis" if any(one.is_synced for one in chosen) else ""
        )
        click.echo(f"To erase {_counted(chosen)} for good: {next_command(command)}")


def _counted(people: Sequence[object]) -> str:
    return "1 person" if len(people) == 1 else f"{len(people):,} people"
