"""All that a review knows of one line: both sides in full, what changes, and what can be done."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from marktui.connectors.mis import MisTeacher, MisYearGroup
from marktui.hub.model.kind import Kind
from marktui.store.file.entry import Do
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.model.plan import Plan
from marktui.sync.model.proposal import Proposal
from marktui.sync.plan.class_warnings import mixed_classes, near_duplicates
from marktui.sync.plan.year_groups import YearRange, year_ranges
from marktui.sync.review.clashes import claimants, clash_words, no_email_words
from marktui.tui.common.list.detail import Detail
from marktui.tui.common.text.cells import Tone
from marktui.tui.common.text.glyphs import GLYPHS
from marktui.tui.common.text.next_steps import in_keys
from marktui.tui.review.row import Comparison, status_word, tone_of, why

_TIE = ("status", "connector", "mis_id")
"""Fields that the status of a line tells already."""


def facts_of(pair: Pair, plan: Plan, sides: Comparison, notes: Iterable[Detail] = ()) -> Iterator[Detail]:
    """The facts of a line, its status and reason first.

    Args:
        pair: The line.
        plan: The plan that has it.
        sides: What is told of records and rows.
        notes: What is told besides.
    """
    yield Detail(status_word(pair), why(pair), tone_of(pair))
    yield from notes
    is_waiting = pair.status is PairStatus.MAY_MATCH
    if is_waiting:
        yield Detail("To do", what_to_do(pair), alone=True)
    yield from _changes(pair)
    if pair.record is not None:
        yield Detail("In the hub", sides.record(pair.record), alone=True)
    if pair.row is not None:
        yield Detail("In the MIS", sides.row(pair.row), alone=True)
    for one in pair.candidates:
        record = plan.hub.record(one.record_id)
        if record is not None:
            yield Detail("Could be", f"{sides.record(record)}: {one.why}", alone=True)
    yield from _twins(pair, plan, sides)
    if pair.status is PairStatus.CLASH:
        yield from _rivals(pair, plan, sides)
    if isinstance(pair.row, MisTeacher) and not pair.row.email:
        yield Detail("No email", no_email_words(pair), alone=True)
    deed = in_keys(clash_words(plan, pair)) if pair.status is PairStatus.CLASH else what_to_do(pair)
    if deed and not is_waiting:
        yield Detail("To do", deed, alone=True)


def _changes(pair: Pair) -> Iterator[Detail]:
    """Each field that changes, before and after; of a new record only what the MIS does not tell."""
    if pair.change is None:
        return
    is_new = pair.change.do is Do.CREATE
    for name, (before, after) in pair.change.fields.items():
        if name == "description" or not (is_new or name in _TIE):
            words = f"{before or GLYPHS.dash} {GLYPHS.arrow} {after or GLYPHS.dash}"
            yield Detail(name.replace("_", " ").capitalize()[:11], words, Tone.GOOD)


def _twins(pair: Pair, plan: Plan, sides: Comparison) -> Iterator[Detail]:
    """The other rows of what looks like the same person, and their records."""
    part = plan.part(pair.kind) if pair.duplicates else None
    rows = {one.row.mis_id: one.row for one in part.pairs if one.row} if part else {}
    for twin in pair.duplicates:
        row = rows.get(twin.mis_id)
        if row is not None:
            yield Detail("Also", f"in the MIS: {sides.row(row)}: {twin.words}", Tone.WARNING, alone=True)


def _rivals(pair: Pair, plan: Plan, sides: Comparison) -> Iterator[Detail]:
    for row, record in claimants(plan, pair):
        if row is not None:
            yield Detail("Also", f"in the MIS: {sides.row(row)}", Tone.WARNING, alone=True)
        if record is not None:
            yield Detail("Also", f"in the hub: {sides.record(record)}", Tone.WARNING, alone=True)


def what_to_do(pair: Pair) -> str:
    """What a person can do about a line; nothing where nothing is to be done."""
    match pair.status:
        case PairStatus.MAY_MATCH:
            return _may_match(pair)
        case PairStatus.INVALID:
            return "Put it right in the MIS, then r reads again. Whoever it is counts as present."
        case PairStatus.NOT_MATCHED if pair.kind is Kind.YEAR_GROUP:
            return "Nothing: a sync leaves it as it is."
        case PairStatus.NOT_MATCHED:
            return "m looks for it in the MIS. A sync leaves it as it is."
        case PairStatus.MATCHED if pair.kind is not Kind.YEAR_GROUP:
            return "x unmatches it, if they are not the same."
        case PairStatus.NEW if pair.kind is Kind.YEAR_GROUP and pair.ticked is not None:
            return _year_group(is_ticked=pair.ticked)
        case PairStatus.NEW if pair.ticked is not None:
            verb = "un-ticks" if pair.ticked else "ticks"
            return f"space {verb} it; m matches it to a record of the hub instead."
    return _leaving(pair)


def _may_match(pair: Pair) -> str:
    if isinstance(pair.row, MisYearGroup) and pair.row.code is None:
        return "t says which year it is. Until then it is left alone, and nobody is de-synced for it."
    if not pair.candidates:
        return "x says that they are two people. If it is one, take a row out of the MIS, then r."
    if len(pair.candidates) > 1:
        return "c chooses one of them, x says that it is none of them. Undecided, it is left alone."
    return "c confirms that they are the same, x says that they are not. Undecided, it is left alone."


def _year_group(*, is_ticked: bool) -> str:
    if is_ticked:
        return "space leaves it out: its pupils are then out of range."
    return "space sets it up. Left out, its pupils are out of range."


def _leaving(pair: Pair) -> str:
    if pair.change is None or pair.change.do is not Do.DESYNC:
        return ""
    if pair.kind in (Kind.PUPIL, Kind.TEACHER):
        return "It stays in the hub, with its class and year group, and comes up among the Leavers."
    return "It stays in the hub, keeps its pupils, and can then be edited by hand."


class Notes(Struct, frozen=True):
    """Facts by the key of a line, and the lines that have a section of their own."""

    facts: dict[str, list[Detail]] = {}
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
    facts: dict[str, list[Detail]] = {}
    for twin in near_duplicates(part, proposal.plan.hub.classes):
        facts.setdefault(twin.pair.key, []).append(Detail("Twice?", twin.words, Tone.WARNING, alone=True))
    mixed = mixed_classes(proposal.plan, proposal.plan.reading)
    for one in mixed:
        facts.setdefault(one.pair.key, []).append(Detail("Mixed years", one.words, alone=True))
    return Notes(facts, frozenset(one.pair.key for one in mixed))


def _on_year_groups(proposal: Proposal) -> dict[str, list[Detail]]:
    """How many pupils leaving a year group out concerns; of one that can be left out only."""
    ranges = year_ranges(proposal.plan, proposal.plan.reading)
    return {
        f"mis:{one.mis_id}": [Detail("Pupils", one.words or _UNKNOWN, _tone(one), alone=True)]
        for one in ranges
        if one.may_untick and (one.words or one.outside is None)
    }


def _tone(one: YearRange) -> Tone:
    return Tone.WARNING if one.words and not one.is_set_up else Tone.PLAIN


_UNKNOWN = "How many are in it is known after the first pupil sync."
