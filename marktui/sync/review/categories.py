"""What each line of a review means to a person."""

from enum import Enum, auto

from marktui.hub.model.record import Reason
from marktui.store.file.entry import Do
from marktui.sync.model.pair import Change, Pair, PairStatus


class Category(Enum):
    """What a line means. The members are in the order of review."""

    MAY_MATCH = auto()
    CLASH = auto()
    INVALID = auto()
    NOT_MATCHED = auto()
    KEPT = auto()
    """Synced and in no list, but kept; the line says why."""
    NEW = auto()
    RETURNED = auto()
    PROMOTION = auto()
    """Another year group; other fields may change as well."""
    CLASS_MOVE = auto()
    """Another class in the same year group."""
    CHANGED = auto()
    LEFT = auto()
    GONE = auto()
    OUT_OF_RANGE = auto()
    MATCHED = auto()
    """Matched for the first time, with nothing else to change."""
    SAME = auto()
    DESYNCED = auto()


def category_of(pair: Pair) -> Category:
    """What a line means; each line means one thing."""
    change = pair.change
    if change is not None and change.do is Do.DESYNC and change.after.desync is not None:
        return _BY_REASON[change.after.desync.reason]
    if change is not None and change.do is Do.RETURN:
        return Category.RETURNED
    if pair.status in _BY_STATUS:
        return _BY_STATUS[pair.status]
    if pair.row is None:
        return Category.KEPT
    if change is None:
        return Category.MATCHED if pair.status is PairStatus.MATCHED else Category.SAME
    if _moves(pair, change, "year_group"):
        return Category.PROMOTION
    if _moves(pair, change, "class"):
        return Category.CLASS_MOVE
    only_linked = change.fields.keys() <= {"status", "connector", "mis_id"}
    return Category.MATCHED if pair.status is PairStatus.MATCHED and only_linked else Category.CHANGED


def _moves(pair: Pair, change: Change, field: str) -> bool:
    """Whether somebody changes year or class. A first year or class of a typed record does not count."""
    before, _ = change.fields.get(field, (None, None))
    return field in change.fields and (before is not None or pair.status is PairStatus.SYNCED)


_BY_REASON = {
    Reason.LEFT: Category.LEFT,
    Reason.GONE: Category.GONE,
    Reason.OUT_OF_RANGE: Category.OUT_OF_RANGE,
}
_BY_STATUS = {
    PairStatus.MAY_MATCH: Category.MAY_MATCH,
    PairStatus.CLASH: Category.CLASH,
    PairStatus.INVALID: Category.INVALID,
    PairStatus.NOT_MATCHED: Category.NOT_MATCHED,
    PairStatus.NEW: Category.NEW,
    PairStatus.DESYNCED: Category.DESYNCED,
}
