"""`marktui doctor`: is the hub sound, and what can be done about it."""

from collections.abc import Sequence

import click
from msgspec import structs

from marktui.cli.command import with_hub
from marktui.cli.output import print_json
from marktui.cli.work import open_session, run_async
from marktui.hub.error import Exit
from marktui.store.doctor import Checked


@click.command()
@click.option("--repair", is_flag=True, help="Put right what can be; a copy is kept of what is taken out.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def doctor(hub: str | None, repair: bool, as_json: bool) -> int:
    """Check the hub folder: files, permissions, records, history, backups, lock.

    Nothing is changed without --repair. Ends with 0 if the hub is sound, with 6 if it is damaged.
    """
    session = open_session(hub)
    upkeep = session.upkeep
    checked = run_async(upkeep.repair() if repair else upkeep.examine())
    is_sound = not any(one.grave and not one.mended for one in checked)
    if as_json:
        print_json({"sound": is_sound, "findings": [_document(one) for one in checked]})
    else:
        _print(checked)
        click.echo(f"The hub in {session.folder} is {'sound' if is_sound else 'not sound'}.")
    return int(Exit.DONE if is_sound else Exit.STORE)


def _document(checked: Checked) -> dict[str, object]:
    return structs.asdict(checked) | {"advice": with_hub(checked.advice)}


def _print(checked: Sequence[Checked]) -> None:
    for one in checked:
        sign = "repaired" if one.mended else ("damaged" if one.grave else "note")
        click.echo(f"{sign}: {one.sentence}")
        if one.advice:
            click.echo(f"  {with_hub(one.advice)}")
