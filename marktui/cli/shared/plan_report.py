"""What a sync would do or did, as a JSON document and as text."""

import shlex
from typing import Any

import click
from msgspec import structs

from marktui.cli.terminal.output import GLYPHS
from marktui.cli.terminal.table import Giving, print_table
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access
from marktui.hub.model.setup_order import why_closed
from marktui.store.file.entry import Counts, Do
from marktui.sync.model.change_counts import count_of
from marktui.sync.model.pair import Change
from marktui.sync.model.plan import Plan, first_unticked, pending_in_mis, returned
from marktui.sync.model.proposal import Outcome
from marktui.sync.model.scope import Scope
from marktui.sync.review.new_school_year import new_school_year
from marktui.wording.kinds import kind_heading, kind_word
from marktui.wording.next_command import next_command
from marktui.wording.people.left_alone import left_alone_by_reason
from marktui.wording.sync.changes import COUNTED, DONE, done_words
from marktui.wording.sync.history import fields_words
from marktui.wording.sync.new_school_year import new_school_year_words

_SHOWN = Counts.__struct_fields__
_GIVING = Giving(cut=("name", "why"), drop=("kind",), keep=("what",))
_DOCUMENT_ORDER = (Kind.PUPIL, Kind.TEACHER, Kind.CLASS, Kind.YEAR_GROUP)


def plan_document(outcome: Outcome, *, with_changes: bool) -> dict[str, Any]:
    """The document of `marktui sync --json`, for a dry run, a held and an applied plan alike."""
    plan = outcome.plan
    document: dict[str, Any] = {
        "plan": plan.id,
        "applied": outcome.applied,
        "run": outcome.run,
        "held": {"reasons": list(outcome.held), "approve": plan.id} if outcome.held else None,
        "connector": plan.connector,
        "requests": outcome.requests,
    }
    for kind in _DOCUMENT_ORDER:
        part = plan.part(kind)
        document[kind.plural] = structs.asdict(part.counts) if part else None
    if with_changes:
        document["changes"] = [_change(change) for change in plan.changes]
    return document


def print_plan(plan: Plan) -> None:
    """Print what a plan would change, one line for each record."""
    rows = [
        (
            change.kind.noun,
            DONE[count_of(change)],
            change.after.label,
            _details(change),
        )
        for change in plan.changes
    ]
    if rows:
        print_table(("kind", "what", "name", "why"), rows, _GIVING)
        click.echo()


def print_outcome(outcome: Outcome, *, dry_run: bool, err: bool) -> None:
    """Print how the sync ended, and what can be done next.

    Args:
        outcome: What came of the sync.
        dry_run: Whether it was a dry run.
        err: Whether to print on standard error, as the document is on standard output.
    """
    for sentence in (*_closing(outcome, dry_run=dry_run), *_offers(outcome.plan)):
        click.echo(sentence, err=err)


def _closing(outcome: Outcome, *, dry_run: bool) -> list[str]:
    plan = outcome.plan
    if outcome.held:
        how = f"If this is right: {next_command(shlex.join((*sync_words(plan.scope), '--approve', plan.id)))}"
        return ["Held for approval: nothing was changed.", *outcome.held, *_september(plan), how]
    if dry_run:
        return [f"Dry run of plan {plan.id}: nothing was changed.", *_september(plan)]
    if outcome.run is None:
        sentences = ["Nothing to change."]
    else:
        sentences = [f"Run {outcome.run} saved: {done_words(plan.change_counts)}."]
    if outcome.resync_pupils:
        sentences.append(
            "Now re-sync pupils."
            if why_closed(plan.after, Kind.PUPIL)
            else f"Now re-sync pupils: {next_command('marktui sync pupils')}"
        )
    return sentences


def _september(plan: Plan) -> list[str]:
    """What the plan of a new school year does, as a sentence; nothing for any other plan."""
    year = new_school_year(plan)
    return [new_school_year_words(year)] if year else []


def sync_words(scope: Scope) -> list[str]:
    """The command that syncs a scope."""
    words = ["marktui", "sync", kind_word(scope.kinds[0]) if len(scope.kinds) == 1 else "all"]
    for code in scope.filter.year_groups:
        words += ["--year-group", code]
    for name in scope.filter.classes:
        words += ["--class", name]
    if scope.import_teachers:
        words += ["--import-teachers", "all"]
    if scope.whole_school:
        words.append("--whole-school")
    return words


def _offers(plan: Plan) -> list[str]:
    """What a person may want to do about the people in the messages of the plan."""
    pending = [one.id for one in pending_in_mis(plan)]
    without_access = [one.id for one in returned(plan) if one.access is Access.WITHOUT_ACCESS]
    undecided = sum(part.counts.may_match for part in plan.kinds if part.kind in (Kind.PUPIL, Kind.TEACHER))
    unticked = sum(first_unticked(part, plan) for part in plan.kinds)
    importing = sync_words(structs.replace(plan.scope, import_teachers=True))[1:]
    offers = (
        (unticked, "To import the new teachers as well", importing),
        (undecided, "To say that they are the same", ["match", "MIS_ID", "ID"]),
        (undecided, "To say that they are not", ["unmatch", "MIS_ID", "ID"]),
        (pending, "To cancel the deletion", ["leavers", "cancel", *pending]),
        (without_access, "Returned without access. To grant it", ["leavers", "grant", *without_access]),
    )
    return [f"{what}: {next_command(shlex.join(('marktui', *words)))}" for who, what, words in offers if who]


def print_counts(plan: Plan) -> None:
    """Print the counts of a plan, one column for each kind, and why rows are left alone."""
    rows = [(COUNTED[name], *(getattr(part.counts, name) for part in plan.kinds)) for name in _SHOWN]
    print_table(("", *(kind_heading(part.kind) for part in plan.kinds)), rows)
    alone = [
        f"{part.kind.counted(number)} ({why})"
        for part in plan.kinds
        for number, why in left_alone_by_reason(part)
    ]
    if alone:
        click.echo(f"Left alone: {'; '.join(alone)}.")


def _change(change: Change) -> dict[str, Any]:
    link = change.after.link
    return {
        "kind": change.kind.value,
        "id": None if change.do is Do.CREATE else change.after.id,
        "mis_id": link.mis_id if link else None,
        "name": change.after.label,
        "do": change.do.value,
        "why": change.why,
        "fields": {name: list(values) for name, values in change.fields.items()},
    }


def _details(change: Change) -> str:
    """What changes; of a record that comes, goes or is linked the reason."""
    if change.do is not Do.UPDATE or count_of(change) == "linked":
        return change.why
    return "; ".join(fields_words(change.fields, GLYPHS))
