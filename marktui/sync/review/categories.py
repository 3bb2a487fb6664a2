"""The lines of a review by what they mean to a person, in the order in which they ought to be reviewed."""

from enum import StrEnum

from msgspec import Struct

from marktui.hub.model.record import Desync, Reason
from marktui.sync.model.pair import Change, Do, Pair, PairStatus
from marktui.sync.model.plan import KindPlan


class Meaning(StrEnum):
    """What a line means; the value is the name of its group. The order of the members is that of review."""

    MAY_MATCH = "May match"
    CLASH = "Clash"
    INVALID = "Invalid"
    NOT_MATCHED = "Not matched"
    KEPT = "Kept, though missing"
    """Synced, and in no list: kept for a reason that the line says."""
    NEW = "New"
    RETURNED = "Returned"
    PROMOTION = "Promotion"
    """Another year group, and whatever else changes with it."""
    CLASS_MOVE = "Moved class"
    """Another class in the same year group."""
    CHANGED = "Other changes"
    LEFT = "Leaving: left"
    GONE = "Leaving: no longer in the MIS"
    OUT_OF_RANGE = "Leaving: year group not set up"
    MATCHED = "Matched"
    """Met for the first time, with nothing else to change."""
    SAME = "No change"
    DESYNCED = "De-synced before"


class Group(Struct, frozen=True):
    """Lines that mean the same."""

    meaning: Meaning
    pairs: tuple[Pair, ...]
    """In the order of the plan."""

    @property
    def name(self) -> str:
        """What the group is called on the screen."""
        return self.meaning.value

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.pairs)


def review_groups(part: KindPlan) -> tuple[Group, ...]:
    """The lines of one kind in groups, in the order of review; a group without lines is left out.

    Args:
        part: One kind's part of a plan.
    """
    found: dict[Meaning, list[Pair]] = {}
    for pair in part.pairs:
        found.setdefault(meaning_of(pair), []).append(pair)
    return tuple(Group(meaning, tuple(found[meaning])) for meaning in Meaning if meaning in found)


def meaning_of(pair: Pair) -> Meaning:
    """What a line means; each line means one thing."""
    change = pair.change
    if change is not None and change.do is Do.DESYNC and change.after.desync is not None:
        return _leaving(change.after.desync)
    if change is not None and change.do is Do.RETURN:
        return Meaning.RETURNED
    if pair.status in _BY_STATUS:
        return _BY_STATUS[pair.status]
    if pair.row is None:
        return Meaning.KEPT
    if change is None:
        return Meaning.MATCHED if pair.status is PairStatus.MATCHED else Meaning.SAME
    if _moves(pair, change, "year_group"):
        return Meaning.PROMOTION
    if _moves(pair, change, "class"):
        return Meaning.CLASS_MOVE
    only_linked = change.fields.keys() <= {"status", "connector", "mis_id"}
    return Meaning.MATCHED if pair.status is PairStatus.MATCHED and only_linked else Meaning.CHANGED


def _moves(pair: Pair, change: Change, field: str) -> bool:
    """Whether somebody changes year or class; whoever was typed in without one moves nowhere."""
    before, _ = change.fields.get(field, (None, None))
    return field in change.fields and (before is not None or pair.status is PairStatus.SYNCED)


def _leaving(desync: Desync) -> Meaning:
    reasons = {
        Reason.LEFT: Meaning.LEFT,
        Reason.GONE: Meaning.GONE,
        Reason.OUT_OF_RANGE: Meaning.OUT_OF_RANGE,
    }
    return reasons[desync.reason]


_BY_STATUS = {
    PairStatus.MAY_MATCH: Meaning.MAY_MATCH,
    PairStatus.CLASH: Meaning.CLASH,
    PairStatus.INVALID: Meaning.INVALID,
    PairStatus.NOT_MATCHED: Meaning.NOT_MATCHED,
    PairStatus.NEW: Meaning.NEW,
    PairStatus.DESYNCED: Meaning.DESYNCED,
}
