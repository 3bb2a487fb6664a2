"""What a review says in words: what was read, what saving would do, and what stands in the way."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import structs

from marktui.hub.model.intake import SchoolYearStart, school_year, start_year
from marktui.hub.model.kind import Kind
from marktui.hub.model.text import counted, enumerated
from marktui.store.disk.errors import ChangedElsewhereError
from marktui.sync.model.change_counts import ChangeCounts
from marktui.sync.model.pair import Pair
from marktui.sync.model.plan import KindPlan, Plan, first_unticked
from marktui.sync.model.proposal import Proposal
from marktui.sync.model.scope import Filter
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.keys import key_of
from marktui.tui.common.text.next_steps import with_steps
from marktui.tui.common.text.words import failure_words, listed, outdated_words
from marktui.tui.common.widgets.fact_line import Fact
from marktui.wording.sync.changes import DONE

_SIGNS = {
    "added": ("+", "bold $new"),
    "changed": ("~", "bold $text-success"),
    "desynced": (GLYPHS.minus, "bold $desynced"),
}

FORGOTTEN = "What you ticked, matched or unmatched is forgotten. The hub stays as it is."
"""What leaving a review means."""
TAKEN_OVER = "They are in the review again, as far as they still fit. Nothing is saved yet."
"""What taking over the decisions of an earlier review means."""


def headline(proposal: Proposal, kind: Kind, started: SchoolYearStart) -> Iterator[Fact]:
    """What was read, what saving would do with it, and what is left over."""
    plan, part = proposal.plan, proposal.plan.part(kind)
    if part is None:
        return
    if plan.held:
        yield held_fact(plan)
    yield Fact(f"{kind.counted(part.counts.read)} read", gives_way=1)
    if proposal.scope.filter and kind is Kind.PUPIL:
        yield Fact(f"limited to {limit_words(proposal.scope.filter)}", style="$text-warning")
    unticked = first_unticked(part, plan)
    if unticked and not part.changes:
        key = key_of("toggle-new", "a")
        yield Fact(f"{unticked:,} new, none ticked: {key} ticks all", style="bold $text-warning")
    else:
        yield from change_facts(part.change_counts)
    if waiting := part.undecided:
        yield Fact(f"{waiting:,} to decide", style="bold $text-warning")
    if alone := part.counts.left_alone - waiting - (0 if part.changes else unticked):
        yield Fact(f"{alone:,} left alone", gives_way=3)
    if kind is Kind.YEAR_GROUP:
        yield Fact(school_year_words(started, proposal.reading.today), gives_way=3)


def held_fact(plan: Plan) -> Fact:
    """Which limit a plan is held by; a line below says it where there is no room."""
    return Fact(f"Held: {plan.held[0]}", short="Held", gives_way=6, style="bold $text-warning")


def change_facts(changes: ChangeCounts) -> Iterator[Fact]:
    """How many records become what; nothing is left of the words where there is little room."""
    counts = {name: number for name, number in structs.asdict(changes).items() if number}
    if not counts:
        yield Fact("nothing to change", style="bold")
    for name, number in counts.items():
        sign, style = _SIGNS.get(name, ("", "bold"))
        text = f"{sign}{number:,} {DONE[name]}"
        yield Fact(text, short=text.split()[0] if sign else text, gives_way=5, style=style)


def next_key(plan: Plan, *, is_outdated: bool, can_save: bool) -> Fact:
    """What to press next."""
    if is_outdated:
        return Fact(f"{key_of('read', 'r')} reads again", style="bold")
    if not can_save:
        return Fact("read only", gives_way=2)
    key = key_of("save", "s")
    does = "asks for approval" if plan.held else "saves everything" if len(plan.kinds) > 1 else "saves this"
    return Fact(f"{key} {does}", short=f"{key} {does.split()[0]}", gives_way=2, style="bold")


def school_year_words(start: SchoolYearStart, today: date) -> str:
    """Which school year the MIS is in, and whether it started this year or last year."""
    said = "this year" if start is SchoolYearStart.THIS_YEAR else "last year"
    return f"School year {school_year(start_year(start, today))}, started {said}."


def nobody_words(pair: Pair) -> str:
    """Why the window to match does not open: there is nobody to choose from."""
    if pair.row is None:
        return "Every row of the MIS that could be matched by hand has its record already."
    return "Every record of the hub that could be matched by hand has its row already."


def limit_words(limit: Filter) -> str:
    """The pupils that a filter lets through: `Year 4, class 5A`; all of them where there is none."""
    years = (f"Year {code}" if code.isdecimal() else code for code in limit.year_groups)
    return listed((*years, *(f"class {name}" for name in limit.classes))) or "all pupils"


def notices(plan: Plan, kind: Kind, *, is_outdated: bool = False) -> str:
    """Why the plan cannot be saved or would be held, and what else to know of one kind, in one line."""
    held = [f"Will be held for approval: {reason}" for reason in plan.held]
    return _first(
        (
            *((outdated_words(),) if is_outdated else ()),
            *held,
            *(with_steps(one.text, one.next) for one in plan.messages if one.kind in (None, kind)),
        )
    )


def unsaved_question(number: int) -> str:
    """The question before marktui is left with decisions that are not saved."""
    return f"{counted(number, 'decision is', 'decisions are')} not saved. Leave without saving?"


def earlier_question(number: int) -> str:
    """The question about the decisions of a review that ended before it was saved: the line dropped."""
    were = counted(number, "decision of an earlier review was", "decisions of an earlier review were")
    return f"{were} not saved. Take over?"


def discard_question(number: int) -> str:
    """The question before a review is discarded in which something was decided."""
    return f"{counted(number, 'decision is', 'decisions are')} not saved. Discard this review?"


def lapsed_words(number: int) -> str:
    """What to say of decisions that have nothing left to decide."""
    lapsed = counted(number, "decision no longer applies", "decisions no longer apply")
    return f"{lapsed}; the others were kept."


def busy_words() -> str:
    """Why a save that was asked for did not begin."""
    again = f"Press {key_of('save', 's')} again after that."
    return f"Not saved: another panel is reading or saving just now. {again}"


def failed_words(error: BaseException) -> str:
    """Why a save came to nothing, and what to do about it; the review stays open."""
    why = outdated_words() if isinstance(error, ChangedElsewhereError) else failure_words(error)
    return f"Nothing was saved. {why}"


def changes_by_action(part: KindPlan, limit: int) -> str:
    """The records that a run would change, a line for each action, with the first few names."""
    lines = []
    for count in ("desynced", "changed", "linked", "returned", "added"):
        names = [change.after.label for change in part.changes_by_count.get(count, ())]
        if names:
            lines.append(f"{len(names):,} {DONE[count]}: {enumerated(names, limit)}")
    return "\n".join(lines)


def _first(sentences: Iterable[str]) -> str:
    every = list(sentences)
    if len(every) < 2:
        return "".join(every)
    return f"{len(every)} messages (L): {every[0]}"
