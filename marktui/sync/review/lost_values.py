"""Facts that the hub has of many people, and the MIS no more: a column is empty. Nothing is blanked."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from marktui.connectors.mis import MisPupil, MisTeacher
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Pupil, usual_year_name
from marktui.sync.model.pair import Pair
from marktui.sync.model.plan import KindPlan


class _Fact(Struct, frozen=True):
    words: str
    of_row: str
    of_record: str


_FACTS: Mapping[Kind, Sequence[_Fact]] = {
    Kind.PUPIL: (
        _Fact("a UPN", "upn", "upn"),
        _Fact("a birth date", "date_of_birth", "date_of_birth"),
    ),
    Kind.TEACHER: (_Fact("an email from the MIS", "email", "mis_email"),),
}
_TOO_FEW = 5
"""So few who lack something are no empty column."""
_SHARE = 0.10


def lost_words(part: KindPlan) -> Iterator[str]:
    """Who has something in the hub that the MIS has not, in a sentence for each fact."""
    lacking = _lacking(part)
    for fact in _FACTS.get(part.kind, ()) if lacking else ():
        without = [pair for pair in lacking if _lacks(pair, fact)]
        lost = [pair for pair in without if getattr(pair.record, fact.of_record, None)]
        if len(lost) < _TOO_FEW:
            continue
        known = sum(bool(pair.row and getattr(pair.record, fact.of_record, None)) for pair in part.pairs)
        if len(lost) > _SHARE * known:
            yield _words(f"{part.kind.counted(known)} with {fact.words} in the hub", lost, known)


def _words(who: str, lost: Sequence[Pair], known: int) -> str:
    if len(lost) == known:
        have = f"None of the {who} has one now"
    else:
        have = f"{len(lost):,} of the {who} have none now"
        years = {pair.record.year_group for pair in lost if isinstance(pair.record, Pupil)}
        code = years.pop() if len(years) == 1 else None
        have += f", all of them in {usual_year_name(code)}" if code else ""
    return f"{have}. They keep it; check in the MIS, or its export, whether a column is empty."


def _lacking(part: KindPlan) -> list[Pair]:
    """The lines of known people whose row lacks any fact. This is a quick look: there are few."""
    known = [pair for pair in part.pairs if pair.record]
    if part.kind is Kind.TEACHER:
        return [pair for pair in known if isinstance(pair.row, MisTeacher) and not pair.row.email]
    return [
        pair
        for pair in known
        if isinstance(row := pair.row, MisPupil) and not (row.upn and row.date_of_birth)
    ]


def _lacks(pair: Pair, fact: _Fact) -> bool:
    """Whether a row that can be used lacks a fact; an address of several people is there."""
    row = pair.row
    return not getattr(row, fact.of_row, "not read") and not getattr(row, "shared_email", None)
