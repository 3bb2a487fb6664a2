"""What a review tells of some groups besides: classes of several years or come twice, pupils left outside."""

from msgspec import Struct

from marktui.hub.kind import Kind
from marktui.sync.class_check import mixed_classes, near_duplicates
from marktui.sync.outcome import Proposal
from marktui.sync.year_range import YearRange, year_ranges
from marktui.tui.fact import Fact
from marktui.tui.widgets.table_row import Tone


class Notes(Struct, frozen=True):
    """Facts by the key of a line, and the lines that have a section of their own."""

    facts: dict[str, list[Fact]] = {}
    mixed: frozenset[str] = frozenset()
    """The classes of the MIS with pupils of several year groups."""


def notes_on(proposal: Proposal, kind: Kind) -> Notes:
    """What is told besides of the lines of a kind.

    Args:
        proposal: The plan, and what was read for it.
        kind: Whose review.
    """
    if kind is Kind.YEAR_GROUP:
        return Notes(_on_year_groups(proposal))
    part = proposal.plan.part(Kind.CLASS)
    if kind is not Kind.CLASS or part is None:
        return Notes()
    facts: dict[str, list[Fact]] = {}
    for twin in near_duplicates(part, proposal.plan.hub.classes):
        facts.setdefault(twin.pair.key, []).append(Fact("Twice?", twin.words, Tone.WARNING, alone=True))
    mixed = mixed_classes(proposal.plan, proposal.plan.reading)
    for one in mixed:
        facts.setdefault(one.pair.key, []).append(Fact("Mixed years", one.words, alone=True))
    return Notes(facts, frozenset(one.pair.key for one in mixed))


def _on_year_groups(proposal: Proposal) -> dict[str, list[Fact]]:
    """How many pupils leaving a year group out concerns; of one that can be left out only."""
    ranges = year_ranges(proposal.plan, proposal.plan.reading)
    return {
        f"mis:{one.mis_id}": [Fact("Pupils", one.words or _UNKNOWN, _tone(one), alone=True)]
        for one in ranges
        if one.may_untick and (one.words or one.outside is None)
    }


def _tone(one: YearRange) -> Tone:
    return Tone.WARNING if one.words and not one.is_set_up else Tone.PLAIN


_UNKNOWN = "How many are in it is known after the first pupil sync."
