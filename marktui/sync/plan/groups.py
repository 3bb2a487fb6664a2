"""What a sync would do to year groups and classes."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from marktui.connectors.mis import InvalidRow, MisClass, MisRow, MisYearGroup
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import NURSERY, Reason, Record, SchoolClass, YearGroup, usual_year_name
from marktui.hub.model.text import fold
from marktui.sync.match.class_members import called_in_mis
from marktui.sync.match.groups import Compared, match_groups
from marktui.sync.match.result import MatchResult
from marktui.sync.model.pair import Candidate, LeftAlone, Pair, PairStatus
from marktui.sync.plan.draft import UNDECIDED, Draft
from marktui.sync.plan.year_groups import mis_years

UNKNOWN_YEAR = "nobody has said yet which year it is"
"""Why a year group of the MIS waits for a person."""


_OPEN = (PairStatus.MAY_MATCH, PairStatus.CLASH)


class GroupShape(Compared, ABC):
    """What year groups and classes do differently."""

    kind: Kind

    @abstractmethod
    def word_of(self, group: MisRow | Record) -> str | None:
        """The comparable code or name of a group of the MIS or the hub; None if it is not known."""

    def why_unticked(self, row: MisRow) -> str | None:
        """Why a new group starts un-ticked; None where it is set up unless a person un-ticks it."""
        return None

    @abstractmethod
    def merge(self, record: Record | None, row: MisRow, new_id: str) -> Record:
        """The group as the MIS has it, without link and de-sync."""


class YearGroupShape(GroupShape):
    """How year groups are synced: by code, the MIS name wins, Nursery starts un-ticked."""

    kind = Kind.YEAR_GROUP
    word = "code"
    link_counts = False

    def word_of(self, group: MisRow | Record) -> str | None:
        """The year code."""
        return group.code if isinstance(group, (MisYearGroup, YearGroup)) else None

    def why_unticked(self, row: MisRow) -> str | None:
        """Nursery is not set up unless a person ticks it."""
        return "Nursery starts un-ticked" if self.word_of(row) in NURSERY else None

    def merge(self, record: Record | None, row: MisRow, new_id: str) -> Record:
        """The year group with the name of the MIS."""
        assert isinstance(row, MisYearGroup) and row.code  # noqa: S101, PT018 - without a code it is undecided
        if isinstance(record, YearGroup):
            return record.with_(name=row.name)
        return YearGroup(id=new_id, code=row.code, name=row.name)


class ClassShape(GroupShape):
    """How classes are synced: linked by MIS id, else by exact name; ticked if their year is set up."""

    kind = Kind.CLASS
    word = "name"
    link_counts = True

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        words = Counter(self.word_of(row) for row in draft.rows(Kind.CLASS))
        self._shared = {word for word, number in words.items() if number > 1}
        self._years = mis_years(draft.reading) or {}
        self._set_up = {one.code for one in draft.hub.year_groups.values()}

    def word_of(self, group: MisRow | Record) -> str | None:
        """The class's name, folded."""
        return fold(group.name) if isinstance(group, (MisClass, SchoolClass)) else None

    def why_unticked(self, row: MisRow) -> str | None:
        """A class whose pupils are all in year groups that are not set up would stay empty."""
        members = row.member_ids if isinstance(row, MisClass) else ()
        years = {self._years[one] for one in members if one in self._years}
        if not years or not self._set_up or years & self._set_up:
            return None
        named = " and ".join(sorted(map(usual_year_name, years)))
        return f"all its pupils are in {named}, which is not set up"

    def also_called(self) -> Mapping[str, Collection[str]]:
        """The classes that a person renamed in the hub, by their name in the MIS."""
        return called_in_mis(self._draft.before, self._draft.reading.connector)

    def merge(self, record: Record | None, row: MisRow, new_id: str) -> Record:
        """The class with the name of the MIS. Its description is the hub's, and locked once it is Synced.

        A name that several classes of the MIS share does not replace the name of a Synced class.
        """
        assert isinstance(row, MisClass)  # noqa: S101 - the list holds nothing else
        typed = self._draft.decisions.descriptions.get((Kind.CLASS, row.mis_id))
        if not isinstance(record, SchoolClass):
            return SchoolClass(id=new_id, name=row.name, description=typed)
        description = record.description if record.is_synced else typed or record.description
        name = record.name if record.is_synced and self.word_of(row) in self._shared else row.name
        return record.with_(name=name, description=description)


class GroupPlan:
    """Works out one kind's part of a plan."""

    def __init__(self, draft: Draft, shape: GroupShape) -> None:
        self._draft = draft
        self._shape = shape
        self._kind = shape.kind
        self._records = draft.before.records(shape.kind)

    def work_out(self) -> None:
        """Add the kind's part to the draft."""
        rows = {row.mis_id: row for row in self._draft.rows(self._kind)}
        valid = {mis_id: row for mis_id, row in rows.items() if not isinstance(row, InvalidRow)}
        found = self._matched(valid)
        pairs = [self._pair(row, found[mis_id]) for mis_id, row in valid.items()]
        pairs += [
            self._draft.invalid(self._kind, row) for row in rows.values() if isinstance(row, InvalidRow)
        ]
        self._draft.finish(self._kind, [*pairs, *self._without_row(pairs)])

    def _matched(self, rows: Mapping[str, MisRow]) -> dict[str, MatchResult]:
        """The match of each group of the MIS, by MIS id."""
        taken = self._draft.of_invalid_rows(self._kind)
        words = {mis_id: self._shape.word_of(row) for mis_id, row in rows.items()}
        found = match_groups(
            {mis_id: word for mis_id, word in words.items() if word is not None},
            {
                one.id: (one, self._shape.word_of(one) or "")
                for one in self._records.values()
                if one.id not in taken
            },
            self._draft.known(self._kind),
            self._shape,
        )
        return found | {mis_id: self._unknown(mis_id) for mis_id, word in words.items() if word is None}

    def _unknown(self, mis_id: str) -> MatchResult:
        """The match of a group without a known code; if a record is linked to it, it may be that one."""
        record = self._draft.linked(self._kind).get(mis_id)
        candidates = (Candidate(record.id, "same MIS id"),) if record else ()
        return MatchResult(PairStatus.MAY_MATCH, UNKNOWN_YEAR, candidates=candidates)

    def _pair(self, row: MisRow, found: MatchResult) -> Pair:
        record = self._records.get(found.record_id) if found.record_id else None
        pair = self._draft.pair(row, found, record, self._kind, left_alone=UNDECIDED.get(found.status))
        if pair.left_alone:
            return pair
        if found.status is PairStatus.NEW:
            if namesake := self._namesake(row):
                why = f"the same {self._shape.word} as {namesake.label} in the hub"
                return pair.with_(left_alone=LeftAlone.TAKEN, candidates=(Candidate(namesake.id, why),))
            why_not = self._shape.why_unticked(row)
            pair = pair.with_(ticked=self._draft.ticked(row, self._kind, default=why_not is None))
            if not pair.ticked:
                return pair.with_(why=why_not or pair.why, left_alone=LeftAlone.NOT_SET_UP)
        new_id = record.id if record else self._draft.new_id(self._kind)
        merged = self._shape.merge(record, row, new_id)
        after = merged.with_(link=self._draft.link(row), desync=None)
        return pair.with_(change=self._draft.change(self._kind, found.why, record, after))

    def _namesake(self, row: MisRow) -> Record | None:
        """The record that has the word of a new row, if only one record may have it."""
        if self._shape.link_counts:
            return None
        word = self._shape.word_of(row)
        return next((one for one in self._records.values() if self._shape.word_of(one) == word), None)

    def _without_row(self, pairs: list[Pair]) -> Iterator[Pair]:
        met = {pair.record.id for pair in pairs if pair.record}
        in_doubt = {one.record_id for pair in pairs for one in pair.candidates}
        # A missing year group may be one of those whose code is not known.
        is_unclear = self._kind is Kind.YEAR_GROUP and any(pair.status in _OPEN for pair in pairs)
        for record in self._records.values():
            if record.id in met:
                continue
            if record.is_synced:
                # Between two school years, a missing group may come back.
                is_open = is_unclear or self._draft.reading.gap
                if record.id not in in_doubt and not is_open:
                    yield self._draft.desync(record, Reason.GONE, "no longer in the MIS")
                continue
            status = PairStatus.NOT_MATCHED if record.link is None else PairStatus.DESYNCED
            why = "no group of the MIS is this one"
            yield Pair(kind=self._kind, status=status, why=why, record=record)
