"""Everything a review knows of one line: both sides in full, what changes, and what can be done."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from marktui.connectors.mis import MisRow, MisTeacher, MisYearGroup
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Record
from marktui.hub.model.school import row_key
from marktui.store.file.entry import Do
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.model.plan import Plan
from marktui.sync.model.proposal import Proposal
from marktui.sync.plan.class_warnings import mixed_classes, near_duplicates
from marktui.sync.plan.year_groups import year_ranges
from marktui.sync.review.clashes import claimants, clash_message, no_email_words
from marktui.tui.common.list.detail import Detail
from marktui.tui.common.text.cells import Tone
from marktui.tui.common.text.keys import key_of
from marktui.tui.common.text.next_steps import with_steps
from marktui.tui.common.text.words import from_to
from marktui.tui.review.comparison import Comparison
from marktui.tui.review.row import status_cell, why
from marktui.wording.sync.history import field_title

_LINK = ("status", "connector", "mis_id")
"""Fields that the status of a line shows already."""
_UNKNOWN = "How many are in it is known after the first pupil sync."


def pair_details(
    pair: Pair, plan: Plan, comparison: Comparison, notes: Iterable[Detail] = ()
) -> Iterator[Detail]:
    """The details of a line: first what to do; then what that depends on, before what goes without saying."""
    to_do = what_to_do(pair)
    if pair.status is PairStatus.CLASH:
        clash = clash_message(plan, pair)
        to_do = with_steps(clash.text, clash.next)
    if to_do:
        yield Detail("To do", to_do, alone=True)
    status = _status(pair, notes)
    sides = (*_sides(pair, plan, comparison), *_others(pair, plan, comparison))
    # Who has to decide whether two are the same compares them first.
    yield from (*sides, *status) if pair.status is PairStatus.MAY_MATCH else (*status, *sides)
    if isinstance(pair.row, MisTeacher) and not pair.row.email:
        yield Detail("No email", no_email_words(pair), alone=True)


def _status(pair: Pair, notes: Iterable[Detail]) -> Iterator[Detail]:
    """The status and its reason, the notes, what changes."""
    status = status_cell(pair)
    yield Detail(status.text, why(pair), status.tone, alone=True)
    yield from notes
    yield from _changes(pair)


def _sides(pair: Pair, plan: Plan, comparison: Comparison) -> Iterator[Detail]:
    """The record and the row; of one that may match, the record that it may be if there is only one."""
    record = pair.record
    if record is None and len(pair.candidates) == 1:
        record = plan.hub.record(pair.candidates[0].record_id)
    if record is not None:
        yield Detail("In the hub", comparison.record_line(record), alone=True)
    if pair.row is not None:
        yield Detail("In the MIS", comparison.row_line(pair.row), alone=True)


def _changes(pair: Pair) -> Iterator[Detail]:
    """Each field that changes, before and after; of a new record only what the MIS does not have."""
    if pair.change is None:
        return
    is_new = pair.change.do is Do.CREATE
    for name, (before, after) in pair.change.fields.items():
        if name == "description" or not (is_new or name in _LINK):
            yield Detail(field_title(name), from_to(before, after), Tone.GOOD)


def _others(pair: Pair, plan: Plan, comparison: Comparison) -> Iterator[Detail]:
    """Who else may be meant: candidates, other rows of the same person, and who claims the same."""
    for candidate in pair.candidates if len(pair.candidates) > 1 else ():
        record = plan.hub.record(candidate.record_id)
        if record is not None:
            yield Detail("Could be", f"{comparison.record_line(record)}: {candidate.why}", alone=True)
    if pair.more:
        yield Detail("Could be", f"and {pair.more:,} more", alone=True)
    part = plan.part(pair.kind) if pair.duplicates else None
    rows = {one.row.mis_id: one.row for one in part.pairs if one.row} if part else {}
    for duplicate in pair.duplicates:
        if duplicate.mis_id in rows:
            line = comparison.row_line(rows[duplicate.mis_id])
            yield Detail("Also", f"in the MIS: {line}: {duplicate.words}", Tone.WARNING, alone=True)
    claims: Iterable[tuple[MisRow | None, Record | None]]
    claims = claimants(plan, pair) if pair.status is PairStatus.CLASH else ()
    for row, record in claims:
        if row is not None:
            yield Detail("Also", f"in the MIS: {comparison.row_line(row)}", Tone.WARNING, alone=True)
        if record is not None:
            yield Detail("Also", f"in the hub: {comparison.record_line(record)}", Tone.WARNING, alone=True)


def what_to_do(pair: Pair) -> str:
    """What a person can do about a line; nothing where nothing is to be done."""
    match pair.status:
        case PairStatus.MAY_MATCH:
            return _may_match(pair)
        case PairStatus.INVALID:
            reads = f"{key_of('read', 'r')} reads again"
            return f"Correct it in the MIS, then {reads}. Until then it counts as being in the MIS."
        case PairStatus.NOT_MATCHED if pair.kind is Kind.YEAR_GROUP:
            return "Nothing: a sync leaves it as it is."
        case PairStatus.NOT_MATCHED:
            key = key_of("match", "m")
            if pair.kind is Kind.CLASS:
                return f"{key} looks for it in the MIS. A sync leaves it as it is."
            return f"{key} looks for them in the MIS. A sync leaves them as they are."
        case PairStatus.MATCHED if pair.kind is not Kind.YEAR_GROUP:
            return f"{key_of('unmatch', 'x')} unmatches it, if they are not the same."
        case PairStatus.NEW if pair.ticked is not None:
            return _new(pair.kind, is_ticked=pair.ticked)
    return _leaving(pair)


def _may_match(pair: Pair) -> str:
    confirm, unmatch = key_of("confirm-match", "c"), key_of("unmatch", "x")
    if isinstance(pair.row, MisYearGroup) and pair.row.code is None:
        says = f"{key_of('say-year', 't')} says which year it is"
        return f"{says}. Until then it is left alone, and nobody is de-synced because of it."
    if not pair.candidates:
        read = key_of("read", "r")
        return f"{unmatch} if they are two people, else take a row out of the MIS, then {read}: {pair.why}"
    if len(pair.candidates) > 1:
        return f"{confirm} chooses who it is, {unmatch} if it is none of them: {pair.why}"
    person = "Same person" if pair.kind in (Kind.PUPIL, Kind.TEACHER) else "The same"
    return f"{person}? {confirm} yes, {unmatch} no: {pair.why}"


def _new(kind: Kind, *, is_ticked: bool) -> str:
    if kind is not Kind.YEAR_GROUP:
        return (
            f"{key_of('toggle-tick', 'space')} {'un-ticks' if is_ticked else 'ticks'} it; "
            f"{key_of('match', 'm')} matches it to a record of the hub instead."
        )
    if is_ticked:
        return f"{key_of('toggle-tick', 'space')} leaves it out: its pupils are then out of range."
    return f"{key_of('toggle-tick', 'space')} sets it up. Left out, its pupils are out of range."


def _leaving(pair: Pair) -> str:
    if pair.change is None or pair.change.do is not Do.DESYNC:
        return ""
    if pair.kind is Kind.PUPIL:
        return "Stays in the hub, with class and year; comes up among Leavers."
    if pair.kind is Kind.TEACHER:
        return "Stays in the hub; comes up among Leavers."
    return "It stays in the hub, keeps its pupils, and can then be edited by hand."


class Notes(Struct, frozen=True):
    """What is known of some lines besides their two sides."""

    details: dict[str, list[Detail]] = {}
    """By the key of the line."""
    mixed: frozenset[str] = frozenset()
    """The classes of the MIS with pupils of several year groups: they have a section of their own."""


def notes_on(proposal: Proposal, kind: Kind) -> Notes:
    """What is known of the lines of a kind besides their two sides."""
    if kind is Kind.YEAR_GROUP:
        return Notes(_on_year_groups(proposal))
    part = proposal.plan.part(Kind.CLASS)
    if kind is not Kind.CLASS or part is None:
        return Notes()
    details: dict[str, list[Detail]] = defaultdict(list)
    for duplicate in near_duplicates(part, proposal.plan.hub.classes):
        details[duplicate.pair.key].append(Detail("Twice?", duplicate.words, Tone.WARNING, alone=True))
    mixed = mixed_classes(proposal.plan, proposal.plan.reading)
    for one in mixed:
        details[one.pair.key].append(Detail("Mixed years", one.words, alone=True))
    return Notes(details, frozenset(one.pair.key for one in mixed))


def _on_year_groups(proposal: Proposal) -> dict[str, list[Detail]]:
    """How many pupils it concerns if a year group is left out; only of one that can be left out."""
    details = {}
    for one in year_ranges(proposal.plan, proposal.plan.reading):
        if one.may_untick and (one.words or one.outside is None):
            tone = Tone.WARNING if one.words and not one.is_set_up else Tone.PLAIN
            details[row_key(one.mis_id)] = [Detail("Pupils", one.words or _UNKNOWN, tone, alone=True)]
    return details
