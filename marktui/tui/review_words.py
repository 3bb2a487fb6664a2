"""What a review says in words: what was read, what saving would do, and what one line is about."""

from collections.abc import Iterable, Sequence

from marktui.hub.error import MarktuiError
from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.store.error import ChangedElsewhereError
from marktui.sync.pair import Change, Do, Pair, PairStatus
from marktui.sync.plan import Counts, KindPlan, Plan
from marktui.tui.review_row import field_words, status_word, why
from marktui.tui.words import OUTDATED, counted, listed

_DOES = {Do.CREATE: "adds", Do.UPDATE: "changes", Do.DESYNC: "de-syncs", Do.RETURN: "brings back"}

_DONE = {Do.CREATE: "added", Do.UPDATE: "changed", Do.DESYNC: "de-synced", Do.RETURN: "brought back"}


def read_words(kind: Kind, counts: Counts) -> str:
    """What was read: `1,210 pupils read: 31 new, 1 may match, 1,178 synced`."""
    parts = listed(
        (
            counted(counts.may_match, "may match"),
            counted(counts.clash, "in a clash"),
            counted(counts.invalid, "invalid"),
            counted(counts.new, "new"),
            counted(counts.matched, "matched"),
            counted(counts.synced, "synced"),
        )
    )
    rest = f" {counts.not_matched:,} in the hub not matched." if counts.not_matched else ""
    return f"{kind.counted(counts.read)} read{f': {parts}' if parts else ''}.{rest}"


def save_words(part: KindPlan) -> str:
    """What saving would do: `Saving adds 31, changes 64, de-syncs 12; 1 is left alone`."""
    does = {do: sum(change.do is do for change in part.changes) for do in Do}
    parts = listed(f"{word} {does[do]:,}" for do, word in _DOES.items() if does[do])
    left = part.counts.left_alone
    rest = f"; {left:,} left alone" if left else ""
    undecided = sum(pair.status is PairStatus.MAY_MATCH and pair.change is None for pair in part.pairs)
    asked = f", {undecided:,} of them to decide" if undecided else ""
    return f"Saving {parts or 'changes nothing'}{rest}{asked}."


def changes_done(changes: Sequence[Change]) -> str:
    """What a save did: `30 added, 64 changed, 13 de-synced`."""
    done = {do: sum(change.do is do for change in changes) for do in Do}
    return listed(counted(number, _DONE[do]) for do, number in done.items())


def notices(plan: Plan, *, is_outdated: bool = False) -> str:
    """Why the plan cannot be saved or would be held, and what else a person should know, in one line.

    Args:
        plan: The plan.
        is_outdated: Whether the hub has changed since it was made.
    """
    held = [f"Will be held for approval: {reason}" for reason in plan.held]
    return _first((*((OUTDATED,) if is_outdated else ()), *held, *plan.messages))


def lapsed_words(number: int) -> str:
    """What to say of decisions that have nothing left to decide."""
    words = "decision no longer applies" if number == 1 else "decisions no longer apply"
    return f"{number:,} {words}; the others were kept."


def failed_words(error: MarktuiError) -> str:
    """Why a save came to nothing, and what to do about it; the review stays open."""
    hint = OUTDATED if isinstance(error, ChangedElsewhereError) else f"{error.message} {error.hint}"
    return f"Nothing was saved. {hint}".strip()


def line_words(pair: Pair, hub: Hub) -> str:
    """What one line is about: status and reason, then its changes or its candidates."""
    first = f"{status_word(pair)}: {why(pair)}" if why(pair) else status_word(pair)
    if pair.change is not None and pair.change.do is not Do.CREATE:
        return f"{first}\n{field_words(pair.change)}"
    if len(pair.candidates) > 1:
        names = (hub.record(one.record_id) for one in pair.candidates)
        return f"{first}\nCould be: {listed(record.label for record in names if record)}. c chooses."
    return first


def concerned(changes: Sequence[Change], limit: int) -> str:
    """Whom a run would concern, a line for each deed, with the first few names."""
    lines = []
    for do in (Do.DESYNC, Do.UPDATE, Do.RETURN, Do.CREATE):
        names = [change.after.label for change in changes if change.do is do]
        if names:
            more = f" and {len(names) - limit:,} more" if len(names) > limit else ""
            lines.append(f"{len(names):,} {_DONE[do]}: {listed(names[:limit])}{more}")
    return "\n".join(lines)


def _first(sentences: Iterable[str]) -> str:
    every = list(sentences)
    if len(every) < 2:
        return "".join(every)
    return f"{every[0]} ({len(every) - 1} more: L)"
