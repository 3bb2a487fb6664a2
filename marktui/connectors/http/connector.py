"""What both connectors share: the transport that they own, and what a reading leaves beside its rows."""

from datetime import date, datetime
from typing import Self

from marktui.connectors.http.transport import Transport
from marktui.connectors.mis import SERVICE, Report
from marktui.hub.model.kind import Kind

_LISTS = (Kind.TEACHER, Kind.PUPIL, Kind.YEAR_GROUP, Kind.CLASS)
"""People first, as in the reading."""


class HttpConnector:
    """An async context manager that owns its connections; see `base.Connector` for the attributes."""

    def __init__(self, transport: Transport, today: date) -> None:
        self.stale_reason: str | None = None
        self.source = SERVICE
        self.data_at: datetime | None = None
        self.moved = False
        self.past_members: frozenset[str] = frozenset()
        self._transport = transport
        self._today = today
        self._warnings: dict[str, int] = {}
        """Each sentence, and its place among the others."""

    @property
    def warnings(self) -> list[str]:
        """Sentences about what was refused but not needed, or looked odd."""
        return sorted(self._warnings, key=self._warnings.__getitem__)

    @property
    def requests(self) -> int:
        """Every HTTP request sent so far, retries and token calls included."""
        return self._transport.requests

    @property
    def observations(self) -> Report:
        """What was seen of the service so far, for support."""
        return self._transport.observations.report()

    async def __aenter__(self) -> Self:
        """Open."""
        await self._transport.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close every connection."""
        await self._transport.__aexit__(*error)

    def _warn(self, sentence: str, about: Kind | None = None) -> None:
        """Warn of something once, however often it happens; what is about a list comes before the rest."""
        place = len(_LISTS) if about is None else _LISTS.index(about)
        self._warnings.setdefault(sentence, place)
