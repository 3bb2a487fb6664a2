"""What a review says in words: what was read, what saving would do, and what stands in the way."""

from collections.abc import Iterable, Sequence
from datetime import date

from marktui.hub.model.intake import SchoolYearStart, school_year, start_year
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import counted, enumerated
from marktui.store.disk.errors import ChangedElsewhereError
from marktui.store.file.entry import Counts
from marktui.sync.history.change_counts import count_of, planned_changes
from marktui.sync.model.pair import Change, Pair, PairStatus
from marktui.sync.model.plan import KindPlan, Plan
from marktui.sync.model.scope import Filter, Scope
from marktui.tui.common.text.next_steps import with_steps
from marktui.tui.common.text.words import OUTDATED, failure_words, listed
from marktui.wording.changes import DONE, does_words

FORGOTTEN = "What you ticked, matched or unmatched is forgotten. The hub stays as it is."
"""What leaving a review means."""
"""What to know before a review is discarded."""


def read_words(kind: Kind, scope: Scope, counts: Counts) -> str:
    """How much was read, and to what the sync is limited: `1,210 pupils read, limited to Year 4`."""
    limit = f", limited to {limit_words(scope.filter)}" if scope.filter and kind is Kind.PUPIL else ""
    return f"{kind.counted(counts.read)} read{limit}."


def save_words(part: KindPlan) -> str:
    """What saving would do: `Saving adds 31, changes 64, de-syncs 12; 1 left alone`."""
    parts = does_words(planned_changes(part.changes))
    left = part.counts.left_alone
    rest = f"; {left:,} left alone" if left else ""
    waiting = undecided(part)
    asked = f", {waiting:,} to decide" if waiting else ""
    return f"Saving {parts or 'changes nothing'}{rest}{asked}."


def school_year_words(start: SchoolYearStart, today: date) -> str:
    """Which school year the MIS is in, and whether it started this year or last year."""
    said = "this year" if start is SchoolYearStart.THIS_YEAR else "last year"
    return f"School year {school_year(start_year(start, today))}, started {said}."


def undecided(part: KindPlan) -> int:
    """How many lines wait for a decision; a save leaves them alone."""
    return sum(pair.status is PairStatus.MAY_MATCH and pair.change is None for pair in part.pairs)


def nobody_words(pair: Pair) -> str:
    """Why the window to match does not open: there is nobody to choose from."""
    if pair.row is None:
        return "Every row of the MIS that could be matched by hand has its record already."
    return "Every record of the hub that could be matched by hand has its row already."


def limit_words(limit: Filter) -> str:
    """The pupils that a filter lets through: `Year 4, class 5A`; all of them where there is none."""
    years = (f"Year {code}" if code.isdecimal() else code for code in limit.year_groups)
    return listed((*years, *(f"class {name}" for name in limit.classes))) or "all pupils"


def notices(plan: Plan, *, is_outdated: bool = False) -> str:
    """Why the plan cannot be saved or would be held, and what else a person should know, in one line."""
    held = [f"Will be held for approval: {reason}" for reason in plan.held]
    return _first(
        (
            *((OUTDATED,) if is_outdated else ()),
            *held,
            *(with_steps(one.text, one.next) for one in plan.messages),
        )
    )


def unsaved_question(number: int) -> str:
    """The question before marktui is left with decisions that are not saved."""
    return f"{counted(number, 'decision is', 'decisions are')} not saved. Leave without saving?"


def discard_question(number: int) -> str:
    """The question before a review is discarded in which something was decided."""
    return f"{counted(number, 'decision is', 'decisions are')} not saved. Discard this review?"


def lapsed_words(number: int) -> str:
    """What to say of decisions that have nothing left to decide."""
    lapsed = counted(number, "decision no longer applies", "decisions no longer apply")
    return f"{lapsed}; the others were kept."


def failed_words(error: BaseException) -> str:
    """Why a save came to nothing, and what to do about it; the review stays open."""
    why = OUTDATED if isinstance(error, ChangedElsewhereError) else failure_words(error)
    return f"Nothing was saved. {why}"


def changes_by_action(changes: Sequence[Change], limit: int) -> str:
    """The records that a run would change, a line for each action, with the first few names."""
    lines = []
    for count in ("desynced", "changed", "linked", "returned", "added"):
        names = [change.after.label for change in changes if count_of(change) == count]
        if names:
            lines.append(f"{len(names):,} {DONE[count]}: {enumerated(names, limit)}")
    return "\n".join(lines)


def _first(sentences: Iterable[str]) -> str:
    every = list(sentences)
    if len(every) < 2:
        return "".join(every)
    return f"{every[0]} ({len(every) - 1} more: L)"
