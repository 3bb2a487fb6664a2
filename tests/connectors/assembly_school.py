"""A connector as the tests use it, with its secrets and what it has reported."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date
from typing import Self

from patience import PATIENCE

from marktui.connectors.assembly.connector import Assembly
from marktui.connectors.http.wait_times import Pace
from marktui.connectors.mis import MisRow
from marktui.hub.model.kind import Kind

from .reports import Reports

TODAY = date(2026, 3, 10)
QUICK = Pace(first_wait=0.005, budget=PATIENCE, first_try=PATIENCE, limit=(0.02,))
"""Tries as often as ever, without making a test wait."""
TOKEN = "secret-token-1"
RENEWAL = {"refresh_token": "secret-refresh-1", "client_id": "app-7", "client_secret": "secret-client-1"}


class Pocket:
    """Secrets kept in memory."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self.kept = dict(secrets)
        self.renewed: list[dict[str, str]] = []

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def origin(self, name: str) -> str:
        return ""

    @asynccontextmanager
    async def renewing(self) -> AsyncIterator[None]:
        yield

    async def renew(self, values: Mapping[str, str]) -> None:
        self.kept |= values
        self.renewed.append(dict(values))


class AssemblySchool:
    """One school's Assembly at an address."""

    def __init__(
        self,
        address: str,
        secrets: "Mapping[str, str] | Pocket | None" = None,
        *,
        today: date = TODAY,
        pace: Pace = QUICK,
    ) -> None:
        given = {"token": TOKEN} if secrets is None else secrets
        self.secrets = given if isinstance(given, Pocket) else Pocket(given)
        reports = Reports()
        self.pauses, self.awaited = reports.pauses, reports.awaited
        settings = {"api_url": address, "auth_url": address}
        self.assembly = Assembly(settings, self.secrets, today=today, notify=reports, pace=pace)

    async def __aenter__(self) -> Self:
        await self.assembly.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.assembly.__aexit__(*error)

    async def rows(self, kind: Kind) -> list[MisRow]:
        """Every row of a list."""
        return [row async for page in self.assembly.read(kind) for row in page.rows]


def secrets_of(environment: Mapping[str, str]) -> dict[str, str]:
    """The sandbox's secrets by their short names."""
    return {name.removeprefix("MARKTUI_ASSEMBLY_").lower(): value for name, value in environment.items()}
