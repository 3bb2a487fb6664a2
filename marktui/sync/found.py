"""What matching starts from, and what it finds."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from marktui.hub.record import Record
from marktui.sync.pair import Candidate, PairStatus


class Known(Struct, frozen=True):
    """What is settled before matching begins."""

    connector: str
    confirmed: Mapping[str, str] = {}
    """Records that a person confirmed for a row, by MIS id."""
    parted: Mapping[str, frozenset[str]] = {}
    """Records that a person said a row is not, by MIS id."""

    def may_pair(self, mis_id: str, record_id: str) -> bool:
        """Whether nobody has said that the two are not the same."""
        return record_id not in self.parted.get(mis_id, ())


class Found(Struct, frozen=True):
    """How one row stands to the hub."""

    status: PairStatus
    why: str
    record_id: str | None = None
    candidates: tuple[Candidate, ...] = ()


def by_link(mis_ids: Iterable[str], records: Sequence[Record], known: Known) -> dict[str, Found]:
    """The rows that are linked already, and those that a person has confirmed."""
    linked = {
        record.link.mis_id: record.id
        for record in records
        if record.link and record.link.connector == known.connector
    }
    ids = {record.id for record in records}
    found: dict[str, Found] = {}
    used: set[str] = set()
    for mis_id in mis_ids:
        if mis_id in linked:
            found[mis_id] = Found(PairStatus.SYNCED, "same MIS id", linked[mis_id])
            used.add(linked[mis_id])
    for mis_id in mis_ids:
        chosen = known.confirmed.get(mis_id)
        if mis_id not in found and chosen in ids and chosen not in used:
            found[mis_id] = Found(PairStatus.MATCHED, "confirmed by hand", chosen)
            used.add(chosen)
    return found
