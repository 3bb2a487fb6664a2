"""How it is said which rows a run leaves alone, and why: their number stands beside that of the new ones."""

from collections import Counter
from collections.abc import Iterator

from marktui.sync.model.pair import LeftAlone, PairStatus
from marktui.sync.model.plan import KindPlan
from marktui.wording.people.review_obstacles import left_alone_words


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
