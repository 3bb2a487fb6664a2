"""Leavers about whom files say more than an id: found by what identifies them, not by their ids."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from marktui.connectors.mis import MisLeaver, MisPerson
from marktui.hub.model.record import Person
from marktui.hub.people.identity import Identity
from marktui.sync.match.evidence import identity, is_believable, speaking_against_key, speaking_against_name

NameAndBirth = tuple[str, date]


class KnownLeavers:
    """Who has left, by UPN or email and by name and birth date. Neither is believed alone.

    Args:
        leavers: Each as often as they have ids.
        records: Everybody of the kind in the hub.
        rows: Everybody of the kind who is present.
    """

    def __init__(
        self, leavers: Iterable[MisLeaver], records: Iterable[Person], rows: Iterable[MisPerson]
    ) -> None:
        known = {id(one): (identity(one.who), one) for one in leavers if one.who}
        self._leavers = tuple(known.values())
        self._records = records
        self._rows = rows

    def of(self, record: Person) -> MisLeaver | None:
        """The leaver who is a record beyond doubt."""
        if not self._leavers:
            return None
        its = identity(record)
        return self._by_key_of(record, its) or self._by_name_of(record, its)

    def is_somebody_else(self, leaver: MisLeaver, record: Person) -> bool:
        """Whether a leaver with the MIS id of a record is another person, as far as more is known of them."""
        if leaver.who is None:
            return False
        return not is_believable(leaver.who, record) or self._is_of_another(identity(leaver.who), record)

    def _by_key_of(self, record: Person, its: Identity) -> MisLeaver | None:
        found = self._by_key.get(its.key or "")
        if found is None or self._is_of_another(found[0], record):
            return None
        return None if speaking_against_key(record.kind, found[0], its) else found[1]

    def _by_name_of(self, record: Person, its: Identity) -> MisLeaver | None:
        key = _name_and_birth(its)
        found = self._by_name.get(key) if key else None
        if found is None or key in self._present or self._holders[key] != {record.id}:
            return None
        return None if speaking_against_name(record.kind, found[0], its) else found[1]

    def _is_of_another(self, leaver: Identity, record: Person) -> bool:
        """Whether a leaver has name and birth date of other records alone: twins differ in the first name."""
        holders = self._holders.get(_name_and_birth(leaver), set())
        return bool(holders) and record.id not in holders

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[Identity, MisLeaver]]:
        number = Counter(its.key for its, _ in self._leavers)
        return {its.key: (its, one) for its, one in self._leavers if its.key and number[its.key] == 1}

    @cached_property
    def _by_name(self) -> Mapping[NameAndBirth, tuple[Identity, MisLeaver]]:
        number = Counter(_name_and_birth(its) for its, _ in self._leavers)
        keyed = ((_name_and_birth(its), its, one) for its, one in self._leavers)
        return {key: (its, one) for key, its, one in keyed if key and number[key] == 1}

    @cached_property
    def _present(self) -> frozenset[NameAndBirth | None]:
        return frozenset(_name_and_birth(identity(row)) for row in self._rows)

    @cached_property
    def _holders(self) -> Mapping[NameAndBirth | None, set[str]]:
        """The records of each name and birth date."""
        holders: dict[NameAndBirth | None, set[str]] = {}
        for record in self._records:
            if key := _name_and_birth(identity(record)):
                holders.setdefault(key, set()).add(record.id)
        return holders


def _name_and_birth(its: Identity) -> NameAndBirth | None:
    return (its.name, its.born) if its.born else None
