"""`marktui leavers keep|revoke|grant|delete|cancel`: decisions about people who have left."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from marktui.cli.shared.people_file import listed_people
from marktui.cli.shared.results import DRY_RUN, undo_hint
from marktui.cli.shared.session import open_session, run_async
from marktui.cli.terminal.output import print_json
from marktui.cli.terminal.table import Giving, print_table
from marktui.hub.accounts.permissions import Permission
from marktui.hub.leavers.decisions import Decision, DecisionRequest, parse_review_day
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Person
from marktui.hub.people.snapshot import Snapshot
from marktui.sync.decide.hub_writer import DecisionResult
from marktui.wording.people.decisions import decided_words, deciding_words, unchanged_words

_NAMES = ("last name", "first name")
_GIVING = Giving(cut=_NAMES, drop=("status", "access"), keep=("id",))
_HELP = {
    Decision.KEEP: "Keep people who have left, with a note, until a review date.",
    Decision.REVOKE: "Revoke people's access: the first of two steps to delete.",
    Decision.GRANT: "Grant people access again.",
    Decision.DELETE: "Delete people without access; pending for six months.",
    Decision.CANCEL: "Cancel pending deletions; people stay without access.",
}


def _verb(decision: Decision) -> click.Command:
    """The command of one decision."""
    params: list[click.Parameter] = [
        click.Argument(["ids"], metavar="ID...", nargs=-1),
        click.Option(
            ["--from", "file"],
            type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
            metavar="FILE",
            help="Read people from a list: one id or full name a line, or CSV as `leavers --csv` writes it. "
            "Everything a line says about a person must be true.",
        ),
        click.Option(["--dry-run"], is_flag=True, help="Only show who would change."),
        click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON document."),
    ]
    if decision in (Decision.REVOKE, Decision.DELETE):
        still = "Include people who are still in the MIS."
        params.append(click.Option(["--still-in-mis"], is_flag=True, help=still))
    if decision is Decision.KEEP:
        params.append(click.Option(["--note"], metavar="TEXT", help="Why."))
        params.append(
            click.Option(
                ["--review"], metavar="DATE", help="When to decide again: 31/08/2027, 31 Aug 27, 6m."
            )
        )

    @click.pass_obj
    def run(hub: str | None, /, **given: Any) -> None:
        _decide(hub, decision, **given)

    return click.Command(decision.value, params=params, callback=run, help=_HELP[decision])


def _request(
    decision: Decision,
    today: date,
    *,
    still_in_mis: bool = False,
    note: str | None = None,
    review: str | None = None,
) -> DecisionRequest:
    return DecisionRequest(
        decision=decision,
        today=today,
        still_in_mis=still_in_mis,
        note=(note or "").strip() or None,
        review_on=None if review is None else parse_review_day(review.strip() or "?", today),
    )


def _decide(
    hub: str | None,
    decision: Decision,
    *,
    ids: Sequence[str],
    file: Path | None,
    dry_run: bool,
    as_json: bool,
    **details: Any,
) -> None:
    session = open_session(hub)
    request = _request(decision, session.today, **details)
    before = run_async(session.require(Permission.DECIDE))
    # Outside the event loop, so that a signal ends a read from a pipe that nobody writes to.
    listed = listed_people(file) if file else ()
    if not ids and not listed:
        raise UsageError("No people are named.", "Give the ids that `marktui leavers` shows, or --from FILE.")
    request = run_async(session.decisions.on_trusted_day(request))
    decided = run_async(session.decisions.decide(Snapshot.ids(ids), request, listed=listed, dry_run=dry_run))
    if as_json:
        print_json(decided)
        return
    if dry_run:
        _show_people(before, decided)
    _print_result(decided, request, dry_run=dry_run)


def _show_people(hub: Hub, decided: DecisionResult) -> None:
    people = [one for record_id in decided.changed if isinstance(one := hub.record(record_id), Person)]
    if people:
        rows = [
            (one.id, one.last_name, one.first_name, one.status.value.replace("_", " "), one.access.words)
            for one in people
        ]
        print_table(
            ("id", *_NAMES, "status", "access"),
            rows,
            _GIVING,
        )
        click.echo()


def _print_result(decided: DecisionResult, request: DecisionRequest, *, dry_run: bool) -> None:
    number = len(decided.changed)
    if number and decided.entry is None:
        click.echo(f"{deciding_words(number, request)}.")
    elif number:
        click.echo(f"Entry {decided.entry}: {decided_words(number, request)}.")
    if decided.unchanged:
        click.echo(f"{unchanged_words(len(decided.unchanged))}.")
    if dry_run:
        click.echo(DRY_RUN)
    elif decided.entry is not None:
        click.echo(undo_hint(decided.entry))


keep = _verb(Decision.KEEP)
revoke = _verb(Decision.REVOKE)
grant = _verb(Decision.GRANT)
delete = _verb(Decision.DELETE)
cancel = _verb(Decision.CANCEL)
