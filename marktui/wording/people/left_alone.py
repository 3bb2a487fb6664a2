"""How it is said why a run leaves a line of the review alone, and how many lines for each reason."""

from collections import Counter
from collections.abc import Iterator, Mapping

from marktui.connectors.mis import MisPerson
from marktui.hub.model.time import day_words
from marktui.sync.model.pair import LeftAlone, Pair, PairStatus, year_not_set_up
from marktui.sync.model.plan import KindPlan

_LEFT_ALONE: Mapping[LeftAlone, str] = {
    LeftAlone.UNDECIDED: "undecided",
    LeftAlone.KEPT: "kept",
    LeftAlone.NOT_SET_UP: "not set up",
    LeftAlone.NOT_TICKED: "not ticked",
    LeftAlone.STARTS_LATER: "starts later",
    LeftAlone.OUTSIDE: "outside the filter",
    LeftAlone.OUT_OF_RANGE: "in a year group that is not set up",
    LeftAlone.CLASH: "in a clash",
    LeftAlone.INVALID: "cannot be used",
    LeftAlone.TAKEN: "with a code that another record has",
}


def left_alone_words(why: LeftAlone) -> str:
    """Why a run leaves rows alone, for any of them."""
    return _LEFT_ALONE[why]


def why_left_alone(pair: Pair) -> str:
    """Why the run does not apply a line, for a person: `starts on 4 Mar 2026`; empty where it does."""
    match pair.left_alone:
        case None:
            return ""
        case LeftAlone.CLASH | LeftAlone.INVALID:
            return pair.why
        case LeftAlone.TAKEN:
            return pair.candidates[0].why
        case LeftAlone.STARTS_LATER if isinstance(pair.row, MisPerson) and pair.row.starts_on:
            return f"starts on {day_words(pair.row.starts_on)}"
        case LeftAlone.OUT_OF_RANGE:
            return year_not_set_up(pair.missing_year)
    return _LEFT_ALONE[pair.left_alone]


def left_alone_by_reason(part: KindPlan) -> Iterator[tuple[int, str]]:
    """How many rows of a kind are left alone for each reason, `new, not ticked`, but for the undecided."""
    rows = Counter(
        (pair.left_alone, pair.status is PairStatus.NEW)
        for pair in part.pairs
        if pair.row is not None and pair.left_alone not in (None, LeftAlone.UNDECIDED)
    )
    for (why, is_new), number in rows.most_common():
        if why is not None:
            yield number, f"new, {left_alone_words(why)}" if is_new else left_alone_words(why)
