"""What the MIS leaves open about people; the hub then keeps what it has."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from marktui.connectors.mis import MisPerson
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person
from marktui.hub.people.identity import Identifier
from marktui.hub.people.name import name_after
from marktui.sync.model.pair import Pair, is_traded, what_words
from marktui.sync.plan.draft import Draft
from marktui.sync.review.clashes import record_words, some_words


def names_after(row: MisPerson, held: Person, keep: Collection[Identifier]) -> dict[str, str]:
    """First and last name as the MIS has them, but for those that are to be kept."""
    given = {"first_name": row.first_name, "last_name": row.last_name}
    facts = {"first_name": Identifier.FIRST_NAME, "last_name": Identifier.LAST_NAME}
    return {
        field: getattr(held, field)
        if keep and (fact in keep or Identifier.NAME in keep)
        else name_after(given[field], getattr(held, field), is_case_known=row.is_case_known)
        for field, fact in facts.items()
    }


def unclear_words(draft: Draft, kind: Kind, pairs: Iterable[Pair]) -> Iterator[str]:
    """A sentence that counts the people who are unclear in the MIS and names the first few."""
    unclear = [pair for pair in pairs if pair.unclear]
    traded = [pair for pair in unclear if is_traded(pair)]
    if traded:
        yield _traded_words(kind, traded)
    named = [f"{pair.mis_label} ({what_words(pair.unclear)})" for pair in unclear if not is_traded(pair)]
    named += [f"{one.label} (a leaving date before the first day)" for one in _back(draft, kind)]
    if named:
        verb = "is" if len(named) == 1 else "are"
        who = f"{kind.counted(len(named))} {verb} unclear in the MIS"
        yield f"{who}, so the hub keeps what it has: {some_words(sorted(named))}."


def _traded_words(kind: Kind, pairs: Sequence[Pair]) -> str:
    have = "has" if len(pairs) == 1 else "have"
    named = (
        f"{record_words(pair.record)}, MIS id {pair.row.mis_id}: {what_words(pair.unclear)}"
        for pair in pairs
        if pair.record and pair.row
    )
    return (
        f"{kind.counted(len(pairs))} {have} what is somebody else's in the MIS, so the hub keeps what it has "
        f"(perhaps a column has slipped): {some_words(named)}."
    )


def _back(draft: Draft, kind: Kind) -> Iterator[Person]:
    """The Synced people who are only in the list of leavers, with a date from before they came back."""
    leavers = draft.reading.leavers.get(kind, {})
    present = {row.mis_id for row in draft.rows(kind)} if leavers else set()
    linked = draft.linked(kind)
    for mis_id, leaver in leavers.items():
        record = linked.get(mis_id)
        if leaver.is_back and mis_id not in present and isinstance(record, Person) and record.is_synced:
            yield record
