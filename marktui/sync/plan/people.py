"""What a sync would do to teachers and pupils."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import ClassVar, Generic, TypeVar

from marktui.connectors.mis import InvalidRow, MisPerson
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Link, Person, Reason
from marktui.hub.model.time import day_words
from marktui.hub.people.placeholder_name import stands_for_nobody
from marktui.sync.match.evidence import Tie, key_of
from marktui.sync.match.people import clash_with, match_people
from marktui.sync.match.result import MatchResult
from marktui.sync.missing.absence import Absence, absence_of
from marktui.sync.missing.known_leavers import KnownLeavers
from marktui.sync.model.pair import Candidate, LeftAlone, Pair, PairStatus, Unclear, year_not_set_up
from marktui.sync.plan.draft import UNDECIDED, Draft
from marktui.sync.plan.people_messages import (
    NAME_OF_NOBODY,
    absence_messages,
    crowd_words,
    people_messages,
    unclear_messages,
    unmet_words,
)

R = TypeVar("R", bound=MisPerson)
P = TypeVar("P", bound=Person)

_SYNCED, _NEW, _MATCHED = PairStatus.SYNCED, PairStatus.NEW, PairStatus.MATCHED
_CHOSEN = (_NEW, _MATCHED)
"""What a person can tick or un-tick."""


class PersonShape(ABC, Generic[R, P]):
    """What teachers and pupils do differently."""

    kind: ClassVar[Kind]
    row_type: type[R]
    key: ClassVar[str]
    """What identifies a person: "UPN", "email"."""
    new_ticked = True
    """Whether new rows start ticked."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    @abstractmethod
    def records(self) -> Mapping[str, P]:
        """The hub's records, by id."""

    def usable(self, rows: Sequence[R]) -> Sequence[R]:
        """The rows without keys that several of them share."""
        return rows

    def is_outside(self, row: R) -> bool:
        """Whether a row is outside what was asked for."""
        return False

    def covers(self, record: P) -> bool:
        """Whether a record is inside what was asked for."""
        return True

    def missing_year(self, row: R) -> str | None:
        """The code of the year group of a row that is not set up; None where it is, or there is none."""
        return None

    @abstractmethod
    def made(self, row: R, new_id: str, link: Link) -> P:
        """The record of somebody new."""

    @abstractmethod
    def merge(self, record: P, row: R, link: Link, *, keep_key: bool) -> P:
        """A record as the MIS has it.

        Args:
            keep_key: Whether the record keeps its UPN or email, because somebody else has the row's.
        """

    @abstractmethod
    def is_same(self, record: P, row: R) -> bool:
        """Whether a record is as the MIS has it, so that there is nothing to do."""

    def unclear(self, record: P, row: R) -> tuple[Unclear, ...]:
        """What the row does not say about a record, so that the hub keeps what it has."""
        return ()

    @abstractmethod
    def yields_key(self, record: Person) -> bool:
        """Whether a record in this state gives up its UPN or email to somebody else."""

    @abstractmethod
    def remarks(self, pairs: Sequence[Pair]) -> Iterator[str]:
        """Sentences about this kind that a person should read."""


class PeoplePlan(Generic[R, P]):
    """Works out one kind's part of a plan."""

    def __init__(self, draft: Draft, shape: PersonShape[R, P]) -> None:
        self._draft = draft
        self._shape = shape
        self._kind = shape.kind
        self._known = draft.known(shape.kind)
        self._records = shape.records()
        self._rows: dict[str, R] = {}
        self._found: dict[str, MatchResult] = {}
        self._unlisted: frozenset[str] = frozenset()
        """The ids of records in doubt that no line lists."""
        self._crowded: tuple[date, ...] = ()
        self._barred: set[str] = set()
        """The MIS ids of linked rows whose record keeps its UPN or email: somebody else has the row's."""

    @cached_property
    def _present(self) -> set[str]:
        """The MIS ids of all rows, also of people who start later."""
        return {row.mis_id for row in self._draft.reading.rows.get(self._kind, ())}

    def work_out(self) -> None:
        """Add the kind's part to the draft."""
        rows = self._draft.rows(self._kind)
        valid = self._shape.usable([row for row in rows if isinstance(row, self._shape.row_type)])
        self._rows = {row.mis_id: row for row in valid}
        taken = self._draft.of_invalid_rows(self._kind)
        open_records = [record for record in self._records.values() if record.id not in taken]
        barred = [record for record in self._records.values() if record.id in taken]
        matches = match_people(valid, open_records, self._known, barred)
        self._found, self._unlisted, self._crowded = matches.found, matches.unlisted, matches.crowded
        invalid = [self._draft.invalid(self._kind, row) for row in rows if isinstance(row, InvalidRow)]
        with_row, without_row = self._settled_pairs(invalid)
        self._draft.absent[self._kind] = self._absent(without_row)
        pairs = [*with_row, *without_row]
        self._add_messages(pairs)
        self._draft.finish(self._kind, pairs)

    def _settled_pairs(self, invalid: list[Pair]) -> tuple[list[Pair], list[Pair]]:
        """The lines with a row and those without, once no record gets a UPN or email that another one keeps.

        A record that gives way may keep a key that another one needs, so this repeats until none gives way.
        """
        lines = {mis_id: self._pair(mis_id, row) for mis_id, row in self._rows.items()}
        while True:
            with_row = [*lines.values(), *invalid]
            if not self._records:
                # New rows that share a key are in a clash already, and there is nobody else.
                return with_row, []
            without_row = list(self._without_row(with_row))
            changed = [pair for pair in (*with_row, *without_row) if pair.change is not None]
            giving_way = self._without_keys(changed, with_row) or self._without_links(changed)
            if not giving_way:
                return with_row, without_row
            for mis_id in giving_way:
                lines[mis_id] = self._pair(mis_id, self._rows[mis_id])

    def _after(self, changed: list[Pair]) -> dict[str, Person]:
        """All records as the lines leave them."""
        after: dict[str, Person] = dict(self._records)
        after |= {pair.change.after.id: pair.change.after for pair in changed if pair.change}  # type: ignore[misc]
        return after

    def _without_keys(self, changed: list[Pair], with_row: list[Pair]) -> list[str]:
        """Make rows give way whose UPN or email is in a clash or belongs to somebody else."""
        taking: dict[str, list[tuple[str, Pair]]] = {}
        for pair in changed:
            if pair.row and (key := _key_taken(pair)) is not None:
                taking.setdefault(key, []).append((pair.row.mis_id, pair))
        if not taking:
            return []
        kept = (record for record in self._after(changed).values() if not self._shape.yields_key(record))
        holders = Counter(map(key_of, kept))
        disputed = self._keys_in_clash(with_row)
        contested = [key for key in taking if key in disputed or holders[key] > 1]
        giving_way = []
        for key in contested:
            for mis_id, pair in taking.pop(key, ()):
                self._give_way(mis_id, pair)
                giving_way.append(mis_id)
                # No other record can get what a linked record keeps.
                held = key_of(pair.record) if isinstance(pair.record, Person) else None
                if pair.status is PairStatus.SYNCED and held in taking:
                    contested.append(held)
        return giving_way

    def _without_links(self, changed: list[Pair]) -> list[str]:
        """Leave rows alone whose MIS id another record keeps because its own new row is not applied."""
        linked = self._draft.linked(self._kind)
        after: dict[str, Person] = {}
        waiting = []
        for pair in changed if linked else ():
            if pair.change is None or pair.row is None:
                continue
            mis_id, record = pair.row.mis_id, pair.change.after
            holder = linked.get(mis_id)
            if holder is None or holder.id == record.id:
                continue
            after = after or self._after(changed)
            if after[holder.id].link == record.link:
                waiting.append(mis_id)
                claim = Candidate(holder.id, Tie.MIS_ID.value)
                self._found[mis_id] = MatchResult(PairStatus.MAY_MATCH, claim.why, candidates=(claim,))
        return waiting

    def _give_way(self, mis_id: str, pair: Pair) -> None:
        """A linked record keeps the key that it has; an unlinked row is in a clash."""
        if pair.status is PairStatus.SYNCED:
            self._barred.add(mis_id)
            return
        candidates = (Candidate(pair.record.id, pair.why),) if pair.record else ()
        why = clash_with(self._shape.key, "the hub")
        self._found[mis_id] = MatchResult(PairStatus.CLASH, why, candidates=candidates)

    def _pair(self, mis_id: str, row: R) -> Pair:
        """The line of a row. Even a record that is left alone gives up an id of somebody else."""
        found = self._found[mis_id]
        record = self._records.get(found.record_id) if found.record_id else None
        if found.status is _SYNCED and self._has_nothing_to_do(row, record):
            return Pair(kind=self._kind, status=found.status, why=found.why, row=row, record=record)
        why = self._why_left_alone(row, found)
        pair = self._left_alone(row, found, record, why) if why else self._applied(row, found, record)
        if record is None or (link := record.link) is None or link.mis_id == mis_id:
            return pair
        if not self._has_lost_its_id(record):
            return pair
        after = pair.change.after if pair.change else record
        if after.link != link:
            return pair
        former = after.with_(link=link.until(self._draft.reading.today))
        return pair.with_(change=self._draft.change(self._kind, pair.why, record, former))

    def _why_left_alone(self, row: R, found: MatchResult) -> LeftAlone | None:
        if found.status in UNDECIDED:
            return UNDECIDED[found.status]
        if row.starts_on:
            return LeftAlone.STARTS_LATER
        if self._shape.is_outside(row):
            return LeftAlone.OUTSIDE
        return LeftAlone.OUT_OF_RANGE if self._shape.missing_year(row) else None

    def _has_nothing_to_do(self, row: R, record: P | None) -> bool:
        """Whether a linked record equals its row: most do, and nothing more has to be worked out for them."""
        return (
            record is not None
            and record.desync is None
            and row.starts_on is None
            and row.mis_id not in self._barred
            and not self._shape.is_outside(row)
            and self._shape.is_same(record, row)
        )

    def _left_alone(self, row: R, found: MatchResult, record: P | None, why: LeftAlone) -> Pair:
        pair = self._draft.pair(row, found, record, self._kind, left_alone=why)
        if why is LeftAlone.STARTS_LATER and record is not None:
            return pair.with_(unclear=self._shape.unclear(record, row))
        if why is LeftAlone.OUT_OF_RANGE:
            return self._out_of_range(pair, record, self._shape.missing_year(row))
        return pair

    def _out_of_range(self, pair: Pair, record: P | None, year: str | None) -> Pair:
        change = None
        if record is not None and record.is_synced:
            change = self._draft.desync(record, Reason.OUT_OF_RANGE, year_not_set_up(year)).change
        return pair.with_(missing_year=year, change=change)

    def _applied(self, row: R, found: MatchResult, record: P | None) -> Pair:
        ticked = None
        if found.status in _CHOSEN:
            erased_on = self._draft.erased_on(self._kind, row) if found.status is _NEW else None
            wanted = self._shape.new_ticked and erased_on is None and not self._doubt_who(row)
            default = found.status is _MATCHED or wanted
            ticked = self._draft.ticked(row, self._kind, default=default)
            if not ticked:
                return self._unticked(row, found, record, erased_on)
        link = self._draft.link(row)
        if record is None:
            after = self._shape.made(row, self._draft.new_id(self._kind), link)
            change = self._draft.change(self._kind, found.why, None, after)
            # A first sync has tens of thousands of these.
            return Pair(
                kind=self._kind, status=found.status, why=found.why, row=row, ticked=ticked, change=change
            )
        after = self._shape.merge(record, row, link, keep_key=row.mis_id in self._barred)
        change = self._draft.change(self._kind, found.why, record, after)
        unclear = self._shape.unclear(record, row)
        return self._draft.pair(row, found, record, self._kind, ticked=ticked, unclear=unclear, change=change)

    def _unticked(self, row: R, found: MatchResult, record: P | None, erased_on: date | None) -> Pair:
        pair = self._draft.pair(row, found, record, self._kind, ticked=False, left_alone=LeftAlone.NOT_TICKED)
        if erased_on is not None:
            return pair.with_(why=f"erased on {day_words(erased_on)}", erased_on=erased_on)
        doubt = self._doubt_who(row)
        return pair.with_(why=f"not in the hub, and {doubt}") if doubt else pair

    def _doubt_who(self, row: R) -> str:
        """Why somebody new may be nobody who is there; empty where nothing says so."""
        if row.open_status:
            return f"not known to be on roll: {row.open_status}"
        return NAME_OF_NOBODY if stands_for_nobody(row.name) else ""

    def _without_row(self, with_row: list[Pair]) -> Iterator[Pair]:
        met = {pair.record.id for pair in with_row if pair.record}
        missing = [record for record_id, record in self._records.items() if record_id not in met]
        if not missing:
            return
        in_doubt = {one.record_id for pair in with_row for one in pair.candidates} | self._unlisted
        in_doubt |= self._in_clash(with_row)
        for record in missing:
            if record.link is None:
                if record.id not in in_doubt:
                    why = "no row of the MIS is this person"
                    yield Pair(kind=self._kind, status=PairStatus.NOT_MATCHED, why=why, record=record)
            elif self._has_lost_its_id(record):
                yield self._draft.without_id(record, record.link, in_doubt=record.id in in_doubt)
            elif record.desync is not None:
                yield self._draft.still_desynced(record)
            elif self._has_present_id(record):
                yield self._draft.kept(record, "the MIS has another name under this MIS id")
            elif self._shape.covers(record):
                yield from self._missing(record, in_doubt=record.id in in_doubt)

    def _has_present_id(self, record: Person) -> bool:
        """Whether the MIS has a row with the MIS id of a record, even if it is somebody else."""
        link = record.link
        return link is not None and link.connector == self._known.connector and link.mis_id in self._present

    def _has_lost_its_id(self, record: Person) -> bool:
        """Whether the row with the MIS id of a record certainly belongs to somebody else."""
        if record.link is None or not self._has_present_id(record):
            return False
        mis_id = record.link.mis_id
        if not self._known.may_pair(mis_id, record.id):
            return True
        found = self._found.get(mis_id)
        return found is not None and found.status not in (PairStatus.MAY_MATCH, PairStatus.CLASH)

    def _in_clash(self, with_row: list[Pair]) -> set[str]:
        """The records whose UPN or email is on a row in a clash: one of those rows may be theirs."""
        keys = self._keys_in_clash(with_row)
        return {record.id for record in self._records.values() if keys and key_of(record) in keys}

    def _keys_in_clash(self, with_row: list[Pair]) -> set[str | None]:
        clash = PairStatus.CLASH
        rows = [pair.row for pair in with_row if pair.status is clash]
        return {key_of(row) for row in rows if isinstance(row, MisPerson)} - {None}

    @cached_property
    def _left(self) -> KnownLeavers:
        """The leavers about whom more is known than a MIS id."""
        leavers = self._draft.reading.leavers.get(self._kind, {})
        return KnownLeavers(leavers.values(), self._records.values(), self._rows.values())

    def _absence(self, record: Person) -> Absence:
        return absence_of(record, self._draft.reading, self._draft.listed, self._left)

    def _missing(self, record: P, *, in_doubt: bool) -> Iterator[Pair]:
        """A Synced record without a row: left, gone, kept, or perhaps a row in doubt."""
        absence = self._absence(record)
        if absence.reason is None:
            yield self._draft.kept(record, absence.why)
        elif absence.reason is Reason.LEFT or not in_doubt:
            yield self._draft.desync(record, absence.reason, absence.why, absence.left_on)

    def _absent(self, without_row: list[Pair]) -> tuple[Absence, ...]:
        """The Synced people without a row, if their line says so."""
        records = (pair.record for pair in without_row)
        return tuple(
            self._absence(record)
            for record in records
            if isinstance(record, Person) and record.is_synced and not self._has_present_id(record)
        )

    def _add_messages(self, pairs: list[Pair]) -> None:
        """Add the sentences that a person should read about this kind."""
        absent, reading = self._draft.absent[self._kind], self._draft.reading
        self._draft.note(*people_messages(self._kind, self._draft.before, pairs, self._barred))
        self._draft.note(*crowd_words(self._kind, self._crowded))
        self._draft.note(*unmet_words(self._draft.before, self._known.confirmed, self._found))
        place = "the files" if reading.source.digest else "the lists"
        self._draft.note(*absence_messages(self._kind, absent, reading.proves, place))
        self._draft.note(*unclear_messages(self._draft, self._kind, pairs))
        self._draft.note(*self._shape.remarks(pairs))


def _key_taken(pair: Pair) -> str | None:
    """The UPN or email that a change gives to a record which did not have it."""
    if pair.change is None or not isinstance(pair.change.after, Person):
        return None
    after = key_of(pair.change.after)
    return after if not isinstance(pair.record, Person) or after != key_of(pair.record) else None
