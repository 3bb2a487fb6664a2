"""`marktui leavers purge`: erase people whose deletion is due, or who are only left in the history."""

from collections.abc import Iterable, Sequence

import click

from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.output import print_json
from marktui.cli.terminal.table import Giving, print_table
from marktui.hub.model.errors import UsageError
from marktui.hub.model.record import Person
from marktui.hub.people.snapshot import Snapshot
from marktui.sync.decide.erase import Erasing
from marktui.wording.next_command import next_command
from marktui.wording.people.decisions import erased_words, people_are, people_words

_NAMES = ("last name", "first name")
_GIVING = Giving(cut=_NAMES, drop=("status",), keep=("id",))


@click.command()
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--yes", is_flag=True, help="Erase them for good.")
@click.option("--still-in-mis", is_flag=True, help="Include people who are back in the MIS.")
@click.option(
    "--removed",
    is_flag=True,
    help="Erase people who are only left in the history: all, or those with these ids.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def purge(
    hub: str | None, ids: tuple[str, ...], yes: bool, still_in_mis: bool, removed: bool, as_json: bool
) -> None:
    """List who is due to be erased; erase them with --yes.

    They are erased from hub, history and backups. This cannot be undone. An undo or a restore removes people
    from the hub only: --removed erases them from the history and the backups too.
    """
    decisions = open_session(hub).decisions
    if removed:
        if still_in_mis:
            raise UsageError("--removed and --still-in-mis do not go together.", "Leave one of them out.")
        _purge_removed(decisions, ids, yes=yes, as_json=as_json)
        return
    if ids:
        raise UsageError("Ids are only for --removed; a purge is for all who are due.", "Leave the ids out.")
    if doubt := run_async(decisions.clock_doubt()):
        click.echo(doubt, err=True)
    people = run_async(decisions.due())
    chosen = [one for one in people if still_in_mis or not one.is_synced]
    entry = None
    if yes and chosen:
        entry = run_async(decisions.purge([*map(Snapshot.of, chosen)], still_in_mis=still_in_mis))
    if as_json:
        _print_document("due", people, chosen if entry else [], entry)
        return
    _show(people, chosen, entry)
    if others := run_async(decisions.former()):
        command = next_command("marktui leavers purge --removed")
        click.echo(f"Only left in the history: {people_words(len(others))}. To see who: {command}")


def _purge_removed(decisions: Erasing, ids: Sequence[str], *, yes: bool, as_json: bool) -> None:
    people = run_async(decisions.former(ids))
    entry = run_async(decisions.purge_former([one.id for one in people])) if yes and people else None
    if as_json:
        _print_document("removed", people, people if entry else [], entry)
    elif entry is not None:
        click.echo(erased_words(len(people), entry))
    elif not people:
        click.echo("No removed people are left in the history.")
    else:
        print_table(("id", *_NAMES), [(one.id, one.last_name, one.first_name) for one in people], _GIVING)
        click.echo("If the MIS still has one of them, the next sync will show them un-ticked.")
        _offer(people, "--removed", "--yes", *ids)


def _print_document(name: str, people: Iterable[Person], erased: Iterable[Person], entry: int | None) -> None:
    due, gone = [one.id for one in people], [one.id for one in erased]
    kept = [one for one in due if one not in gone]
    print_json({"entry": entry, "changed": gone, "unchanged": kept, name: due})


def _show(people: Sequence[Person], chosen: Sequence[Person], entry: int | None) -> None:
    if not people:
        click.echo("No deletion is due.")
        return
    if entry is None:
        rows = [(one.id, one.last_name, one.first_name, one.deleting_on, one.status.value) for one in people]
        print_table(("id", *_NAMES, "due since", "status"), rows, _GIVING)
    else:
        # Without names: what this prints may be kept somewhere.
        click.echo(erased_words(len(chosen), entry))
    back = [one for one in people if one not in chosen]
    if back:
        command = next_command(" ".join(("marktui leavers cancel", *(one.id for one in back))))
        click.echo(f"{people_are(len(back))} back in the MIS and left out; --still-in-mis erases them too.")
        click.echo(f"To cancel the deletion: {command}")
    if entry is None and chosen:
        _offer(chosen, "--yes", *(["--still-in-mis"] if any(one.is_synced for one in chosen) else []))


def _offer(people: Sequence[Person], *options: str) -> None:
    command = next_command(" ".join(("marktui leavers purge", *options)))
    click.echo(f"To erase {people_words(len(people))} for good: {command}")
