"""What the page that sums everything up says: a line for each kind, and what is behind it."""

from collections.abc import Iterator

from marktui.hub.model.kind import Kind
from marktui.hub.model.text import counted
from marktui.store.file.entry import Do
from marktui.sync.model.plan import KindPlan, Plan, first_unticked
from marktui.sync.model.proposal import Proposal
from marktui.tui.common.panel import panel_of
from marktui.tui.common.text.cells import Cell, Column, Row, Tone, Toned
from marktui.tui.common.text.next_steps import with_steps
from marktui.tui.common.text.words import effort_words
from marktui.tui.common.widgets.fact_line import Fact
from marktui.tui.review.words import (
    change_facts,
    changes_by_action,
    held_fact,
    limit_words,
)
from marktui.wording.people.left_alone import left_alone_by_reason

COLUMNS = (
    Column("", 13),
    Column("read", 6, right=True),
    Column("added", 6, right=True),
    Column("changed", 7, right=True),
    Column("linked", 6, right=True),
    Column("back", 4, right=True),
    Column("de-synced", 9, right=True),
    Column("decide", 6, right=True),
    Column("left alone", 10, right=True),
)
_COLOURS = {Kind.TEACHER: Tone.TEACHER, Kind.CLASS: Tone.CLASS, Kind.PUPIL: Tone.PUPIL}
_NAME = 10
"""So many cells of the width are counted for a name: two lines of names are shown of each change."""
_LOW, _MORE = 20, 12
"""The height up to which it stays at that, and of how many lines more each gives two lines more."""


def everything_headline(proposal: Proposal) -> Iterator[Fact]:
    """What saving would do, all kinds together, and what is left over."""
    plan, limit = proposal.plan, proposal.scope.filter
    if plan.held:
        yield held_fact(plan)
    yield Fact("Everything read", gives_way=1)
    if limit:
        yield Fact(f"pupils limited to {limit_words(limit)}", style="$text-warning")
    yield from change_facts(plan.change_counts)
    waiting = sum(part.undecided for part in plan.kinds)
    if waiting:
        yield Fact(f"{waiting:,} to decide", style="bold $text-warning")
    if alone := sum(part.counts.left_alone for part in plan.kinds) - waiting:
        yield Fact(f"{alone:,} left alone", gives_way=3)
    yield Fact(effort_words(proposal.reading.seconds, proposal.reading.requests), gives_way=1)


def summary_row(part: KindPlan) -> Row:
    """The line of a kind: its panel, and how many records become what."""
    counts, waiting = part.change_counts, part.undecided
    panel = panel_of(part.kind)
    return Row(
        part.kind.value,
        (
            Toned(f"{panel.number} {panel.heading}", _COLOURS.get(part.kind, Tone.PLAIN)),
            f"{part.counts.read:,}",
            _cell(counts.added, Tone.NEW),
            _cell(counts.changed, Tone.PLAIN),
            _cell(counts.linked, Tone.PLAIN),
            _cell(counts.returned, Tone.PLAIN),
            _cell(counts.desynced, Tone.DESYNCED),
            _cell(waiting, Tone.WARNING),
            _cell(part.counts.left_alone - waiting, Tone.PLAIN),
        ),
    )


def first_to_look_at(plan: Plan) -> Kind:
    """The kind to begin with: where a held plan loses most, else what needs a decision, else what changes."""

    def urgency(part: KindPlan) -> tuple[int, int, int, int]:
        lost = sum(change.do is Do.DESYNC for change in part.changes) if plan.held else 0
        return lost, part.undecided, first_unticked(part, plan), len(part.changes)

    return max(plan.kinds, key=urgency).kind


def part_lines(part: KindPlan, plan: Plan, width: int, height: int) -> Iterator[str]:
    """What is behind the line of a kind, the first thing first that a person has to do.

    Args:
        part: What would change of the kind.
        plan: What would change of all.
        width: The width of the page, which says how many are named of each change.
        height: Its height, which does so too.
    """
    waiting = part.undecided
    unticked = first_unticked(part, plan)
    if unticked:
        ticked = "" if part.changes else ", none ticked"
        yield f"{unticked:,} new{ticked}: Enter shows them, then tick those who need an account."
    if waiting:
        them = "it" if waiting == 1 else "them"
        yield f"{counted(waiting, 'waits', 'wait')} for a decision: Enter shows {them}."
    if part.changes:
        times = 1 + max(0, height - _LOW) // _MORE
        yield from changes_by_action(part, width // _NAME * times).splitlines()
    elif not unticked:
        yield "Nothing to change."
    alone = list(left_alone_by_reason(part))
    if alone:
        reasons = "; ".join(f"{number:,} {why}" for number, why in alone)
        yield f"{sum(number for number, _ in alone):,} left alone: {reasons}"


def message_lines(plan: Plan) -> Iterator[str]:
    """What else a person should know before the save, apart from why it is held."""
    if plan.messages:
        yield ""
        yield from (with_steps(one.text, one.next) for one in plan.messages)


def _cell(number: int, tone: Tone) -> Cell:
    """A count; a zero says less than the others."""
    return Toned(f"{number:,}", tone if number else Tone.MUTED)
