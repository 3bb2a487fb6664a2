"""People who are in the MIS twice: rows with the same full name and birth date, or address."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from marktui.connectors.mis import MisPerson, MisPupil
from marktui.hub.model.record import Person, Pupil
from marktui.hub.model.text import fold
from marktui.hub.people.identity import known_birth, known_email
from marktui.sync.match.evidence import Tie
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
        rows: By MIS id.
        shared: Addresses that several rows have, by MIS id; nobody gets them, but they identify a person.
        records: By id.
        barred: The Synced records whose rows cannot be used.
        found: What the rows have been matched to so far.
        loose: The MIS ids of the rows without a trusted link, in the order of the rows.
    """

    def __init__(
        self,
        rows: Mapping[str, MisPerson],
        shared: Mapping[str, str],
        records: Mapping[str, Person],
        barred: Iterable[Person],
        found: Mapping[str, MatchResult],
        known: KnownPairs,
        loose: Iterable[str],
    ) -> None:
        self._known = known
        self._found = found
        self._open = {mis_id for mis_id in loose if mis_id not in found or _is_open(found[mis_id])}
        self._rows: dict[Hashable, list[str]] = defaultdict(list)
        """The rows that may be somebody's second, by name, and birth date or address."""
        self._barred: dict[Hashable, list[Duplicate]] = defaultdict(list)
        if self._open:
            self._look_at_rows(rows, shared, records)
            self._look_at_barred(barred)

    def _look_at_rows(
        self, rows: Mapping[str, MisPerson], shared: Mapping[str, str], records: Mapping[str, Person]
    ) -> None:
        """Find out what is known of each row; of most it is enough that no open row has their birth date."""
        held = {one: records.get(its.record_id or "") for one, its in self._found.items()}
        known = {
            mis_id: _birth(row) or _beside(row, held.get(mis_id), shared.get(mis_id))
            for mis_id, row in rows.items()
        }
        wanted = {known[mis_id] for mis_id in self._open} - {None}
        for (mis_id, row), beside in zip(rows.items(), known.values(), strict=True):
            if beside in wanted and (name := full_name(row, held.get(mis_id))):
                self._rows[name, beside].append(mis_id)

    def _look_at_barred(self, barred: Iterable[Person]) -> None:
        for record in barred:
            facts = (full_name(record, None), _beside(record, None, None))
            if record.link and all(facts):
                self._barred[facts].append(Duplicate(record.link.mis_id, record.id))

    def of_open_rows(self) -> dict[str, tuple[Duplicate, ...]]:
        """The possible duplicates of each row without a certain match, by MIS id."""
        found = {
            mis_id: tuple(islice(self._others(mis_id, facts), _MOST))
            for facts, mis_ids in self._rows.items()
            # Nearly everybody is the only one of their name and birth date.
            if len(mis_ids) > 1 or facts in self._barred
            for mis_id in mis_ids
            if mis_id in self._open
        }
        return {mis_id: others for mis_id, others in found.items() if others}

    def _others(self, mis_id: str, facts: Hashable) -> Iterator[Duplicate]:
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


def _is_open(found: MatchResult) -> bool:
    return found.status is not PairStatus.CLASH and found.tie not in _SURE


def full_name(row: MisPerson | Person, record: Person | None) -> str:
    """The folded full name of a row; its record fills in what it leaves out."""
    if record is None and row.first_name and row.last_name:
        return fold(f"{row.first_name} {row.last_name}")
    first = fold(row.first_name or "") or (fold(record.first_name) if record else "")
    last = fold(row.last_name or "") or (fold(record.last_name) if record else "")
    return f"{first} {last}".strip()


def _beside(row: MisPerson | Person, record: Person | None, shared: str | None) -> date | str | None:
    """What is known of a person beside the name: a birth date, else an address."""
    born = _birth(row) or _birth(record)
    if born or shared:
        return born or shared
    addresses = ((row, "email"), (record, "mis_email"), (record, "email"))
    known = (known_email(getattr(one, name, None)) for one, name in addresses)
    return next(filter(None, known), None)


def _birth(one: MisPerson | Person | None) -> date | None:
    return known_birth(one.date_of_birth) if isinstance(one, (MisPupil, Pupil)) else None
