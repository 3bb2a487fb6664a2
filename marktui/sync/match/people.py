"""Matches people of the MIS with records of the hub, the strongest evidence first."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date

from marktui.connectors.mis import MisPerson, MisPupil, MisTeacher
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person
from marktui.hub.model.text import fold
from marktui.hub.people.identity import Identifier, Identity
from marktui.sync.match.claims import MOST, Claims, Group, Index, NearbyNames, index_of
from marktui.sync.match.doubtful_links import DoubtfulLinks
from marktui.sync.match.duplicates import DuplicateRows
from marktui.sync.match.evidence import (
    KEYS,
    SIMILAR,
    Claim,
    Identities,
    Tie,
    key_of,
    similarity,
    speaking_against_key,
    speaking_against_name,
)
from marktui.sync.match.known_links import KnownPairs, by_link, links
from marktui.sync.match.result import Matches, MatchResult
from marktui.sync.match.same_name import SameNames
from marktui.sync.model.pair import Candidate, Duplicate, PairStatus

_SURE = (Tie.UPN, Tie.EMAIL, Tie.NAME_AND_BIRTH)
"""What matches without asking a person, if nothing speaks against it."""


def match_people(
    rows: Sequence[MisPerson],
    records: Sequence[Person],
    known: KnownPairs,
    barred: Sequence[Person] = (),
) -> Matches:
    """The match of each row.

    Every row and every record is used once. A record in doubt (*May match*) stays open to other rows, which
    are then in doubt as well.

    Args:
        barred: Records whose own rows cannot be used; no other row gets them.
    """
    return _Matching(rows, records, known, barred).result()


class _Matching:
    def __init__(
        self,
        rows: Sequence[MisPerson],
        records: Sequence[Person],
        known: KnownPairs,
        barred: Sequence[Person],
    ) -> None:
        self.kind = Kind.PUPIL if rows and isinstance(rows[0], MisPupil) else Kind.TEACHER
        self.known = known
        self.people = {row.mis_id: row for row in rows}
        self.rows = Identities(self.people)
        self.shared = {
            row.mis_id: fold(row.shared_email)
            for row in (rows if self.kind is Kind.TEACHER else ())
            if isinstance(row, MisTeacher) and row.shared_email
        }
        self.held = {record.id: record for record in records}
        self.records = Identities(self.held)
        self.guarded = {record.id for record in records if record.is_coordinator}
        self.barred = [record for record in barred if record.is_synced]
        linked = links(records, known)
        doubted = DoubtfulLinks(
            self.kind, self.people, self.held, (self.rows, self.records), linked, known
        ).found()
        self.found = by_link(self.people, linked, self.held, known, doubted)
        self.loose_rows = [one for one in self.people if one not in linked or one in doubted]
        """The rows without a trusted link. What is linked stays so, and nothing more is worked out for it."""
        self.loose_records = self._without_row(linked, doubted)
        """The records without one."""
        self.doubted = self._undecided(doubted)
        """The rows that share nothing with a record but the MIS id."""
        self.contested = {claim.record_id for claim in self.doubted.values()}
        self.unlisted: set[str] = set()
        self.crowded: set[date] = set()

    def result(self) -> Matches:
        self._bar_shared_keys()
        if self.loose_records:
            self._by_key()
            self._by_name_and_birth()
            self._by_similarity()
            self._by_doubted_link()
        self._mark_duplicates()
        new = MatchResult(PairStatus.NEW, "not in the hub")
        for mis_id in self.loose_rows:
            self.found.setdefault(mis_id, new)
        return Matches(self.found, frozenset(self.unlisted), tuple(sorted(self.crowded)))

    def _without_row(self, linked: Mapping[str, Person], doubted: Mapping[str, Claim]) -> list[str]:
        """The ids of the records that no row has by a trusted link."""
        if len(self.people) - len(self.loose_rows) == len(self.held):
            return []
        rows = (mis_id for mis_id in linked if mis_id in self.people and mis_id not in doubted)
        tied = {linked[mis_id].id for mis_id in rows}
        return [record_id for record_id in self.held if record_id not in tied]

    def _undecided(self, doubted: Mapping[str, Claim]) -> dict[str, Claim]:
        """The doubtful links that no person has decided about."""
        if not doubted:
            return {}
        used = {found.record_id for found in self.found.values()}
        return {
            mis_id: claim
            for mis_id, claim in doubted.items()
            if mis_id not in self.found
            and claim.record_id not in used
            and self.known.may_pair(mis_id, claim.record_id)
        }

    def _open_rows(self) -> list[str]:
        return [one for one in self.loose_rows if one not in self.found and one not in self.doubted]

    def _open_records(self) -> list[str]:
        used = {self.found[mis_id].record_id for mis_id in self.loose_rows if mis_id in self.found}
        return [record_id for record_id in self.loose_records if record_id not in used]

    def _bar_shared_keys(self) -> None:
        """Unlinked rows that share a key with another row are a clash."""
        if not self.loose_rows:
            return
        keys = [key for key in map(key_of, self.people.values()) if key]
        if len(keys) == len(set(keys)):
            return
        shared = {key for key, number in Counter(keys).items() if number > 1}
        for mis_id in self.loose_rows:
            if key_of(self.people[mis_id]) in shared:
                self.found[mis_id] = MatchResult(PairStatus.CLASH, clash_with(KEYS[self.kind], "the MIS"))

    def _by_key(self) -> None:
        rows = [mis_id for mis_id in self._open_rows() if key_of(self.people[mis_id])]
        index = self._index(lambda record: record.key) if rows else {}
        for mis_id in rows:
            self._settle(mis_id, self._key_claims(mis_id, index))

    def _key_claims(self, mis_id: str, index: Index) -> Claims:
        group = index.get(key_of(self.people[mis_id]))
        if group is None:
            return Claims()
        row = self.rows[mis_id]
        tie = Tie.UPN if self.kind is Kind.PUPIL else Tie.EMAIL

        def against(one: str) -> tuple[Identifier, ...]:
            return speaking_against_key(self.kind, row, self.records[one], guarded=one in self.guarded)

        return self._claims(mis_id, group, lambda one: Claim(one, tie, against(one)))

    def _by_name_and_birth(self) -> None:
        index = self._index(_name_and_birth)
        rows: dict[Hashable, list[str]] = defaultdict(list)
        for mis_id in self._open_rows():
            rows[_name_and_birth(self.rows[mis_id])].append(mis_id)
        for person, mis_ids in rows.items():
            for mis_id in mis_ids if person else ():
                self._settle(mis_id, self._name_claims(mis_id, index), alone=len(mis_ids) == 1)

    def _name_claims(self, mis_id: str, index: Index) -> Claims:
        return self._namesakes(mis_id, index.get(_name_and_birth(self.rows[mis_id])), Tie.NAME_AND_BIRTH)

    def _namesakes(self, mis_id: str, group: Group | None, tie: Tie) -> Claims:
        """The claims on records of the same name. All rows without UPN or email make the same ones."""
        row = self.rows[mis_id]
        is_like_others = row.key is None and mis_id not in self.known.unmatched
        if group and group.claims and is_like_others:
            return group.claims
        claims = self._claims(
            mis_id,
            group,
            lambda one: Claim(one, tie, speaking_against_name(self.kind, row, self.records[one])),
        )
        if group and is_like_others:
            group.claims = claims
        return claims

    def _by_similarity(self) -> None:
        nearby = NearbyNames({one: self.records[one] for one in self._open_records()})
        by_name = self._index(lambda record: record.name or None)
        undated = self._index(lambda record: None if record.born else record.name or None)
        for mis_id in self._open_rows():
            similar = self._similar_claims(mis_id, nearby)
            self._settle(mis_id, similar + self._bare_name_claims(mis_id, by_name, undated))
        self.crowded = nearby.crowded

    def _similar_claims(self, mis_id: str, nearby: NearbyNames) -> Claims:
        row = self.rows[mis_id]
        scored = ((similarity(row.name, self.records[one].name), one) for one in nearby.of(row))
        likely = sorted(
            ((score, one) for score, one in scored if score >= SIMILAR and self.known.may_pair(mis_id, one)),
            reverse=True,
        )
        listed = [Claim(one, Tie.SIMILAR, score=score) for score, one in likely[:MOST]]
        return Claims(listed, (Group([one for _, one in likely]),) if len(likely) > MOST else ())

    def _bare_name_claims(self, mis_id: str, by_name: Index, undated: Index) -> Claims:
        """Records of the same name where a birth date is missing on either side; staff have none."""
        row = self.rows[mis_id]
        tie = Tie.NAME if self.kind is Kind.PUPIL else Tie.NAME_OF_STAFF
        return self._namesakes(mis_id, (undated if row.born else by_name).get(row.name), tie)

    def _by_doubted_link(self) -> None:
        """Ask a person about rows that share nothing with a record but the MIS id."""
        waiting = [(mis_id, claim) for mis_id, claim in self.doubted.items() if mis_id not in self.found]
        by_key, by_name = self._index(lambda record: record.key), self._index(_name_and_birth)
        for mis_id, claim in waiting:
            others = self._key_claims(mis_id, by_key) + self._name_claims(mis_id, by_name)
            self._doubt(mis_id, Claims([claim]) + others)

    def _mark_duplicates(self) -> None:
        """Ask a person about rows that may be a second row of somebody."""
        duplicates = DuplicateRows(
            self.people, self.shared, self.held, self.barred, self.found, self.known, self.loose_rows
        )
        beside = "birth date" if self.kind is Kind.PUPIL else "email"
        for mis_id, others in duplicates.of_open_rows().items():
            self._doubt_twice(mis_id, f"same name and {beside} as {_both(others)}", others)
        pupils = {one: row for one, row in self.people.items() if isinstance(row, MisPupil)}
        names = SameNames(pupils, self.held, self.found, self.loose_rows, self.known)
        for mis_id, others in names.of_new_rows().items():
            self._doubt_twice(mis_id, f"same name as {_both(others)}, and a birth date is missing", others)

    def _doubt_twice(self, mis_id: str, why: str, others: tuple[Duplicate, ...]) -> None:
        found = self.found.get(mis_id)
        candidates, more = (found.candidates, found.more) if found else ((), 0)
        if found and found.record_id:
            candidates = (Candidate(found.record_id, found.why),)
        self.found[mis_id] = MatchResult(
            PairStatus.MAY_MATCH, why, candidates=candidates, more=more, duplicates=others
        )

    def _settle(self, mis_id: str, claims: Claims, *, alone: bool = True) -> None:
        """Match a row whose only claim is certain; ask a person about any other."""
        if alone and len(claims.listed) == 1 and self._is_sure(claims.listed[0]):
            (claim,) = claims.listed
            self.found[mis_id] = MatchResult(PairStatus.MATCHED, claim.why, claim.record_id, tie=claim.tie)
        else:
            self._doubt(mis_id, claims)

    def _is_sure(self, claim: Claim) -> bool:
        return claim.tie in _SURE and not claim.against and claim.record_id not in self.contested

    def _doubt(self, mis_id: str, claims: Claims) -> None:
        if claims.listed:
            claims.doubt = claims.doubt or self._doubt_about(claims)
            self.found[mis_id] = claims.doubt

    def _doubt_about(self, claims: Claims) -> MatchResult:
        self.contested.update(claim.record_id for claim in claims.listed)
        # A record may be claimed for two reasons: the stronger one is given.
        strongest = {claim.record_id: claim for claim in reversed(claims.listed)}
        ids = dict.fromkeys(claim.record_id for claim in claims.listed)
        candidates = tuple(strongest[one].candidate for one in list(ids)[:MOST])
        for group in claims.too_many:
            if not group.is_contested:
                # All rows with the same value claim the same group.
                group.is_contested = True
                self.contested.update(group.ids)
                self.unlisted.update(group.ids)
        self.unlisted.update(list(ids)[MOST:])
        more = max((len(group.ids) for group in claims.too_many), default=len(ids)) - len(candidates)
        return MatchResult(PairStatus.MAY_MATCH, candidates[0].why, candidates=candidates, more=max(0, more))

    def _claims(self, mis_id: str, group: Group | None, claim: Callable[[str], Claim]) -> Claims:
        """The claims on a group of records; of a big one the first."""
        if group is None:
            return Claims()
        if mis_id in self.known.unmatched:
            group = Group([one for one in group.ids if self.known.may_pair(mis_id, one)])
        too_many = (group,) if len(group.ids) > MOST else ()
        return Claims([claim(one) for one in group.ids[:MOST]], too_many)

    def _index(self, value_of: Callable[[Identity], Hashable]) -> Index:
        return index_of(((one, self.records[one]) for one in self._open_records()), value_of)


def _both(others: Iterable[Duplicate]) -> str:
    return " and ".join(one.words for one in others)


def _name_and_birth(its: Identity) -> Hashable:
    return (its.first, its.last, its.born) if its.born else None


def clash_with(key_name: str, where: str) -> str:
    """The reason of a clash: "the same UPN as somebody else in the MIS"."""
    return f"the same {key_name} as somebody else in {where}"
