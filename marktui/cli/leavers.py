"""`marktui leavers`: the people who have left, and the decisions about them."""

from collections.abc import Iterable, Mapping
from datetime import date

import click

from marktui.cli.shared.late_group import LateGroup, Verb
from marktui.cli.shared.paths import require_one_output, write_table
from marktui.cli.shared.session import open_session, run_at_once
from marktui.cli.terminal.output import print_json
from marktui.cli.terminal.table import Giving, print_table
from marktui.hub.leavers.waiting import awaits_review
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.listing import leaver_documents
from marktui.hub.model.record import Person, Pupil
from marktui.hub.model.roster import leavers as leavers_of
from marktui.hub.model.text import counted
from marktui.sync.session import Session
from marktui.wording.dates import short_day
from marktui.wording.people.reasons import SHORT_REASONS, decision_words

_GIVING = Giving(cut=("name", "class"), drop=("on", "year", "class"), keep=("id",))
_COLUMNS = ("id", "name", "year", "class", "why", "on", "decision")


VERBS: Mapping[str, Verb] = {
    "cancel": ("marktui.cli.leavers_decide:cancel", "Cancel pending deletions; people stay without access."),
    "delete": ("marktui.cli.leavers_decide:delete", "Delete people without access; pending for six months."),
    "grant": ("marktui.cli.leavers_decide:grant", "Grant people access again."),
    "keep": (
        "marktui.cli.leavers_decide:keep",
        "Keep people who have left, with a note, until a review date.",
    ),
    "match": ("marktui.cli.leavers_match:match", "Match a leaver who came back under another MIS id."),
    "purge": (
        "marktui.cli.leavers_purge:purge",
        "List who is due to be erased; erase them with --yes.",
    ),
    "revoke": (
        "marktui.cli.leavers_decide:revoke",
        "Revoke people's access: the first of two steps to delete.",
    ),
}
"""What can be decided: where it is, and what the list of verbs says of it."""


@click.group(cls=LateGroup, verbs=VERBS, invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--csv", "csv_file", metavar="FILE", help="Write a CSV file; - is standard output.")
@click.option("--summary", "as_summary", is_flag=True, help="Print them by year and reason, for paper.")
@click.option("--new", "only_new", is_flag=True, help="Only people de-synced by the last sync.")
@click.pass_context
def leavers(
    ctx: click.Context, as_json: bool, csv_file: str | None, as_summary: bool, only_new: bool
) -> None:
    """List people who have left, or decide about them.

    Deleting takes two steps: revoke, then delete. A deletion is pending for six months and can be cancelled.
    After that, `purge` erases the person from hub, history and backups for good.
    """
    if ctx.invoked_subcommand is not None:
        if as_json or csv_file is not None or as_summary or only_new:
            verb = ctx.invoked_subcommand
            raise UsageError(f"Options must come after {verb}.", f"See: marktui leavers {verb} --help")
        return
    if as_json and as_summary:
        raise UsageError("--json and --summary do not go together.", "Leave one of them out.")
    require_one_output(csv_file, as_json=as_json or as_summary)
    session = open_session(ctx.obj)
    held, people = run_at_once(_find(session, only_new=only_new))
    today = session.today
    if csv_file is not None:
        from marktui.wording.people.leavers_report import OFFICE_KEYS, for_the_office

        rows = for_the_office(held, people, today)
        write_table(csv_file, OFFICE_KEYS, rows, counted(len(rows), "leaver"))
    if as_json:
        print_json(leaver_documents(held, people))
    elif as_summary:
        from marktui.wording.people.leavers_report import summary

        click.echo("\n".join(summary(held, people, today)))
    elif csv_file is None:
        print_leavers(held, people, today)


async def _find(session: Session, *, only_new: bool) -> tuple[Hub, list[Person]]:
    held = await session.load()
    people = list(leavers_of(held))
    if only_new:
        from marktui.store.file.entry import Entry
        from marktui.sync.history.leavers import newly_desynced
        from marktui.sync.history.status import Attempts

        attempts = Attempts[Entry]()
        await session.store.history(attempts.take)
        new = {one.id for one in newly_desynced(held, attempts)}
        people = [one for one in people if one.id in new]
    return held, people


def print_leavers(hub: Hub, people: Iterable[Person], today: date) -> None:
    """Print leavers as a table."""
    print_table(_COLUMNS, [_row(hub, one, today) for one in people], _GIVING)


def _row(hub: Hub, one: Person, today: date) -> tuple[object, ...]:
    place = (one.year_group, hub.class_name(one)) if isinstance(one, Pupil) else ("", "staff")
    why, on = ("", "")
    if one.desync:
        why, on = SHORT_REASONS[one.desync.reason], short_day(one.desync.gone_on)
    return (
        one.id,
        one.sorted_name,
        *place,
        why,
        on,
        decision_words(one, is_undecided=awaits_review(one, today)),
    )
