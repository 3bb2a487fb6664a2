"""`marktui sync`: read, plan, show, apply."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import click

from marktui.cli.shared.paths import (
    is_stream,
    leaving_output_to,
    path_of,
    require_one_output,
    write_stream,
)
from marktui.cli.shared.plan_report import plan_document, print_counts, print_outcome, print_plan
from marktui.cli.shared.session import can_ask, open_session, run_async
from marktui.cli.terminal.failure import CancelledByUserError
from marktui.cli.terminal.next_steps import with_steps
from marktui.cli.terminal.output import print_json
from marktui.cli.terminal.progress import ProgressPrinter
from marktui.connectors.files.source.places import would_read
from marktui.connectors.mis import RejectedRows
from marktui.hub.model.errors import Exit, UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.sync.model.plan import Plan
from marktui.sync.model.proposal import Outcome, Proposal
from marktui.sync.model.scope import Filter, Scope
from marktui.sync.run.engine import reasons_not_to_apply
from marktui.sync.run.events import Event, Proposed, Saved
from marktui.sync.run.rejected_rows import rejected_csv, rejected_words
from marktui.sync.session import Session
from marktui.wording.kinds import kind_word

_KINDS = {"all": tuple(Kind)} | {kind_word(kind): (kind,) for kind in Kind}


@click.command()
@click.argument("kind", metavar="[KIND]", type=click.Choice(list(_KINDS)), default="all")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--yes", is_flag=True, help="Apply without asking.")
@click.option("--approve", metavar="PLAN", help="Apply exactly this held plan.")
@click.option(
    "--year-group", "year_groups", multiple=True, metavar="CODE", help="Only pupils of this year group."
)
@click.option("--class", "classes", multiple=True, metavar="NAME", help="Only pupils of this class.")
@click.option(
    "--import-teachers", type=click.Choice(["none", "all"]), default="none", help="Which new teachers to add."
)
@click.option("--whole-school", is_flag=True, help="This time, people missing from the files have left.")
@click.option("--rejected", metavar="FILE", help="Write the rows of files that cannot be used to this file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
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
    whole_school: bool,
    rejected: str | None,
    as_json: bool,
) -> int:
    """Sync from the MIS: everything, or one KIND of records.

    KIND is all, teachers, year-groups, classes or pupils. A sync adds and updates; it never deletes. If many
    people would be lost, it is held for approval (exit 3).
    """
    chosen = Filter(year_groups, classes)
    if chosen and Kind.PUPIL not in _KINDS[kind]:
        raise UsageError("--year-group and --class are for pupils.", "Leave them out, or sync pupils or all.")
    scope = Scope(_KINDS[kind], chosen, import_teachers == "all", whole_school)
    may_ask = not (dry_run or yes or approve or as_json) and can_ask()
    require_one_output(rejected, as_json=as_json)
    return int(SyncJob(open_session(hub), scope, dry_run, may_ask, approve, as_json, rejected).run())


@dataclass
class SyncJob:
    """One sync without the interface: read, plan, show, apply."""

    session: Session
    scope: Scope
    dry_run: bool = False
    may_ask: bool = False
    """Whether there is somebody to ask."""
    approve: str | None = None
    """The id of the held plan to apply."""
    as_json: bool = False
    rejected: str | None = None
    """The file for rows of files that cannot be used, if a person named one."""

    def __post_init__(self) -> None:
        self._rejected_path = (
            path_of(self.rejected, "--rejected") if self.rejected and not is_stream(self.rejected) else None
        )
        self._rejected_rows = b""
        """Those that a stream gets."""
        self._progress = ProgressPrinter()
        self._is_shown = False
        self._attended = False
        """Whether a person has confirmed the plan."""

    def run(self) -> Exit:
        """Read and plan, then show, or ask and apply. It asks outside the event loop."""
        proposal = run_async(self._progress.follow(self._propose()))
        plan = proposal.plan
        if self.rejected and self._rejected_rows:
            write_stream(self.rejected, self._rejected_rows)
        self._progress.say(with_steps(one.text, one.next) for one in plan.messages)
        if self.dry_run:
            held = plan.held if self.approve is None else reasons_not_to_apply(proposal, self.approve)
            outcome = Outcome(plan=plan, requests=proposal.reading.requests, seconds=0, held=held)
            return self._report(outcome, with_changes=True)
        if self.may_ask and not plan.is_empty and not plan.held:
            self._show_plan(plan)
            if not click.confirm("Apply this?", default=False, err=True):
                raise CancelledByUserError
            self._attended = True
        outcome = run_async(self._progress.follow(self._save(proposal)))
        return self._report(outcome, with_changes=bool(outcome.held))

    def _show_plan(self, plan: Plan, *, with_changes: bool = True) -> None:
        """Show what a plan would change, and its counts, unless they were shown before the question."""
        if not self._is_shown:
            with leaving_output_to(self.rejected):
                if with_changes:
                    print_plan(plan)
                print_counts(plan)
        self._is_shown = True

    async def _propose(self) -> Proposal:
        # A dry run changes no file, not even the report for support.
        hub = await self.session.load()
        self._require_files(hub)
        rejected = self._keep_rejected if self.rejected and not self._rejected_path else self._rejected_path
        sync = self.session.sync(hub, observes=not self.dry_run, rejected=rejected)
        end = await self._follow(sync.propose(self.scope))
        assert isinstance(end, Proposed)  # noqa: S101 - the stream ends so
        return end.proposal

    def _keep_rejected(self, rejected: Sequence[RejectedRows]) -> str:
        self._rejected_rows = rejected_csv(rejected)
        return rejected_words(rejected)

    def _require_files(self, hub: Hub) -> None:
        """Refuse what is said of files where the hub reads a service, and to write over what it reads."""
        if hub.connection is None:
            return
        if hub.connection.connector == "files":
            path = self._rejected_path
            if path and would_read(hub.connection.settings["source"], path):
                raise UsageError(f"The next sync would read {path} as an export.", "Choose another folder.")
            return
        for name, is_given in (("whole-school", self.scope.whole_school), ("rejected", self.rejected)):
            if is_given:
                raise UsageError(f"--{name} is for a hub that is connected to files.", "Leave it out.")

    async def _save(self, proposal: Proposal) -> Outcome:
        sync = self.session.sync(proposal.plan.hub)
        end = await self._follow(sync.save(proposal, self.approve, attended=self._attended))
        assert isinstance(end, Saved)  # noqa: S101 - the stream ends so
        return end.outcome

    async def _follow(self, events: AsyncIterator[Event]) -> Event:
        """Show the events of a sync; gives the last one."""
        with self._progress:
            async for event in events:
                self._progress.show(event)
        return event

    def _report(self, outcome: Outcome, *, with_changes: bool) -> Exit:
        if self.as_json:
            print_json(plan_document(outcome, with_changes=with_changes))
        else:
            self._show_plan(outcome.plan, with_changes=with_changes)
        with leaving_output_to(self.rejected):
            print_outcome(outcome, dry_run=self.dry_run, err=self.as_json)
        return Exit.HELD if outcome.held else Exit.DONE
