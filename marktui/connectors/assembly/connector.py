"""Any MIS through Assembly's Platform API, version 1.1."""

from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import aclosing
from datetime import date
from typing import ClassVar

from msgspec import structs

from marktui.connectors.assembly.api import AssemblyApi
from marktui.connectors.assembly.ask_by_id import ask_one_by_one
from marktui.connectors.assembly.check import NOT_GIVEN, check_connection, read_school
from marktui.connectors.assembly.groups import OtherDays, is_between_years
from marktui.connectors.assembly.lists import LEFT, ON_ROLL, RowList
from marktui.connectors.assembly.missing_fields import MissingFields
from marktui.connectors.assembly.sources import REQUIRED, STATUS, USEFUL
from marktui.connectors.assembly.token import SchoolToken
from marktui.connectors.assembly.wire import StatusWire
from marktui.connectors.base import Notify, Secrets, between_years
from marktui.connectors.errors import UnreachableError
from marktui.connectors.http.address import checked_address
from marktui.connectors.http.connector import HttpConnector
from marktui.connectors.http.paging import Completeness, pages
from marktui.connectors.http.transport import Transport
from marktui.connectors.http.wait_times import USUAL_PACE, Pace
from marktui.connectors.info import CA_BUNDLE
from marktui.connectors.mis import Granted, MisLeaver, MisRow, Page, PresenceAnswer
from marktui.connectors.rows import moment_of
from marktui.hub.model.kind import Kind
from marktui.hub.rules.same_school import SchoolIdentity
from marktui.hub.settings.network import USUAL_NETWORK, Network

_SCOPES = frozenset(part for scope in (*REQUIRED, *USEFUL) for part in scope.split("."))


class Assembly(HttpConnector):
    """Reads one school through Assembly, at the `api_url` and `auth_url` of the settings."""

    name: ClassVar[str] = "assembly"
    title: ClassVar[str] = "Assembly"
    side_by_side: ClassVar[bool] = True

    def __init__(
        self,
        settings: Mapping[str, str],
        secrets: Secrets,
        *,
        today: date,
        notify: Notify,
        network: Network = USUAL_NETWORK,
        pace: Pace = USUAL_PACE,
    ) -> None:
        api_url, auth_url = (checked_address(settings[name]) for name in ("api_url", "auth_url"))
        transport = Transport(
            self.title,
            notify,
            pace=pace,
            window="5 minutes",
            ca_bundle=settings.get(CA_BUNDLE),
            network=network,
            names=_SCOPES,
        )
        super().__init__(transport, today)
        self._api = AssemblyApi(transport, api_url, SchoolToken(secrets, transport, auth_url))

    async def check(self) -> Granted:
        """Try the school token and ask what is shared."""
        granted = await check_connection(self._api, self._today, self._warn)
        return structs.replace(granted, warnings=tuple(self.warnings))

    async def identify(self) -> SchoolIdentity:
        """Which school the token is for."""
        try:
            return await read_school(self._api)
        except NOT_GIVEN:
            self._warn("Assembly does not say which school it answers for.")
            return SchoolIdentity()

    async def freshen(self) -> None:
        """Ask when Assembly last collected from the MIS; only a warning if it does not say."""
        try:
            status = await self._api.one(STATUS, StatusWire)
            self.stale_reason = (
                "Assembly's last collection from the MIS failed." if status.is_failed else None
            )
            self.data_at = moment_of(status.last_sync_at)
        except (*NOT_GIVEN, UnreachableError, ValueError):
            self._warn("Assembly does not say how old its data is.")

    async def read(self, kind: Kind) -> AsyncGenerator[Page]:
        """The whole list of a kind, page by page, without the groups of other days."""
        missing = MissingFields(kind)
        other_days = OtherDays()
        whole: Completeness[MisRow] = _completeness(ON_ROLL[kind])
        async with aclosing(self._rows(ON_ROLL[kind], whole)) as parts:
            async for rows in parts:
                missing.look(rows)
                yield Page(kind, other_days.without(rows), whole.done, whole.stated)
        self.moved = self.moved or whole.moved
        if kind is Kind.CLASS:
            self.past_members = other_days.members
        for sentence in missing.warnings():
            self._warn(sentence, kind)

    async def leavers(self, kind: Kind) -> dict[str, MisLeaver]:
        """Who has left, by MIS id."""
        left: dict[str, MisLeaver] = {}
        async with aclosing(self._rows(LEFT[kind], _completeness(LEFT[kind]))) as parts:
            async for rows in parts:
                left |= {row.mis_id: row for row in rows if isinstance(row, MisLeaver)}
        return left

    async def ask(self, kind: Kind, mis_ids: Collection[str]) -> dict[str, PresenceAnswer]:
        """Ask for people by id, one request each."""
        return await ask_one_by_one(self._api, kind, mis_ids, self._today)

    async def is_between_years(self) -> bool:
        """Whether no academic year holds today; costs a request."""
        try:
            found = await is_between_years(self._api, self._today)
        except (*NOT_GIVEN, UnreachableError):
            return False
        if found:
            self._warn(between_years(self.title))
        return found

    async def _rows(self, rows: RowList, whole: Completeness[MisRow]) -> AsyncGenerator[list[MisRow]]:
        parts = pages(
            lambda number: self._api.page(rows.source, number, self._today),
            lambda body: rows.rows(body, self._today, self._transport.observations),
            whole,
        )
        async with aclosing(parts):
            async for part in parts:
                yield part
        self._transport.observations.count("rows seen twice", whole.twice)


def _completeness(rows: RowList) -> Completeness[MisRow]:
    return Completeness(f"Assembly's list of {rows.source.what}")
