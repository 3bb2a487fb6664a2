"""Pairing MIS people with hub records, in the order of strength that the design lays down."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from datetime import date

from msgspec import Struct
from rapidfuzz.distance import JaroWinkler

from marktui.connectors.mis import MisPerson, MisPupil, MisTeacher
from marktui.hub.record import Person, Pupil, Teacher
from marktui.hub.roster import fold
from marktui.hub.upn import is_valid_upn
from marktui.sync.found import Found, Known, by_link
from marktui.sync.pair import Candidate, PairStatus

SIMILAR = 0.90
"""The Jaro-Winkler similarity from which a name with the same birth date may be the same person."""


class Identity(Struct, frozen=True):
    """What people are told apart by, as it is compared: folded, None where unknown or unusable."""

    key: str | None
    """A pupil's valid UPN, a teacher's email."""
    first: str
    last: str
    born: date | None

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.first} {self.last}".strip()


def identity(person: MisPerson | Person) -> Identity:
    """What a row or a record is told apart by."""
    born = person.date_of_birth if isinstance(person, (MisPupil, Pupil)) else None
    return Identity(key_of(person), fold(person.first_name or ""), fold(person.last_name or ""), born)


def key_of(person: MisPerson | Person) -> str | None:
    """What nobody shares: a pupil's valid UPN, a teacher's email; None where unknown or unusable."""
    if isinstance(person, (MisPupil, Pupil)):
        return usable_upn(person.upn)
    if isinstance(person, (MisTeacher, Teacher)):
        return fold(person.email) if person.email else None
    return None


def usable_upn(upn: str | None) -> str | None:
    """A UPN that may serve as a key; None for a missing one and for one with a wrong check letter."""
    return upn if upn and is_valid_upn(upn) else None


def match_people(rows: Sequence[MisPerson], records: Sequence[Person], known: Known) -> dict[str, Found]:
    """How each row of the MIS stands to the hub's records, by MIS id.

    Every row and every record is used once. A record in doubt (*May match*) stays open to other rows, which
    are then in doubt as well.

    Args:
        rows: The valid rows on roll.
        records: All the records of the kind, de-synced ones included.
        known: Links, confirmed pairs and parted pairs.
    """
    return _Matching(rows, records, known).result()


class _Matching:
    def __init__(self, rows: Sequence[MisPerson], records: Sequence[Person], known: Known) -> None:
        self.key_name = "UPN" if rows and isinstance(rows[0], MisPupil) else "email"
        self.known = known
        self.rows = {row.mis_id: identity(row) for row in rows}
        self.records = {record.id: identity(record) for record in records}
        self.found = by_link([row.mis_id for row in rows], records, known)
        self.contested: set[str] = set()

    def result(self) -> dict[str, Found]:
        self._bar_shared_keys()
        self._by_key()
        self._by_name_and_birth()
        self._by_similarity()
        for mis_id in self._open_rows():
            self.found[mis_id] = Found(PairStatus.NEW, "not in the hub")
        return self.found

    def _open_rows(self) -> list[str]:
        return [mis_id for mis_id in self.rows if mis_id not in self.found]

    def _open_records(self) -> list[str]:
        used = {found.record_id for found in self.found.values()}
        return [record_id for record_id in self.records if record_id not in used]

    def _bar_shared_keys(self) -> None:
        """Unlinked rows that share a key with another row are a clash; nobody can tell whose it is."""
        shared = Counter(row.key for row in self.rows.values())
        for mis_id, row in self.rows.items():
            found = self.found.get(mis_id)
            if row.key and shared[row.key] > 1 and (found is None or found.status is not PairStatus.SYNCED):
                self.found[mis_id] = Found(PairStatus.CLASH, clash_with(self.key_name, "the MIS"))

    def _by_key(self) -> None:
        by_key = self._index(lambda record: record.key)
        for mis_id in self._open_rows():
            row = self.rows[mis_id]
            ids = (
                [one for one in by_key.get(row.key, []) if self.known.may_pair(mis_id, one)]
                if row.key
                else []
            )
            why = f"same {self.key_name}"
            if len(ids) == 1 and self._vouched(row, self.records[ids[0]]):
                self.found[mis_id] = Found(PairStatus.MATCHED, why, ids[0])
            elif ids:
                doubt = why if len(ids) > 1 else f"{why}, but another last name"
                self._doubt(mis_id, [Candidate(one, doubt) for one in ids])

    def _vouched(self, row: Identity, record: Identity) -> bool:
        """Whether last name and birth date do not both speak against a pair that shares a key.

        A teacher has no birth date here, and a school hands addresses on, so theirs needs the same last name.
        """
        if row.last == record.last:
            return True
        return self.key_name == "UPN" and (None in (row.born, record.born) or row.born == record.born)

    def _by_name_and_birth(self) -> None:
        by_person = self._index(
            lambda record: (record.first, record.last, record.born) if record.born else None
        )
        claims: dict[Hashable, list[str]] = defaultdict(list)
        for mis_id in self._open_rows():
            row = self.rows[mis_id]
            if row.born:
                claims[(row.first, row.last, row.born)].append(mis_id)
        for person, mis_ids in claims.items():
            for mis_id in mis_ids:
                ids = [one for one in by_person.get(person, []) if self.known.may_pair(mis_id, one)]
                self._pair_by_name(mis_id, ids, alone=len(mis_ids) == 1)

    def _pair_by_name(self, mis_id: str, ids: list[str], *, alone: bool) -> None:
        why = "same name and birth date"
        candidates = [
            Candidate(one, f"{why}, but another {self.key_name}" if self._keys_differ(mis_id, one) else why)
            for one in ids
        ]
        if alone and len(ids) == 1 and candidates[0].why == why and ids[0] not in self.contested:
            self.found[mis_id] = Found(PairStatus.MATCHED, why, ids[0])
        else:
            self._doubt(mis_id, candidates)

    def _keys_differ(self, mis_id: str, record_id: str) -> bool:
        mine, theirs = self.rows[mis_id].key, self.records[record_id].key
        return mine is not None and theirs is not None and mine != theirs

    def _by_similarity(self) -> None:
        by_birth = self._index(lambda record: record.born)
        by_name = self._index(lambda record: record.name or None)
        for mis_id in self._open_rows():
            row = self.rows[mis_id]
            scored = [
                (score, record_id)
                for record_id in (by_birth.get(row.born, []) if row.born else [])
                if (score := JaroWinkler.similarity(row.name, self.records[record_id].name)) >= SIMILAR
            ]
            candidates = [
                Candidate(record_id, f"similar name {score:.2f} and same birth date")
                for score, record_id in sorted(scored, reverse=True)
            ]
            candidates += [
                Candidate(record_id, "same name, birth date unknown")
                for record_id in by_name.get(row.name, [])
                if row.born is None or self.records[record_id].born is None
            ]
            self._doubt(mis_id, [one for one in candidates if self.known.may_pair(mis_id, one.record_id)])

    def _doubt(self, mis_id: str, candidates: list[Candidate]) -> None:
        if candidates:
            self.contested.update(one.record_id for one in candidates)
            self.found[mis_id] = Found(PairStatus.MAY_MATCH, candidates[0].why, candidates=tuple(candidates))

    def _index(self, key: Callable[[Identity], Hashable]) -> dict[Hashable, list[str]]:
        index: dict[Hashable, list[str]] = defaultdict(list)
        for record_id in self._open_records():
            if (value := key(self.records[record_id])) is not None:
                index[value].append(record_id)
        return index


def clash_with(key_name: str, where: str) -> str:
    """The reason of a clash: "the same UPN as somebody else in the MIS"."""
    return f"the same {key_name} as somebody else in {where}"
