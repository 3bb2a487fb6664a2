"""All that a review knows of one line: both sides in full, what changes, and what can be done."""

from collections.abc import Iterable, Iterator

from marktui.connectors.mis import MisTeacher, MisYearGroup
from marktui.hub.kind import Kind
from marktui.sync.clash import claimants
from marktui.sync.pair import Do, Pair, PairStatus
from marktui.sync.plan import Plan
from marktui.sync.way_out import clash_words, no_email_words
from marktui.tui.fact import Fact
from marktui.tui.glyphs import GLYPHS
from marktui.tui.hint import in_keys
from marktui.tui.review_row import status_word, tone_of, why
from marktui.tui.review_sides import Sides
from marktui.tui.widgets.table_row import Tone

_TIE = ("status", "connector", "mis_id")
"""Fields that the status of a line tells already."""


def facts_of(pair: Pair, plan: Plan, sides: Sides, notes: Iterable[Fact] = ()) -> Iterator[Fact]:
    """The facts of a line, its status and reason first.

    Args:
        pair: The line.
        plan: The plan that has it.
        sides: What is told of records and rows.
        notes: What is told besides.
    """
    yield Fact(status_word(pair), why(pair), tone_of(pair))
    yield from notes
    is_waiting = pair.status is PairStatus.MAY_MATCH
    if is_waiting:
        yield Fact("To do", what_to_do(pair), alone=True)
    yield from _changes(pair)
    if pair.record is not None:
        yield Fact("In the hub", sides.record(pair.record), alone=True)
    if pair.row is not None:
        yield Fact("In the MIS", sides.row(pair.row), alone=True)
    for one in pair.candidates:
        record = plan.hub.record(one.record_id)
        if record is not None:
            yield Fact("Could be", f"{sides.record(record)}: {one.why}", alone=True)
    yield from _twins(pair, plan, sides)
    if pair.status is PairStatus.CLASH:
        yield from _rivals(pair, plan, sides)
    if isinstance(pair.row, MisTeacher) and not pair.row.email:
        yield Fact("No email", no_email_words(pair), alone=True)
    deed = in_keys(clash_words(plan, pair)) if pair.status is PairStatus.CLASH else what_to_do(pair)
    if deed and not is_waiting:
        yield Fact("To do", deed, alone=True)


def _changes(pair: Pair) -> Iterator[Fact]:
    """Each field that changes, before and after; of a new record only what the MIS does not tell."""
    if pair.change is None:
        return
    is_new = pair.change.do is Do.CREATE
    for name, (before, after) in pair.change.fields.items():
        if name == "description" or not (is_new or name in _TIE):
            words = f"{before or GLYPHS.dash} {GLYPHS.arrow} {after or GLYPHS.dash}"
            yield Fact(name.replace("_", " ").capitalize()[:11], words, Tone.GOOD)


def _twins(pair: Pair, plan: Plan, sides: Sides) -> Iterator[Fact]:
    """The other rows of what looks like the same person, and their records."""
    part = plan.part(pair.kind) if pair.twins else None
    rows = {one.row.mis_id: one.row for one in part.pairs if one.row} if part else {}
    for twin in pair.twins:
        row = rows.get(twin.mis_id)
        if row is not None:
            yield Fact("Also", f"in the MIS: {sides.row(row)}: {twin.words}", Tone.WARNING, alone=True)


def _rivals(pair: Pair, plan: Plan, sides: Sides) -> Iterator[Fact]:
    for row, record in claimants(plan, pair):
        if row is not None:
            yield Fact("Also", f"in the MIS: {sides.row(row)}", Tone.WARNING, alone=True)
        if record is not None:
            yield Fact("Also", f"in the hub: {sides.record(record)}", Tone.WARNING, alone=True)


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
