"""What the strip in the header says of the syncs: what runs, or what came of the last one."""

from collections.abc import Iterable

from msgspec import Struct

from marktui.hub.model.kind import Kind
from marktui.sync.model.plan import Plan, first_unticked
from marktui.sync.model.proposal import Outcome
from marktui.sync.run.progress import Progress
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.words import Failure
from marktui.wording.sync.changes import done_signs
from marktui.wording.sync.progress import kinds_words, progress_words


class Status(Struct, frozen=True):
    """A line about the syncs."""

    texts: tuple[str, ...] = ()
    """The same, shorter and shorter, for where there is less room."""
    style: str = ""
    """Its colour, in the words of the style sheet."""
    is_running: bool = False
    """Whether it is about work that goes on."""


class News(Struct, frozen=True):
    """What came of the work that ended last."""

    kinds: tuple[Kind, ...]
    """What was read or saved."""
    status: Status
    has_more: bool = False
    """Whether the panel says more than the line."""


def running(progress: Progress, clock: float) -> Status:
    """What is read or saved at a moment, how fast, and for how long still."""
    every = progress_words(progress, clock, GLYPHS.dot)
    return Status(tuple(f"{GLYPHS.incoming} {words}" for words in every), is_running=True)


def to_review(plan: Plan, key: str) -> Status:
    """What a reading has brought, which nobody has saved yet.

    Args:
        key: What to press now, and what it does.
    """
    name, signs = kinds_words(plan.scope.kinds), _signs(plan)
    held = (f"{name} {signs} {GLYPHS.dot} needs approval {GLYPHS.dot} {key}",) if plan.held else ()
    return Status((*held, f"{name} {signs} {GLYPHS.dot} {key}", f"{name} {signs}"), "bold")


def saved(outcome: Outcome) -> News:
    """What a save did."""
    run = f"Run {outcome.run} saved" if outcome.run else "Saved"
    texts = f"{GLYPHS.tick} {run}: {_signs(outcome.plan)}", f"{GLYPHS.tick} {run}"
    return News(outcome.plan.scope.kinds, Status(texts, "$text-success"))


def held(outcome: Outcome) -> News:
    """That a save was held: nothing was changed."""
    kinds = outcome.plan.scope.kinds
    texts = f"! {kinds_words(kinds)}: held, nothing was changed", "! Held"
    return News(kinds, Status(texts, "$text-warning"))


def stopped(kinds: Iterable[Kind]) -> News:
    """That a reading was stopped."""
    return News(tuple(kinds), Status(("Stopped. Nothing has been changed.", "Stopped")))


def failed(kinds: tuple[Kind, ...], failure: Failure, *, saving: bool) -> News:
    """That a reading or a save came to nothing, in one clause; the panel says the rest."""
    what = f"! {kinds_words(kinds)} not {'saved' if saving else 'read'}"
    why = failure.message.removesuffix(".")
    texts = f"{what}: {why}", f"{what}: {why.partition(', ')[0]}"
    return News(kinds, Status(texts, "$text-error"), has_more=not saving)


def _signs(plan: Plan) -> str:
    signs = done_signs(plan.change_counts, GLYPHS)
    unticked = sum(first_unticked(part, plan) for part in plan.kinds)
    return signs or (f"{unticked:,} new, none ticked" if unticked else "nothing to change")
