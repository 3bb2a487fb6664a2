"""Everything that one sync has read from the MIS."""

from datetime import date, datetime

from msgspec import Struct

from marktui.connectors.mis import SERVICE, MisLeaver, MisRow, PresenceAnswer, Source
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Reason


class Reading(Struct, frozen=True, kw_only=True):
    """What was read, complete and without errors. A read that failed never becomes one of these."""

    connector: str
    """The connector's word, as in links."""
    title: str
    """The service's name for people."""
    today: date
    source: Source = SERVICE
    """What the rows come from."""
    rows: dict[Kind, tuple[MisRow, ...]]
    """The distinct rows of each list that was read, in the order of the service."""
    leavers: dict[Kind, dict[str, MisLeaver]] = {}
    """Who has left, by MIS id; read only where a linked person is missing."""
    answers: dict[Kind, dict[str, PresenceAnswer]] = {}
    """What the service answered about people who were asked for by id, because no list has them."""
    moved: bool = False
    """Whether an id came on two pages, so that another one may be missing from all of them."""
    stale_reason: str | None = None
    """Why a missing row means nothing: the service's own copy of the MIS is out of date."""
    past_members: frozenset[str] = frozenset()
    """The MIS ids of pupils who are only in classes of other days."""
    gap: bool = False
    """Whether today is between two academic years, so that a missing group means nothing."""
    warnings: tuple[str, ...] = ()
    data_at: datetime | None = None
    """When the service last collected from the MIS."""
    requests: int = 0
    """HTTP requests sent for this reading."""
    seconds: float = 0.0
    """How long the reading took."""

    def __repr__(self) -> str:
        """In short, as of a hub."""
        rows = ", ".join(f"{kind.plural}={len(rows)}" for kind, rows in self.rows.items())
        return f"Reading({self.connector}, {rows})"

    @property
    def size(self) -> int:
        """How many rows were read, leavers aside."""
        return sum(map(len, self.rows.values()))

    def proves(self, reason: Reason) -> bool:
        """Whether it proves of somebody without a row that they are not there for this reason.

        A part of a school proves it only of those it says have left.
        """
        return not self.stale_reason and (reason is Reason.LEFT or not self.source.is_partial)
