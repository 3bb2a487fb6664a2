"""What can be done with one line of a review, and sentences for why something cannot."""

from marktui.connectors.mis import MisClass, MisYearGroup
from marktui.hub.model.kind import Kind
from marktui.hub.model.school import row_key
from marktui.sync.model.pair import Pair, PairStatus

TWICE = (
    "Both rows are in the MIS, and a record has one row. If they are one person, take one of them out there; "
    "if they are two, unmatch them."
)
"""What to do about a second row of somebody."""
_BY_CODE = "Year groups are matched by their code: say which year it is."
_MET = (PairStatus.SYNCED, PairStatus.MATCHED)


def why_no_tick(pair: Pair) -> str | None:
    """Why a line can neither be ticked nor un-ticked; None where it can."""
    if pair.ticked is not None:
        return None
    if pair.kind in (Kind.YEAR_GROUP, Kind.CLASS) and pair.status in _MET:
        return "It is set up in the hub already: a sync only adds, so it cannot be un-ticked."
    if pair.left_alone and pair.status is not PairStatus.MAY_MATCH:
        return f"This line cannot be ticked: {pair.why_left_alone}."
    if _is_unknown_year(pair):
        return _BY_CODE
    if pair.status is PairStatus.MAY_MATCH:
        return "Confirm or unmatch it first; then it can be ticked."
    return "This line cannot be ticked: only new and matched rows can."


def why_no_confirmation(pair: Pair) -> str | None:
    """Why a line cannot be confirmed; None where it can."""
    if _is_unknown_year(pair):
        return _BY_CODE
    if pair.status is not PairStatus.MAY_MATCH:
        return "Only a May match can be confirmed."
    return None if pair.candidates else TWICE


def why_no_unmatching(pair: Pair) -> str | None:
    """Why the sides of a line cannot be unmatched; None where they can."""
    if _is_unknown_year(pair):
        return _BY_CODE
    if pair.status in (PairStatus.MAY_MATCH, PairStatus.MATCHED):
        return None
    return "Only a Matched or May match line can be unmatched."


def not_the_same(pair: Pair) -> tuple[str, ...]:
    """What a line no longer matches when it is unmatched: ids of records, and keys of other rows."""
    if pair.status is not PairStatus.MAY_MATCH:
        return (pair.record.id,) if pair.record else ()
    records = (one.record_id for one in pair.candidates)
    return (*records, *(one.record_id or row_key(one.mis_id) for one in pair.duplicates))


def why_no_match(pair: Pair) -> str | None:
    """Why a line cannot be matched by hand; None where it can."""
    if pair.kind is Kind.YEAR_GROUP:
        return _BY_CODE
    if pair.status in _MET:
        return "This line has both its sides. Unmatch it first, if they are not the same."
    if pair.status is PairStatus.INVALID:
        return "Correct this line in the MIS first: it cannot be matched by hand."
    if pair.status is PairStatus.NEW and pair.ticked is None:
        return f"A match would change nothing here: {pair.why_left_alone}."
    return None


def why_no_year(pair: Pair) -> str | None:
    """Why a person cannot say which year a line is; None where they can."""
    return None if isinstance(pair.row, MisYearGroup) else "Only a year group of the MIS can be given a year."


def why_no_name(pair: Pair) -> str | None:
    """Why a class cannot be given another name; None where it can."""
    if isinstance(pair.row, MisClass) and (pair.row.mis_name or pair.status is PairStatus.CLASH):
        return None
    return "Only a class that shares its name with another class of the MIS can be given another name."


def why_no_description(pair: Pair) -> str | None:
    """Why a class cannot be described; None where it can."""
    if pair.row is None or pair.change is None:
        return "Only a class that this sync sets up can be described here."
    if pair.status is PairStatus.SYNCED:
        return "This class is synced: its description is locked."
    return None


def _is_unknown_year(pair: Pair) -> bool:
    return isinstance(pair.row, MisYearGroup) and pair.row.code is None
