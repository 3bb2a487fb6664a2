"""A plan in progress: the hub as it would be so far, and the parts that are done."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter
from typing import Any

from msgspec import structs

from marktui.connectors.mis import InvalidRow, MisClass, MisRow, MisYearGroup
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import Message
from marktui.hub.model.record import Desync, Link, Person, Reason, Record, YearGroup, year_order
from marktui.hub.model.text import fold, natural_order
from marktui.hub.model.time import day_words
from marktui.hub.rules.erase import digest_of
from marktui.store.file.entry import Counts, Do
from marktui.store.file.record_changes import what_is_done
from marktui.sync.match.evidence import is_on_roll
from marktui.sync.match.known_links import KnownPairs
from marktui.sync.match.result import MatchResult
from marktui.sync.missing.absence import Absence, listed_pupils
from marktui.sync.model.pair import Change, LeftAlone, Pair, PairStatus
from marktui.sync.model.plan import KindPlan
from marktui.sync.model.reading import Reading
from marktui.sync.model.review_decisions import Decisions
from marktui.sync.model.scope import Scope


class Draft:
    """Collects what a sync would do, kind by kind, so that pupils get the classes of the same run."""

    def __init__(self, hub: Hub, reading: Reading, scope: Scope, decisions: Decisions) -> None:
        self.before = hub
        self.hub = hub
        self.reading = reading
        self.scope = scope
        self.decisions = decisions
        self.parts: list[KindPlan] = []
        self.messages: list[Message] = []
        self.absent: dict[Kind, tuple[Absence, ...]] = {}
        """The Synced people without a row, by kind."""
        self._next_record = hub.next_record
        ticks = [one for one in hub.choices.ticks if one.connector == reading.connector]
        self._has_ticks = bool(ticks or decisions.ticks or decisions.confirmed)
        """Whether any row was ticked or un-ticked by a person; mostly none was."""
        self._ticks = {(one.kind, one.mis_id): one.ticked for one in ticks}
        """The remembered ticks, by kind and MIS id."""
        self._group_ticks: dict[tuple[Kind, str | None], bool] = {
            (one.kind, one.word): one.ticked for one in ticks if one.word is not None
        }
        """The same of groups, by kind and word: their MIS ids may change."""
        self._rows: dict[Kind, list[MisRow]] = {}
        self._rows_by_id: dict[Kind, dict[str, MisRow]] = {}
        self._erased = {mark.digest: mark.on for mark in hub.erased}
        self._linked = {kind: hub.linked(reading.connector, kind) for kind in Kind}

    @cached_property
    def listed(self) -> frozenset[str]:
        """The MIS ids of the pupils in a class or year group list."""
        return listed_pupils(self.reading)

    def note(self, *texts: str) -> None:
        """Add messages about which nothing can be done."""
        self.messages += map(Message, texts)

    def rows(self, kind: Kind) -> Sequence[MisRow]:
        """The rows of a kind that count as present, in order of id."""
        if kind not in self._rows:
            linked = self.linked(kind)
            rows = [row for row in self.reading.rows.get(kind, ()) if is_on_roll(row, linked)]
            by_text = sorted(rows, key=attrgetter("mis_id"))
            self._rows[kind] = sorted(by_text, key=lambda row: len(row.mis_id))
        return self._rows[kind]

    def linked(self, kind: Kind) -> dict[str, Record]:
        """The records of a kind that are linked through this connector, by MIS id."""
        return self._linked[kind]

    def of_invalid_rows(self, kind: Kind) -> set[str]:
        """The ids of the records whose rows cannot be used. They are present, and no other row gets them."""
        linked = self.linked(kind)
        rows = [row for row in self.rows(kind) if isinstance(row, InvalidRow)]
        return {linked[row.mis_id].id for row in rows if row.mis_id in linked}

    def known(self, kind: Kind) -> KnownPairs:
        """What is known before the matching of a kind begins."""
        unmatched: dict[str, frozenset[str]] = {}
        for one in self.before.choices.unmatched:
            if one.kind is kind and one.connector == self.reading.connector:
                unmatched[one.mis_id] = unmatched.get(one.mis_id, frozenset()) | {one.record_id}
        for (its_kind, mis_id), record_ids in self.decisions.unmatched.items():
            if its_kind is kind:
                unmatched[mis_id] = unmatched.get(mis_id, frozenset()) | frozenset(record_ids)
        confirmed = {
            one.mis_id: one.record_id
            for one in self.before.choices.matched
            if one.kind is kind
            and one.connector == self.reading.connector
            and one.record_id not in self.decisions.unmatched.get((kind, one.mis_id), ())
        }
        confirmed |= {
            mis_id: record_id
            for (its_kind, mis_id), record_id in self.decisions.confirmed.items()
            if its_kind is kind
        }
        return KnownPairs(self.reading.connector, confirmed, unmatched)

    def ticked(self, row: MisRow, kind: Kind, *, default: bool) -> bool:
        """Whether a row is ticked: as decided now, else as remembered, else as its kind starts.

        Who says now that a row is somebody means it to be applied, whatever is remembered of the row.
        """
        if not self._has_ticks:
            return default
        if (kind, row.mis_id) in self.decisions.confirmed:
            return self.decisions.ticks.get((kind, row.mis_id), True)
        by_word = self._group_ticks.get((kind, word_of(row)), default)
        remembered = self._ticks.get((kind, row.mis_id), by_word)
        return self.decisions.ticks.get((kind, row.mis_id), remembered)

    def erased_on(self, kind: Kind, row: MisRow) -> date | None:
        """The day on which the person of this row was erased, if they were."""
        key = self.before.erasure_key
        return self._erased.get(digest_of(key, kind, self.link(row))) if key and self._erased else None

    def row(self, kind: Kind, mis_id: str) -> MisRow | None:
        """One row of a list."""
        if kind not in self._rows_by_id:
            self._rows_by_id[kind] = {row.mis_id: row for row in reversed(self.reading.rows.get(kind, ()))}
        return self._rows_by_id[kind].get(mis_id)

    def new_id(self, kind: Kind) -> str:
        """The id of a record that the run creates."""
        self._next_record += 1
        return _record_id(kind, self._next_record - 1)

    def link(self, row: MisRow) -> Link:
        """The link to a row."""
        return Link(self.reading.connector, row.mis_id)

    def change(self, kind: Kind, why: str, before: Record | None, after: Record) -> Change | None:
        """The change from one state of a record to another; None where there is none."""
        if before == after:
            return None
        do = what_is_done(before, after)
        return Change(kind=kind, do=do, why=why, before=before, after=after, hub=self.hub)

    def desync(self, record: Record, reason: Reason, why: str, left_on: date | None = None) -> Pair:
        """The line of a linked record that the MIS no longer has; kept where a missing row means nothing."""
        kind = record.kind
        if not self.reading.proves(reason):
            is_of_files = reason is Reason.GONE and self.reading.source.digest
            return self.kept(record, "not in the files" if is_of_files else why)
        after = record.with_(desync=Desync(self.reading.today, reason, left_on))
        if isinstance(after, Person) and after.kept and after.kept.on > self.reading.today:
            # A clock was ahead when they were kept. That was for an earlier leaving, so it is dated before.
            before_today = self.reading.today - timedelta(days=1)
            after = after.with_(kept=structs.replace(after.kept, on=before_today))
        return Pair(
            kind=kind,
            status=PairStatus.DESYNCED,
            why=why,
            record=record,
            change=self.change(kind, why, record, after),
        )

    def kept(self, record: Record, why: str) -> Pair:
        """The line of a Synced record without a row that stays as it is."""
        return Pair(
            kind=record.kind, status=PairStatus.SYNCED, why=why, record=record, left_alone=LeftAlone.KEPT
        )

    def without_id(self, record: Record, link: Link, *, in_doubt: bool) -> Pair:
        """The line of a record whose MIS id belongs to somebody else, as a person decided.

        Args:
            in_doubt: Whether another row may be the person, so that they are not de-synced yet.
        """
        why = f"the MIS id {link.mis_id} is somebody else's now"
        desync = record.desync
        if desync is None and not in_doubt and self.reading.proves(Reason.GONE):
            desync = Desync(self.reading.today, Reason.GONE)
        after = record.with_(link=link.until(self.reading.today), desync=desync)
        change = self.change(record.kind, why, record, after)
        status = PairStatus.DESYNCED if desync else PairStatus.SYNCED
        return Pair(kind=record.kind, status=status, why=why, record=record, change=change)

    def still_desynced(self, record: Record) -> Pair:
        """The line of a record that an earlier run de-synced."""
        why = f"de-synced since {day_words(record.desync.since)}" if record.desync else ""
        return Pair(kind=record.kind, status=PairStatus.DESYNCED, why=why, record=record)

    def pair(self, row: MisRow, found: MatchResult, record: Record | None, kind: Kind, **more: Any) -> Pair:
        """The line of a row as it was matched, with what more is known of it."""
        return Pair(
            kind=kind,
            status=found.status,
            why=found.why,
            row=row,
            record=record,
            candidates=found.candidates,
            more=found.more,
            duplicates=found.duplicates,
            **more,
        )

    def invalid(self, kind: Kind, row: InvalidRow) -> Pair:
        """The line of a row that cannot be used; its person counts as present."""
        return Pair(
            kind=kind,
            status=PairStatus.INVALID,
            why=row.problem,
            row=row,
            record=self.linked(kind).get(row.mis_id),
            left_alone=LeftAlone.INVALID,
        )

    def finish(self, kind: Kind, pairs: Iterable[Pair]) -> None:
        """Finish one kind's part and apply its changes to the hub of the draft."""
        order = _group_order if kind in (Kind.YEAR_GROUP, Kind.CLASS) else _people_order
        ordered = tuple(sorted(pairs, key=order))
        changes = tuple([pair.change for pair in ordered if pair.change is not None])
        self.parts.append(KindPlan(kind, count(ordered, changes), ordered, changes))
        after = self.hub.with_records([change.after for change in changes])
        # A line that was made twice has taken two numbers.
        while self._next_record > self.hub.next_record and not after.record(
            _record_id(kind, self._next_record - 1)
        ):
            self._next_record -= 1
        self.hub = after.with_(next_record=self._next_record)


def _record_id(kind: Kind, number: int) -> str:
    return f"{kind[0]}{number:06d}"


UNDECIDED = {PairStatus.MAY_MATCH: LeftAlone.UNDECIDED, PairStatus.CLASH: LeftAlone.CLASH}
"""Why rows that are matched to nobody yet are left alone."""


def word_of(row: MisRow | None) -> str | None:
    """What identifies a group if its MIS id changes: a year code, a class name; None if unknown."""
    match row:
        case MisYearGroup(code=code):
            return code
        case MisClass(name=name):
            return fold(name)
    return None


def count(lines: Sequence[Pair], changes: Iterable[Change]) -> Counts:
    """The counts of one kind's lines and of their changes."""
    rows = [pair for pair in lines if pair.row is not None]
    numbers = Counter[str](map(_STATUS, rows))
    numbers["read"] = len(rows)
    numbers["left_alone"] = sum(pair.left_alone is not None for pair in rows)
    without_row = Counter(pair.status for pair in lines if pair.row is None)
    numbers["not_matched"] += without_row[PairStatus.NOT_MATCHED]
    of_known = [change for change in changes if change.before is not None]
    done = Counter(change.do for change in of_known)
    numbers["desynced"] += done[Do.DESYNC]
    numbers["returned"] += done[Do.RETURN]
    numbers["changed"] += sum(map(is_new_value, of_known))
    return Counts(**{str(name): number for name, number in numbers.items()})


def is_new_value(change: Change) -> bool:
    """Whether a linked record gets a new value; a new link does not count."""
    return change.do in _GIVES_VALUES and not change.fields.keys() <= _LINK_FIELDS


_STATUS = attrgetter("status")
_GIVES_VALUES = (Do.UPDATE, Do.RETURN)
_LINK_FIELDS = {"status", "connector", "mis_id"}


def _people_order(pair: Pair) -> str:
    """The order of review of people, as one text, since tens of thousands are sorted: rank, name, key.

    No name holds the sign between them, which comes before all others.
    """
    name = (pair.row.name if pair.row else "") or _name(pair)
    return f"{_rank(pair)}{name.casefold()}\0{pair.key}"


def _group_order(pair: Pair) -> tuple[object, ...]:
    """The order of review of year groups and classes."""
    return (_rank(pair), year_order(_code(pair)), natural_order(_name(pair)), pair.key)


def _rank(pair: Pair) -> int:
    """The place of a line in the review: what needs a decision comes first."""
    rank = _RANKS[pair.status]
    return _CHANGED if pair.change and rank > _CHANGED else rank


def _name(pair: Pair) -> str:
    return pair.mis_label or (pair.record.label if pair.record else "")


def _code(pair: Pair) -> str | None:
    """The year code of a year group, for school order; None for everything else."""
    for one in (pair.row, pair.record):
        if isinstance(one, (MisYearGroup, YearGroup)):
            return one.code
    return None


_RANKS = {
    PairStatus.MAY_MATCH: 0,
    PairStatus.CLASH: 1,
    PairStatus.INVALID: 2,
    PairStatus.NOT_MATCHED: 3,
    PairStatus.NEW: 4,
    PairStatus.SYNCED: 6,
    PairStatus.MATCHED: 6,
    PairStatus.DESYNCED: 7,
}
_CHANGED = 5
"""The rank of somebody known who changes."""
