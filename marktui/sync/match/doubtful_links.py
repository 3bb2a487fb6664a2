"""Rows with the MIS id of a record that may be another person's: no MIS id is believed alone."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from msgspec import structs

from marktui.connectors.mis import MisPerson
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Person
from marktui.hub.people.identity import Identifier, Identity, is_same
from marktui.sync.match.evidence import (
    KEYS,
    Claim,
    Identities,
    Tie,
    is_beyond_doubt,
    key_of,
    speaking_against_link,
    speaking_for_another,
    was_away,
)
from marktui.sync.match.known_links import KnownPairs


class DoubtfulLinks:
    """Finds the rows whose MIS id is a record's, while what else they say speaks against it.

    What the MIS certainly says of the others counts before it is saved: otherwise saving it could end a
    doubt, and the next sync would apply the row without anybody having decided.

    Args:
        people: The rows, by MIS id.
        held: The records, by id.
        identities: Those of the rows, and those of the records.
        linked: The records that are linked, by MIS id.
    """

    def __init__(
        self,
        kind: Kind,
        people: Mapping[str, MisPerson],
        held: Mapping[str, Person],
        identities: tuple[Identities, Identities],
        linked: Mapping[str, Person],
        known: KnownPairs,
    ) -> None:
        self._kind = kind
        self._people = people
        self._held = held
        self._rows, self._records = identities
        self._linked = linked
        self._known = known

    def found(self) -> dict[str, Claim]:
        """The doubtful rows with what speaks against each, by MIS id."""
        doubted: dict[str, Claim] = {}
        for mis_id, person in self._people.items() if self._linked else ():
            record = self._linked.get(mis_id)
            if record is None or is_beyond_doubt(person, record):
                continue
            if against := self._against(mis_id, record):
                doubted[mis_id] = Claim(record.id, Tie.MIS_ID, against)
        return doubted

    def _against(self, mis_id: str, person: Person) -> tuple[Identifier, ...]:
        """What speaks against a link: the row may be another person's, or the record be another row's."""
        row, record = self._rows[mis_id], self._records[person.id]
        against = self._against_id(row, person)
        if against or (row.key == record.key and not row.id_made_of):
            # Nobody else can be told by a UPN or email that the record has itself.
            return against
        if not row.id_made_of and not self._is_like_another(row, record):
            return ()
        other, other_row = self._other_record(row, person.id), self._row_by_key.get(record.key or "")
        if other is not None:
            against = speaking_for_another(self._kind, row, record, other)
        if other_row is not None and not against:
            against = speaking_for_another(self._kind, record, row, other_row)
        return against

    def _against_id(self, row: Identity, person: Person) -> tuple[Identifier, ...]:
        return speaking_against_link(self._kind, row, self._records[person.id], was_away=was_away(person))

    def _other_record(self, row: Identity, record_id: str) -> Identity | None:
        """The other record with a row's UPN or email, or with its name and birth date if that is the id."""
        if row.id_made_of:
            holder = self._by_name.get((row.name, row.born))
            return self._records[holder] if holder not in (None, record_id) else None
        holder = self._by_key.get(row.key or "")
        return self._as_read(holder) if holder not in (None, record_id) else None

    def _as_read(self, record_id: str) -> Identity:
        """A record with what the MIS says of it, where that is beyond doubt."""
        record, mis_id = self._records[record_id], self._row_of.get(record_id, "")
        if mis_id not in self._people:
            return record
        row = self._rows[mis_id]
        if self._known.confirmed.get(mis_id) != record_id and self._is_open(row, record_id):
            return record
        email = row.email if record.email == record.mis_email else None
        return structs.replace(
            record,
            first=row.first or record.first,
            last=row.last or record.last,
            born=row.born or record.born,
            upn=row.upn or record.upn,
            email=email or record.email,
            mis_email=row.email or record.mis_email,
        )

    def _is_open(self, row: Identity, record_id: str) -> bool:
        """Whether something speaks against a link, or would if another record had what the row says."""
        is_like_another = self._is_like_another(row, self._records[record_id])
        return is_like_another or bool(self._against_id(row, self._held[record_id]))

    def _is_like_another(self, row: Identity, record: Identity) -> bool:
        facts = (KEYS[self._kind], Identifier.FIRST_NAME)
        return all(is_same(one, row, record) is False for one in facts)

    @cached_property
    def _row_of(self) -> Mapping[str, str]:
        """The MIS id of each record: of the row that a person confirmed, else that it is linked to."""
        by_link = {record.id: mis_id for mis_id, record in self._linked.items()}
        return by_link | {record_id: mis_id for mis_id, record_id in self._known.confirmed.items()}

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        return {key: one for one, record in self._held.items() if (key := key_of(record))}

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, date | None], str]:
        return {(its.name, its.born): one for one in self._held if (its := self._records[one])}

    @cached_property
    def _row_by_key(self) -> Mapping[str, Identity]:
        return {key: self._rows[one] for one, row in self._people.items() if (key := key_of(row))}
