"""`marktui leavers purge`: erase the people whose pending deletion is due."""

from collections.abc import Sequence

import click

from marktui.cli.command import next_command
from marktui.cli.output import print_json, print_table
from marktui.cli.work import open_session, run_async
from marktui.hub.record import Person


@click.command()
@click.option("--yes", is_flag=True, help="Erase them for good.")
@click.option("--still-in-mis", is_flag=True, help="Also people whom the MIS has again.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def purge(hub: str | None, yes: bool, still_in_mis: bool, as_json: bool) -> None:
    """List whose deletion is due; with --yes erase them for good.

    They are taken out of hub, history and backups. It cannot be taken back.
    """
    ledger = open_session(hub).ledger
    people = run_async(ledger.due())
    chosen = [one for one in people if still_in_mis or not one.is_synced]
    entry = None
    if yes and chosen:
        entry = run_async(ledger.purge([one.id for one in chosen], still_in_mis=still_in_mis))
    if as_json:
        print_json(_document(people, chosen if entry else [], entry))
    else:
        _show(people, chosen, entry)


def _document(people: Sequence[Person], erased: Sequence[Person], entry: int | None) -> dict[str, object]:
    gone = {one.id for one in erased}
    return {
        "entry": entry,
        "changed": [one.id for one in erased],
        "unchanged": [one.id for one in people if one.id not in gone],
        "due": [one.id for one in people],
    }


def _show(people: Sequence[Person], chosen: Sequence[Person], entry: int | None) -> None:
    if not people:
        click.echo("Nobody is due.")
        return
    if entry is None:
        rows = [(one.id, one.last_name, one.first_name, one.deleting_on, one.status.value) for one in people]
        print_table(("id", "last_name", "first_name", "due since", "status"), rows)
    else:
        # Who they were is not told again: what this prints may be kept somewhere.
        click.echo(f"Entry {entry}: {_people(chosen)} erased from hub, history and backups for good.")
    back = [one for one in people if one not in chosen]
    if back:
        command = next_command(f"marktui leavers cancel {' '.join(one.id for one in back)}")
        click.echo(f"{_people(back)} in the MIS again, and left out; add --still-in-mis to erase them too.")
        click.echo(f"To cancel the deletion: {command}")
    if entry is None and chosen:
        command = "marktui leavers purge --yes" + (
            " --still-in-mis" if any(one.is_synced for one in chosen) else ""
        )
        click.echo(f"To erase {_people(chosen)} for good: {next_command(command)}")


def _people(people: Sequence[Person]) -> str:
    return "1 person" if len(people) == 1 else f"{len(people):,} people"
