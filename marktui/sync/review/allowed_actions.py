"""What may be decided about one line of a review, and why not another thing; each answer is a sentence."""

from marktui.connectors.mis import MisClass, MisYearGroup
from marktui.hub.model.kind import Kind
from marktui.hub.model.school import row_key
from marktui.sync.model.pair import Pair, PairStatus

TWICE = (
    "Both rows are in the MIS, and a record has one row. If they are one person, take one of them out there; "
    "if they are two, unmatch them."
)
"""What can be done about a row of somebody who is there already."""
_BY_CODE = "Year groups are matched by their code: say which year it is."
_MET = (PairStatus.SYNCED, PairStatus.MATCHED)


def why_no_tick(pair: Pair) -> str | None:
    """Why a line can neither be ticked nor un-ticked; None where it can."""
    if pair.ticked is not None:
        return None
    if pair.kind in (Kind.YEAR_GROUP, Kind.CLASS) and pair.status in _MET:
        return "It is set up in the hub already: a sync only adds, so it cannot be un-ticked."
    if pair.left_alone and pair.status is not PairStatus.MAY_MATCH:
        return f"There is nothing to choose in this line: {pair.why_left_alone}."
    if _is_unknown_year(pair):
        return _BY_CODE
    if pair.status is PairStatus.MAY_MATCH:
        return "Confirm it, or unmatch it: only then there is something to tick."
    return "There is nothing to choose in this line: only new and matched rows have a tick."


def why_no_confirmation(pair: Pair) -> str | None:
    """Why a line cannot be confirmed; None where it can."""
    if _is_unknown_year(pair):
        return _BY_CODE
    if pair.status is not PairStatus.MAY_MATCH:
        return "Only a May match can be confirmed."
    return None if pair.candidates else TWICE


def why_no_parting(pair: Pair) -> str | None:
    """Why the sides of a line cannot be unmatched; None where they can."""
    if _is_unknown_year(pair):
        return _BY_CODE
    if pair.status in (PairStatus.MAY_MATCH, PairStatus.MATCHED):
        return None
    return "Only a Matched or May match line can be unmatched."


def not_the_same(pair: Pair) -> tuple[str, ...]:
    """Whom a line is parted from when it is unmatched: ids of records, and keys of other rows."""
    if pair.status is not PairStatus.MAY_MATCH:
        return (pair.record.id,) if pair.record else ()
    records = (one.record_id for one in pair.candidates)
    return (*records, *(one.record_id or row_key(one.mis_id) for one in pair.duplicates))


def why_no_match(pair: Pair) -> str | None:
    """Why no other side can be looked for; None where one can. `by_hand` tells who may be it."""
    if pair.kind is Kind.YEAR_GROUP:
        return _BY_CODE
    if pair.status in _MET:
        return "This line has both its sides. Unmatch it first, if they are not the same."
    if pair.status is PairStatus.INVALID:
        return "Put this line right in the MIS first: it cannot be matched by hand."
    if pair.status is PairStatus.NEW and pair.ticked is None:
        return f"A match would change nothing here: {pair.why_left_alone}."
    return None


def why_no_year(pair: Pair) -> str | None:
    """Why nobody can say here which year a line is; None where a person can."""
    return None if isinstance(pair.row, MisYearGroup) else "Only a year group of the MIS has a year to say."


def why_no_name(pair: Pair) -> str | None:
    """Why a class cannot be given another name here; None where it can."""
    if isinstance(pair.row, MisClass) and (pair.row.mis_name or pair.status is PairStatus.CLASH):
        return None
    return "Only a class whose name another class of the MIS has too can be given another one."


def why_no_description(pair: Pair) -> str | None:
    """Why a class cannot be described; None where it can."""
    if pair.row is None or pair.change is None:
        return "Only a class that this sync sets up can be described here."
    if pair.status is PairStatus.SYNCED:
        return "This class is synced: its description is locked."
    return None


def _is_unknown_year(pair: Pair) -> bool:
    return isinstance(pair.row, MisYearGroup) and pair.row.code is None
