"""`marktui sync`: read, plan, show, apply."""

import click

from marktui.cli.shared.plan_report import plan_document, print_counts, print_outcome, print_plan
from marktui.cli.shared.session import can_ask, open_session, run_async
from marktui.cli.terminal.failure import CancelledByUserError
from marktui.cli.terminal.next_steps import with_steps
from marktui.cli.terminal.output import print_json
from marktui.cli.terminal.progress import ProgressPrinter
from marktui.hub.model.errors import Exit, UsageError
from marktui.hub.model.kind import Kind
from marktui.sync.model.plan import Plan
from marktui.sync.model.proposal import Outcome, Proposal
from marktui.sync.model.scope import Filter, Scope
from marktui.sync.run.engine import reasons_not_to_apply
from marktui.sync.run.events import Proposed, Saved
from marktui.sync.session import Session

_KINDS = {"all": tuple(Kind)} | {kind.word: (kind,) for kind in Kind}


@click.command()
@click.argument("kind", metavar="[KIND]", type=click.Choice(list(_KINDS)), default="all")
@click.option("--dry-run", is_flag=True, help="Show what would change and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--approve", metavar="PLAN", help="Apply exactly this held plan.")
@click.option(
    "--year-group", "year_groups", multiple=True, metavar="CODE", help="Only pupils of this year group."
)
@click.option("--class", "classes", multiple=True, metavar="NAME", help="Only pupils of this class.")
@click.option(
    "--import-teachers",
    type=click.Choice(["none", "all"]),
    default="none",
    help="What becomes of new teachers.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on standard output.")
@click.pass_obj
def sync(
    hub: str | None,
    kind: str,
    dry_run: bool,
    yes: bool,
    approve: str | None,
    year_groups: tuple[str, ...],
    classes: tuple[str, ...],
    import_teachers: str,
    as_json: bool,
) -> int:
    """Sync from the MIS: everything, or one KIND of records.

    KIND is all, teachers, year-groups, classes or pupils. A sync adds and updates; it never deletes. A big
    loss is held for approval (exit 3).
    """
    chosen = Filter(year_groups, classes)
    if chosen and Kind.PUPIL not in _KINDS[kind]:
        raise UsageError("--year-group and --class are for pupils.", "Leave them out, or sync pupils or all.")
    scope = Scope(kinds=_KINDS[kind], filter=chosen, import_teachers=import_teachers == "all")
    may_ask = not (dry_run or yes or approve or as_json) and can_ask()
    job = SyncJob(
        open_session(hub), scope, dry_run=dry_run, may_ask=may_ask, approve=approve, as_json=as_json
    )
    return int(job.run())


class SyncJob:
    """One headless sync: read, plan, show, apply.

    Args:
        session: Whose hub.
        scope: What to sync.
        dry_run: Whether to show only.
        may_ask: Whether somebody is there to be asked.
        approve: The id of the held plan to apply.
        as_json: Whether the result is one JSON document.
    """

    def __init__(
        self,
        session: Session,
        scope: Scope,
        *,
        dry_run: bool = False,
        may_ask: bool = False,
        approve: str | None = None,
        as_json: bool = False,
    ) -> None:
        self._session = session
        self._scope = scope
        self._dry_run = dry_run
        self._may_ask = may_ask
        self._approve = approve
        self._as_json = as_json
        self._progress = ProgressPrinter()
        self._shown = False
        self._attended = False
        """Whether a person has confirmed the plan."""

    def run(self) -> Exit:
        """Read and plan; then show, or ask and apply. The question stands outside the async work."""
        proposal = run_async(self._propose())
        plan = proposal.plan
        self._progress.say(with_steps(one.text, one.next) for one in plan.messages)
        if self._dry_run:
            held = plan.held if self._approve is None else reasons_not_to_apply(proposal, self._approve)
            outcome = Outcome(plan=plan, requests=proposal.reading.requests, seconds=0, held=held)
            return self._tell(outcome, with_changes=True)
        if self._may_ask and not plan.is_empty and not plan.held:
            self._show_plan(plan)
            if not click.confirm("Apply this?", default=False, err=True):
                raise CancelledByUserError
            self._attended = True
        outcome = run_async(self._save(proposal))
        return self._tell(outcome, with_changes=bool(outcome.held))

    def _show_plan(self, plan: Plan, *, with_changes: bool = True) -> None:
        """Show what a plan would change and its counts, once: what was shown before the question stands."""
        if not self._shown:
            if with_changes:
                print_plan(plan)
            print_counts(plan)
        self._shown = True

    async def _propose(self) -> Proposal:
        # A dry run changes no file, and so leaves the report to support as it was.
        sync = self._session.sync(await self._session.load(), observes=not self._dry_run)
        with self._progress:
            async for happened in sync.propose(self._scope):
                self._progress.show(happened)
        assert isinstance(happened, Proposed)  # noqa: S101 - the stream ends so
        return happened.proposal

    async def _save(self, proposal: Proposal) -> Outcome:
        sync = self._session.sync(proposal.plan.hub)
        with self._progress:
            async for happened in sync.save(proposal, self._approve, attended=self._attended):
                self._progress.show(happened)
        assert isinstance(happened, Saved)  # noqa: S101 - the stream ends so
        return happened.outcome

    def _tell(self, outcome: Outcome, *, with_changes: bool) -> Exit:
        if self._as_json:
            print_json(plan_document(outcome, with_changes=with_changes))
        else:
            self._show_plan(outcome.plan, with_changes=with_changes)
        print_outcome(outcome, dry_run=self._dry_run, err=self._as_json)
        return Exit.HELD if outcome.held else Exit.DONE
