"""What a review tells of some classes besides: several years in one, and one that would come twice."""

from msgspec import Struct

from marktui.hub.kind import Kind
from marktui.sync.class_check import mixed_classes, near_duplicates
from marktui.sync.outcome import Proposal
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
    part = proposal.plan.part(Kind.CLASS)
    if kind is not Kind.CLASS or part is None:
        return Notes()
    facts: dict[str, list[Fact]] = {}
    for twin in near_duplicates(part, proposal.plan.hub.classes):
        facts.setdefault(twin.pair.key, []).append(Fact("Twice?", twin.words, Tone.WARNING, alone=True))
    mixed = mixed_classes(proposal.plan, proposal.reading)
    for one in mixed:
        facts.setdefault(one.pair.key, []).append(Fact("Mixed years", one.words, alone=True))
    return Notes(facts, frozenset(one.pair.key for one in mixed))
