"""Questions that the MIS leaves open about its groups, a sentence each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from marktui.connectors.mis import MisClass, MisRow, MisYearGroup
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Message
from marktui.hub.model.record import usual_year_name, year_order
from marktui.hub.model.text import natural_order
from marktui.sync.model.pair import Pair, PairStatus
from marktui.sync.model.plan import KindPlan
from marktui.sync.review.clashes import claimed, row_words, some_words, tell_apart


def open_questions(part: KindPlan) -> Iterator[Message]:
    """The questions about one kind of group."""
    yield from unknown_years(pair.row for pair in part.pairs if pair.row)
    order = year_order if part.kind is Kind.YEAR_GROUP else natural_order
    for key, rows in sorted(_clashes(part).items(), key=lambda one: order(one[0])):
        yield _clash(part.kind, key, rows)


def unknown_years(rows: Iterable[MisRow]) -> Iterator[Message]:
    """A sentence about the year groups whose year is not known, if there are any."""
    unknown = [row for row in rows if isinstance(row, MisYearGroup) and row.code is None]
    named = sorted(unknown, key=lambda row: (natural_order(row.name), natural_order(row.mis_id)))
    if len(named) == 1:
        text = f"The MIS does not say for certain which year {row_words(named[0])} is."
        yield Message(text, tell_apart(named[0]))
    elif named:
        every = ", ".join(map(row_words, named))
        text = f"The MIS does not say for certain which years these are: {every}. Give each of them its year."
        yield Message(text, tell_apart(named[0]))


def _clash(kind: Kind, key: str, rows: list[MisRow]) -> Message:
    named = some_words(map(row_words, rows))
    if kind is Kind.YEAR_GROUP:
        all_ = "both" if len(rows) == 2 else "all"
        text = f"{named} would {all_} be {usual_year_name(key)}."
    elif len(rows) == 2:
        text = f"{named} have the same name."
    else:
        text = f"{named} have the same name. To set them up, all but one need another."
    return Message(text, tell_apart(rows[-1]))


def _clashes(part: KindPlan) -> dict[str, list[MisRow]]:
    """The rows that claim the same code or name; those that are not set up come last."""
    by_key: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in part.pairs:
        if isinstance(pair.row, (MisYearGroup, MisClass)) and (key := claimed(pair.row)):
            by_key[key].append(pair)
    found: dict[str, list[MisRow]] = {}
    for key, pairs in by_key.items():
        if any(pair.status is PairStatus.CLASH for pair in pairs):
            ordered = sorted(pairs, key=lambda one: (one.status is PairStatus.CLASH, natural_order(one.key)))
            found[key] = [pair.row for pair in ordered if pair.row]
    return found
