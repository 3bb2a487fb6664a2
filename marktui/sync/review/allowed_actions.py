"""What can be done with one line of a review, and why something cannot."""

from enum import Enum, auto

from marktui.connectors.mis import MisClass, MisYearGroup
from marktui.hub.model.kind import Kind
from marktui.hub.model.school import row_key
from marktui.sync.model.pair import Pair, PairStatus

_MET = (PairStatus.SYNCED, PairStatus.MATCHED)


class Obstacle(Enum):
    """Why something cannot be done with a line."""

    BY_CODE = auto()
    """Year groups are matched by their code, and this one's is not known."""
    SET_UP = auto()
    """A group is set up already, and a sync only adds."""
    LEFT_ALONE = auto()
    """The line is left alone for a reason that a tick does not change."""
    NOT_DECIDED = auto()
    """A May match has to be confirmed or unmatched before it can be ticked."""
    NO_CHOICE = auto()
    """Only new and matched rows are ticked."""
    NO_MAY_MATCH = auto()
    TWICE = auto()
    """Two rows are of one person, and a record has one row."""
    NO_MATCH = auto()
    BOTH_SIDES = auto()
    INVALID = auto()
    NOTHING_TO_GAIN = auto()
    """The row would be left alone with a record too."""
    NO_YEAR_GROUP = auto()
    NAME_NOT_SHARED = auto()
    NOT_SET_UP_HERE = auto()
    DESCRIPTION_LOCKED = auto()


def why_no_tick(pair: Pair) -> Obstacle | None:
    """Why a line can neither be ticked nor un-ticked; None where it can."""
    if pair.ticked is not None:
        return None
    if pair.kind in (Kind.YEAR_GROUP, Kind.CLASS) and pair.status in _MET:
        return Obstacle.SET_UP
    if pair.left_alone and pair.status is not PairStatus.MAY_MATCH:
        return Obstacle.LEFT_ALONE
    if _is_unknown_year(pair):
        return Obstacle.BY_CODE
    return Obstacle.NOT_DECIDED if pair.status is PairStatus.MAY_MATCH else Obstacle.NO_CHOICE


def why_no_confirmation(pair: Pair) -> Obstacle | None:
    """Why a line cannot be confirmed; None where it can."""
    if _is_unknown_year(pair):
        return Obstacle.BY_CODE
    if pair.status is not PairStatus.MAY_MATCH:
        return Obstacle.NO_MAY_MATCH
    return None if pair.candidates else Obstacle.TWICE


def why_no_unmatching(pair: Pair) -> Obstacle | None:
    """Why the sides of a line cannot be unmatched; None where they can."""
    if _is_unknown_year(pair):
        return Obstacle.BY_CODE
    is_match = pair.status in (PairStatus.MAY_MATCH, PairStatus.MATCHED)
    return None if is_match else Obstacle.NO_MATCH


def not_the_same(pair: Pair) -> tuple[str, ...]:
    """What a line no longer matches when it is unmatched: ids of records, and keys of other rows."""
    if pair.status is not PairStatus.MAY_MATCH:
        return (pair.record.id,) if pair.record else ()
    records = (one.record_id for one in pair.candidates)
    return (*records, *(one.record_id or row_key(one.mis_id) for one in pair.duplicates))


def why_no_match(pair: Pair) -> Obstacle | None:
    """Why a line cannot be matched by hand; None where it can."""
    if pair.kind is Kind.YEAR_GROUP:
        return Obstacle.BY_CODE
    if pair.status in _MET:
        return Obstacle.BOTH_SIDES
    if pair.status is PairStatus.INVALID:
        return Obstacle.INVALID
    is_out_of_reach = pair.status is PairStatus.NEW and pair.ticked is None
    return Obstacle.NOTHING_TO_GAIN if is_out_of_reach else None


def why_no_year(pair: Pair) -> Obstacle | None:
    """Why a person cannot say which year a line is; None where they can."""
    return None if isinstance(pair.row, MisYearGroup) else Obstacle.NO_YEAR_GROUP


def why_no_name(pair: Pair) -> Obstacle | None:
    """Why a class cannot be given another name; None where it can."""
    shares = isinstance(pair.row, MisClass) and (pair.row.mis_name or pair.status is PairStatus.CLASH)
    return None if shares else Obstacle.NAME_NOT_SHARED


def why_no_description(pair: Pair) -> Obstacle | None:
    """Why a class cannot be described; None where it can."""
    if pair.row is None or pair.change is None:
        return Obstacle.NOT_SET_UP_HERE
    return Obstacle.DESCRIPTION_LOCKED if pair.status is PairStatus.SYNCED else None


def _is_unknown_year(pair: Pair) -> bool:
    return isinstance(pair.row, MisYearGroup) and pair.row.code is None
