"""People who are in the MIS twice: rows with the same full name and birth date, or address."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from marktui.connectors.mis import MisPerson, MisPupil
from marktui.hub.model.record import Person, Pupil
from marktui.hub.people.identity import Identity, known_birth, known_email
from marktui.sync.match.evidence import Identities, Tie, identity
from marktui.sync.match.known_links import KnownPairs
from marktui.sync.match.result import MatchResult
from marktui.sync.model.pair import Duplicate, PairStatus

_MOST = 3
"""How many duplicates of one row are mentioned at most."""
_SURE = (Tie.MIS_ID, Tie.BY_HAND, Tie.UPN, Tie.EMAIL)
"""Matches so certain that another row of the same name does not matter."""


class DuplicateRows:
    """Finds other rows of the same person.

    Args:
        rows: The identity of each row, by MIS id.
        shared: Addresses that several rows have, by MIS id; nobody gets them, but they identify a person.
        records: The identity of each record, by id.
        barred: The Synced records whose rows cannot be used.
        found: What the rows have been matched to so far.
        loose: The MIS ids of the rows without a trusted link, in the order of the rows.
    """

    def __init__(
        self,
        rows: Identities,
        shared: Mapping[str, str],
        records: Identities,
        barred: Iterable[Person],
        found: Mapping[str, MatchResult],
        known: KnownPairs,
        loose: Iterable[str],
    ) -> None:
        self._known = known
        self._found = found
        self._open = [mis_id for mis_id in loose if self._is_open(mis_id)]
        self._facts: dict[str, Hashable] = {}
        self._rows: dict[Hashable, list[str]] = defaultdict(list)
        self._barred: dict[Hashable, list[Duplicate]] = defaultdict(list)
        if self._open:
            self._look_at_rows(rows, shared, records)
            self._look_at_barred(barred)

    def _look_at_rows(self, rows: Identities, shared: Mapping[str, str], records: Identities) -> None:
        """Find out what is known of each row; of most it is enough that no open row has their birth date."""

        def beside(mis_id: str) -> date | str | None:
            held = records.people.get(self._holder(mis_id) or "")
            return _beside(rows.people[mis_id], held, shared.get(mis_id))

        wanted = {beside(mis_id) for mis_id in self._open} - {None}
        for mis_id in rows:
            if beside(mis_id) in wanted:
                held = records.get(self._holder(mis_id) or "", _NOBODY)
                self._facts[mis_id] = facts = _facts(rows[mis_id], held, shared.get(mis_id))
                if facts is not None:
                    self._rows[facts].append(mis_id)

    def _look_at_barred(self, barred: Iterable[Person]) -> None:
        for record in barred:
            if record.link and (facts := _facts(identity(record), _NOBODY, None)) is not None:
                self._barred[facts].append(Duplicate(record.link.mis_id, record.id))

    def of_open_rows(self) -> dict[str, tuple[Duplicate, ...]]:
        """The possible duplicates of each row without a certain match, by MIS id."""
        found = {mis_id: tuple(islice(self._others(mis_id), _MOST)) for mis_id in self._open}
        return {mis_id: others for mis_id, others in found.items() if others}

    def _is_open(self, mis_id: str) -> bool:
        found = self._found.get(mis_id)
        return found is None or (found.status is not PairStatus.CLASH and found.tie not in _SURE)

    def _others(self, mis_id: str) -> Iterator[Duplicate]:
        facts = self._facts.get(mis_id)
        if facts is None:
            return
        for other in self._rows[facts]:
            if other != mis_id and self._may_be(mis_id, other, self._holder(other)):
                yield Duplicate(other, self._holder(other))
        for barred in self._barred.get(facts, ()):
            if self._may_be(mis_id, barred.mis_id, barred.record_id):
                yield barred

    def _holder(self, mis_id: str) -> str | None:
        """The record that a row is matched to."""
        found = self._found.get(mis_id)
        return found.record_id if found else None

    def _may_be(self, mis_id: str, other: str, holder: str | None) -> bool:
        is_unmatched = holder is not None and not self._known.may_pair(mis_id, holder)
        return not is_unmatched and self._known.may_be_duplicates(mis_id, other)


_NOBODY = Identity()


def _beside(
    row: MisPerson | Person, record: MisPerson | Person | None, shared: str | None
) -> date | str | None:
    """What a row has beside its name, as in `_facts`."""
    for one in (row, record):
        if isinstance(one, (MisPupil, Pupil)) and (born := known_birth(one.date_of_birth)):
            return born
    addresses = (getattr(one, name, None) for one in (row, record) for name in ("mis_email", "email"))
    return shared or next(filter(None, map(known_email, addresses)), None)


def _facts(row: Identity, record: Identity, shared: str | None) -> Hashable:
    """What all rows of one person have in common; None where too little is known.

    Args:
        record: The row's record, which fills in what the row leaves out.
    """
    name = f"{row.first or record.first} {row.last or record.last}".strip()
    address = shared or row.email or record.mis_email or record.email
    beside = row.born or record.born or address
    return (name, beside) if name and beside else None
