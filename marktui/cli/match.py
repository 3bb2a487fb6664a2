"""`marktui match` and `marktui unmatch`: decide about possible matches of a sync."""

from collections.abc import Callable

import click

from marktui.cli.choices import choice_document
from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.output import print_json
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.school import MatchChoice, UnmatchChoice
from marktui.sync.decide.pair_choices import not_same, same
from marktui.sync.decide.remembered import Remembered, remembered
from marktui.wording.kinds import kind_word
from marktui.wording.next_command import next_command

_KINDS = {kind_word(Kind.PUPIL): Kind.PUPIL, kind_word(Kind.TEACHER): Kind.TEACHER}


@click.command()
@click.argument("mis_id", metavar="MIS_ID")
@click.argument("record_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def match(hub: str | None, mis_id: str, record_id: str, as_json: bool) -> None:
    """Say that a row of the MIS and a record are the same.

    MIS_ID is the row's id in the MIS, ID the record's id in the hub. A sync names both where it reports that
    they may match. The next sync links the row to the record.
    """
    _decide(hub, lambda now: same(now, mis_id, record_id), as_json=as_json)


@click.command()
@click.argument("mis_id", metavar="MIS_ID")
@click.argument("other", metavar="OTHER")
@click.option(
    "--kind",
    type=click.Choice(list(_KINDS)),
    default=kind_word(Kind.PUPIL),
    help="What two rows are.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def unmatch(hub: str | None, mis_id: str, other: str, kind: str, as_json: bool) -> None:
    """Say that a row of the MIS is somebody else.

    MIS_ID is the row's id in the MIS. OTHER is the id of the record that it does not belong to; or the MIS id
    of another row, if two rows look like one person but are two. Every later sync remembers this.
    """
    _decide(hub, lambda now: not_same(now, mis_id, other, _KINDS[kind]), as_json=as_json)


def _decide(folder: str | None, say: Callable[[Hub], MatchChoice | UnmatchChoice], *, as_json: bool) -> None:
    session = open_session(folder)

    async def work() -> Remembered:
        said = await session.decisions.pair(say)
        return next(one for one in remembered(await session.load()) if one.choice == said)

    noted = run_async(work())
    if as_json:
        print_json(choice_document(noted))
        return
    click.echo(f"Remembered for MIS id {noted.mis_id}: {noted.words}")
    click.echo(f"To forget it: {next_command(f'marktui choices forget {noted.number}')}")
