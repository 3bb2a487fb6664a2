"""Who is tied already: pairs that a link or a person has made."""

from collections.abc import Collection, Container, Iterable, Mapping
from typing import TypeVar

from msgspec import Struct

from marktui.hub.model.record import Record
from marktui.hub.model.school import row_key
from marktui.sync.match.evidence import Tie
from marktui.sync.match.result import MatchResult
from marktui.sync.model.pair import PairStatus

One = TypeVar("One", bound=Record)


class KnownPairs(Struct, frozen=True):
    """What is known before matching begins."""

    connector: str
    confirmed: Mapping[str, str] = {}
    """Records that a person confirmed for a row, by MIS id."""
    unmatched: Mapping[str, frozenset[str]] = {}
    """What a person said a row is not, by MIS id: ids of records, and keys of other rows."""

    def may_pair(self, mis_id: str, record_id: str) -> bool:
        """Whether the two may be matched: no person has said that they are not the same."""
        return record_id not in self.unmatched.get(mis_id, ())

    def may_be_duplicates(self, mis_id: str, other_id: str) -> bool:
        """Whether two rows may be one person: no person has said that they are two."""
        return self.may_pair(mis_id, row_key(other_id)) and self.may_pair(other_id, row_key(mis_id))


def links(records: Iterable[One], known: KnownPairs) -> dict[str, One]:
    """The records that are linked through the connector, by MIS id."""
    return {
        record.link.mis_id: record
        for record in records
        if record.link and record.link.connector == known.connector
    }


def by_link(
    mis_ids: Collection[str],
    linked: Mapping[str, Record],
    held: Container[str],
    known: KnownPairs,
    doubtful: Container[str] = (),
) -> dict[str, MatchResult]:
    """The rows that are linked already, and those that a person has confirmed.

    Args:
        linked: The records that are linked, by MIS id.
        held: The ids of all records.
        doubtful: Rows whose link is not trusted.
    """
    found: dict[str, MatchResult] = {}
    synced, tie, by_id = PairStatus.SYNCED, Tie.MIS_ID, Tie.MIS_ID.value
    for mis_id in mis_ids if linked else ():
        record = linked.get(mis_id)
        if record is not None and mis_id not in doubtful:
            found[mis_id] = MatchResult(synced, by_id, record.id, tie=tie)
    if not known.confirmed:
        return found
    used = {match.record_id for match in found.values()}
    for mis_id in mis_ids:
        chosen = known.confirmed.get(mis_id)
        if mis_id not in found and chosen is not None and chosen in held and chosen not in used:
            found[mis_id] = MatchResult(PairStatus.MATCHED, Tie.BY_HAND.value, chosen, tie=Tie.BY_HAND)
            used.add(chosen)
    return found
