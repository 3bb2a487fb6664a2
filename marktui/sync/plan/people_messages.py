"""The sentences of a plan about people."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from marktui.connectors.mis import MisPerson, Oddity
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Access, Person, Reason
from marktui.hub.model.time import day_words
from marktui.sync.match.evidence import KEYS, key_of
from marktui.sync.match.result import MatchResult
from marktui.sync.missing.absence import Absence
from marktui.sync.model.pair import Pair, PairStatus, what_words
from marktui.sync.plan.draft import Draft
from marktui.sync.review.clashes import record_words, row_words, some_words

_AT_MOST = 5
"""How many doubts and clashes are listed one by one."""

NAME_OF_NOBODY = "a name that stands for nobody"


def people_messages(kind: Kind, hub: Hub, pairs: Sequence[Pair], keeping: Collection[str]) -> Iterator[str]:
    """The sentences that a person should read about the lines of a kind.

    Args:
        keeping: The MIS ids of linked rows whose record keeps its UPN or email.
    """
    of_status: defaultdict[PairStatus, list[Pair]] = defaultdict(list)
    for pair in pairs:
        of_status[pair.status].append(pair)
    yield from _doubts(kind, hub, of_status[PairStatus.MAY_MATCH])
    yield from _clashes(kind, of_status[PairStatus.CLASH], pairs)
    held = [
        pair.row for pair in (pairs if keeping else ()) if pair.row is not None and pair.row.mis_id in keeping
    ]
    theirs = f"kept the {KEYS[kind]} of the hub, since the MIS gives theirs to somebody else too"
    yield from _counted(kind, len(held), f"{theirs}: {some_words(map(row_words, held))}")
    yield from _counted(kind, len(of_status[PairStatus.INVALID]), "invalid in the MIS: left alone")
    yield from _oddities(kind, pairs)
    yield from _nobodies(kind, of_status[PairStatus.NEW])
    met = of_status[PairStatus.SYNCED] + of_status[PairStatus.MATCHED]
    pending = Access.PENDING_DELETION
    still_there = sum(getattr(pair.record, "access", None) is pending for pair in met)
    yield from _counted(kind, still_there, "pending deletion, though still in the MIS")


def unclear_messages(draft: Draft, kind: Kind, pairs: Iterable[Pair]) -> Iterator[str]:
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


def absence_messages(
    kind: Kind, absent: Sequence[Absence], proves: Callable[[Reason], bool], place: str
) -> Iterator[str]:
    """Who is kept without a row.

    Args:
        place: What they are not in: "the files".
        proves: Whether what was read proves an absence for a reason: old data or a part of the school do not.
    """
    listed = [one.record for one in absent if one.reason is None and one.is_listed]
    are = "is" if len(listed) == 1 else "are"
    where = "in no list of pupils, but still in the lists of their classes or year groups"
    yield from _counted(kind, len(listed), f"{are} {where}: kept, {some_words(map(record_words, listed))}")
    kept = [one for one in absent if one.reason is not None and not proves(one.reason)]
    named = some_words(record_words(one.record) for one in kept)
    are, they = ("is", "stays") if len(kept) == 1 else ("are", "stay")
    yield from _counted(kind, len(kept), f"{are} not in {place} and {they} as before: {named}")


def crowd_words(kind: Kind, crowded: Sequence[date]) -> Iterator[str]:
    """Which birth dates so many people have that not all names were compared."""
    if crowded:
        days = some_words(map(day_words, crowded))
        yield (
            f"Too many {kind.nouns} have one birth date ({days}) to compare all their names: similar names "
            "were looked for among those with the same first or last name."
        )


def unmet_words(hub: Hub, confirmed: Mapping[str, str], found: Mapping[str, MatchResult]) -> Iterator[str]:
    """Which pairs that a person matched could not be matched, and why.

    Args:
        confirmed: The records that a person confirmed for a row, by MIS id.
    """
    for mis_id, record_id in confirmed.items():
        row, record = found.get(mis_id), hub.record(record_id)
        if row is None:
            reason = "the MIS has no such row on roll"
        elif row.record_id == record_id:
            continue
        elif row.record_id is not None:
            reason = f"the row belongs to {row.record_id}"
        elif record is None:
            reason = "the hub has no such record"
        else:
            reason = f"{record_words(record)} belongs to another row"
        yield f"MIS id {mis_id} could not be matched to {record_id} as decided: {reason}."


def doubt_words(hub: Hub, pair: Pair) -> str:
    """Who the row of a line may be and why a person has to decide, in one sentence."""
    if pair.row is None:
        return ""
    row = row_words(pair.row)
    if not pair.candidates:
        return f"{row} has the {pair.why}."
    known = [(hub.record(one.record_id), one.why) for one in pair.candidates]
    named = some_words((f"{record_words(record)}, {why}" for record, why in known if record), pair.more)
    twice = f"; {pair.why}" if pair.duplicates else ""
    return f"{row} may be {named}{twice}."


def _doubts(kind: Kind, hub: Hub, open_pairs: Iterable[Pair]) -> Iterator[str]:
    single = [pair for pair in open_pairs if not pair.duplicates]
    yield from _counted(kind, len(single), "may match somebody in the hub: left alone until decided")
    yield from _first((doubt_words(hub, pair) for pair in single), len(single))
    twice = [pair for pair in open_pairs if pair.duplicates]
    yield from _counted(kind, len(twice), "may be in the MIS twice: left alone until decided")
    yield from _first((doubt_words(hub, pair) for pair in twice), len(twice))


def _clashes(kind: Kind, clashing: Sequence[Pair], pairs: Iterable[Pair]) -> Iterator[str]:
    """How many are in a clash, and who they are."""
    yield from _counted(kind, len(clashing), "in a clash: left alone")
    whys = {key_of(pair.row): pair.why for pair in clashing if isinstance(pair.row, MisPerson)}
    rows: dict[str | None, list[str]] = {key: [] for key in whys}
    for pair in pairs if whys else ():
        if isinstance(pair.row, MisPerson) and key_of(pair.row) in rows:
            rows[key_of(pair.row)].append(row_words(pair.row))
    yield from _first((f"{some_words(its)}: {whys[key]}." for key, its in rows.items()), len(rows))


def _oddities(kind: Kind, pairs: Iterable[Pair]) -> Iterator[str]:
    rows = [pair.row for pair in pairs if isinstance(pair.row, MisPerson) and pair.row.oddities]
    for oddity in Oddity:
        odd = [row for row in rows if oddity in row.oddities]
        yield from _counted(kind, len(odd), f"with {oddity.value}: {some_words(map(row_words, odd))}")


def _nobodies(kind: Kind, pairs: Iterable[Pair]) -> Iterator[str]:
    """Who is not added because of a name, unless a person ticks them."""
    rows = [pair.row for pair in pairs if pair.row and not pair.ticked and pair.why.endswith(NAME_OF_NOBODY)]
    has, it_is = ("has", "it is") if len(rows) == 1 else ("have", "they are")
    so = f"{has} {NAME_OF_NOBODY}, so {it_is} added only if you tick {'it' if len(rows) == 1 else 'them'}"
    yield from _counted(kind, len(rows), f"{so}: {some_words(map(row_words, rows))}")


def _counted(kind: Kind, number: int, what: str) -> Iterator[str]:
    if number:
        yield f"{kind.counted(number)} {what}."


def _first(sentences: Iterable[str], number: int) -> Iterator[str]:
    """The first few of so many sentences, and how many more there are; those are not even made."""
    yield from islice(sentences, _AT_MOST)
    if number > _AT_MOST:
        yield f"And {number - _AT_MOST:,} more."
