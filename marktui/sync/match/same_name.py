"""Pupils of one full name, one of them without a birth date: perhaps one child who is in the MIS twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from marktui.connectors.mis import MisPupil
from marktui.hub.model.record import Person, Pupil
from marktui.hub.people.identity import known_birth
from marktui.hub.people.upn import usable_upn
from marktui.sync.match.duplicates import full_name
from marktui.sync.match.known_links import KnownPairs
from marktui.sync.match.result import MatchResult
from marktui.sync.model.pair import Duplicate

_MOST = 3
"""How many duplicates of one row are mentioned at most."""
_CROWD = 20
"""A name that so many have says nothing of anybody."""


class SameNames:
    """Finds who else has the name of somebody new, where no birth date tells them apart.

    Two of one name may be two children, so different year groups or UPNs are enough to tell them apart. Where
    nobody has a birth date, a name alone stops nobody.

    Args:
        rows: By MIS id.
        records: By id.
        found: What the rows have been matched to so far.
        loose: The MIS ids of the rows without a trusted link.
    """

    def __init__(
        self,
        rows: Mapping[str, MisPupil],
        records: Mapping[str, Person],
        found: Mapping[str, MatchResult],
        loose: Sequence[str],
        known: KnownPairs,
    ) -> None:
        self._rows = rows
        self._records = records
        self._found = found
        self._known = known
        # Mostly everybody has a birth date, and then there is nothing to do.
        self._undated = {one for one, row in rows.items() if row.date_of_birth is None}
        self._undated -= {one for one in self._undated if self._is_dated(self._record(one))}
        self._new = [one for one in loose if one not in found] if self._undated else []
        self._by_name: dict[str, list[str]] = defaultdict(list)
        wanted = {self._name(one) for one in self._new}
        # A birth date that is there is compared with one that is missing, so mostly only few matter.
        is_everybody = not self._undated.isdisjoint(self._new)
        for one in rows if wanted else ():
            if (is_everybody or one in self._undated) and (name := self._name(one)) in wanted:
                self._by_name[name].append(one)

    def of_new_rows(self) -> dict[str, tuple[Duplicate, ...]]:
        """Who has the same name as each new row and may be the same child, by MIS id."""
        if not self._by_name:
            return {}
        found = {one: tuple(self._others(one))[:_MOST] for one in self._new}
        return {one: others for one, others in found.items() if others}

    def _others(self, one: str) -> Iterator[Duplicate]:
        namesakes = self._by_name.get(self._name(one), [])
        for other in namesakes if len(namesakes) <= _CROWD else ():
            holder = self._found[other].record_id if other in self._found else None
            if other != one and self._may_be(one, other) and self._is_unparted(one, other, holder):
                yield Duplicate(other, holder)

    def _may_be(self, one: str, other: str) -> bool:
        """Whether two of one name may be one child; of two new rows, the one without a birth date waits."""
        if (one in self._undated) == (other in self._undated):
            return False
        if other in self._undated and other not in self._found:
            return False
        mine, theirs = self._rows[one], self._rows[other]
        pairs = (mine.year_code, theirs.year_code), (usable_upn(mine.upn), usable_upn(theirs.upn))
        return not any(first != second for first, second in pairs if first and second)

    def _is_unparted(self, one: str, other: str, holder: str | None) -> bool:
        is_unmatched = holder is not None and not self._known.may_pair(one, holder)
        return not is_unmatched and self._known.may_be_duplicates(one, other)

    def _record(self, one: str) -> Person | None:
        found = self._found.get(one)
        return self._records.get(found.record_id) if found and found.record_id else None

    def _name(self, one: str) -> str:
        return full_name(self._rows[one], self._record(one))

    @staticmethod
    def _is_dated(record: Person | None) -> bool:
        return isinstance(record, Pupil) and known_birth(record.date_of_birth) is not None
