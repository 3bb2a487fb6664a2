"""What the MIS does not say about people; the hub then keeps what it has."""

from collections.abc import Iterable, Iterator

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person
from marktui.sync.model.pair import Pair, what_words
from marktui.sync.plan.draft import Draft
from marktui.sync.review.clashes import some_words


def unclear_words(draft: Draft, kind: Kind, pairs: Iterable[Pair]) -> Iterator[str]:
    """A sentence that counts the people who are unclear in the MIS and names the first few."""
    named = [f"{pair.mis_label} ({what_words(pair.unclear)})" for pair in pairs if pair.unclear]
    named += [f"{one.label} (a leaving date before the first day)" for one in _back(draft, kind)]
    if named:
        verb = "is" if len(named) == 1 else "are"
        who = f"{kind.counted(len(named))} {verb} unclear in the MIS"
        yield f"{who}, so the hub keeps what it has: {some_words(sorted(named))}."


def _back(draft: Draft, kind: Kind) -> Iterator[Person]:
    """The Synced people who are only in the list of leavers, with a date from before they came back."""
    leavers = draft.reading.leavers.get(kind, {})
    present = {row.mis_id for row in draft.rows(kind)} if leavers else set()
    linked = draft.linked(kind)
    for mis_id, leaver in leavers.items():
        record = linked.get(mis_id)
        if leaver.is_back and mis_id not in present and isinstance(record, Person) and record.is_synced:
            yield record
