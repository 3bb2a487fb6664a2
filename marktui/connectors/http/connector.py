"""What both connectors share: the transport that they own, and what a reading leaves beside its rows."""

from datetime import date, datetime
from typing import Self

from marktui.connectors.http.transport import Transport
from marktui.connectors.mis import Report


class HttpConnector:
    """An async context manager that owns its connections; see `base.Connector` for the attributes."""

    def __init__(self, transport: Transport, today: date) -> None:
        self.stale_reason: str | None = None
        self.data_at: datetime | None = None
        self.warnings: list[str] = []
        self.moved = False
        self.past_members: frozenset[str] = frozenset()
        self._transport = transport
        self._today = today

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

    def _warn(self, sentence: str) -> None:
        """Warn of something once, however often it happens."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)
