"""Any MIS through Assembly's Platform API, version 1.1."""

from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import aclosing
from datetime import date, datetime
from typing import ClassVar

from msgspec import structs

from marktui.connectors.assembly.api import AssemblyApi
from marktui.connectors.assembly.ask import ask_one_by_one
from marktui.connectors.assembly.check import UNWILLING, check_connection, read_school
from marktui.connectors.assembly.collection import says_failed
from marktui.connectors.assembly.groups import OtherDays, is_between_years
from marktui.connectors.assembly.lists import LEFT, ON_ROLL, RowList
from marktui.connectors.assembly.missing_fields import ShareWatch
from marktui.connectors.assembly.sources import REQUIRED, STATUS, USEFUL
from marktui.connectors.assembly.token import SchoolToken
from marktui.connectors.assembly.wire import StatusWire
from marktui.connectors.base import Notify, Secrets, UnreachableError, between_years
from marktui.connectors.http.address import checked_address
from marktui.connectors.http.paging import Completeness, pages
from marktui.connectors.http.retry import PATIENT, Pace
from marktui.connectors.http.transport import Transport
from marktui.connectors.mis import Granted, MisLeaver, MisRow, Page, Report, Standing
from marktui.connectors.rows import moment_of
from marktui.hub.model.kind import Kind
from marktui.hub.rules.same_school import SchoolIdentity

_SCOPES = frozenset(part for scope in (*REQUIRED, *USEFUL) for part in scope.split("."))


class Assembly:
    """Reads one school through Assembly.

    Args:
        settings: `api_url` and `auth_url` (contract, section 1.1), and `ca_bundle` where there is one.
        secrets: `token`, and for its renewal `refresh_token`, `client_id` and `client_secret`.
        today: The day on which somebody is or is not on roll.
        notify: Told before each pause.
        pace: How long to try and to wait.

    Raises:
        UsageError: An address is one that secrets must not be sent to.
    """

    name: ClassVar[str] = "assembly"
    title: ClassVar[str] = "Assembly"

    def __init__(
        self,
        settings: Mapping[str, str],
        secrets: Secrets,
        *,
        today: date,
        notify: Notify,
        pace: Pace = PATIENT,
    ) -> None:
        api_url = checked_address(settings["api_url"])
        auth_url = checked_address(settings["auth_url"])
        self.stale_reason: str | None = None
        self.data_at: datetime | None = None
        self.warnings: list[str] = []
        self.moved = False
        self.past_members: frozenset[str] = frozenset()
        self._today = today
        self._transport = Transport(
            self.title,
            notify,
            pace=pace,
            window="5 minutes",
            ca_bundle=settings.get("ca_bundle"),
            names=_SCOPES,
        )
        self._api = AssemblyApi(self._transport, api_url, SchoolToken(secrets, self._transport, auth_url))

    @property
    def requests(self) -> int:
        """Every HTTP request sent so far, retries and token calls included."""
        return self._transport.requests

    @property
    def observed(self) -> Report:
        """What was seen of the service so far."""
        return self._transport.observed.report()

    async def __aenter__(self) -> "Assembly":
        """Open."""
        await self._transport.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close every connection."""
        await self._transport.__aexit__(*error)

    async def check(self) -> Granted:
        """Try the school token and ask what is shared.

        Raises:
            ConnectorError: It does not work, or something needed is not shared.
        """
        granted = await check_connection(self._api, self._today, self._warn)
        return structs.replace(granted, warnings=tuple(self.warnings))

    async def identify(self) -> SchoolIdentity:
        """Which school the token is for.

        Raises:
            ConnectorError: The service does not accept the token, or cannot be reached.
        """
        try:
            return await read_school(self._api)
        except UNWILLING:
            self._warn("Assembly does not say which school it answers for.")
            return SchoolIdentity()

    async def freshen(self) -> None:
        """Ask when Assembly last collected from the MIS; only a warning if it does not say.

        Raises:
            RefusedError: The service does not accept the token.
        """
        try:
            status = await self._api.one(STATUS, StatusWire)
            failed = says_failed(status.last_sync_status)
            self.stale_reason = "Assembly's last collection from the MIS failed." if failed else None
            self.data_at = moment_of(status.last_sync_at)
        except (*UNWILLING, UnreachableError, ValueError):
            self._warn("Assembly does not say how old its data is.")

    async def read(self, kind: Kind) -> AsyncGenerator[Page]:
        """The whole list of a kind, page by page; each id once; ends only if the list was complete.

        Raises:
            ConnectorError: The list could not be read whole.
        """
        share = ShareWatch(kind)
        other_days = OtherDays()
        whole: Completeness[MisRow] = _completeness(ON_ROLL[kind])
        async with aclosing(self._rows(ON_ROLL[kind], whole)) as parts:
            async for rows in parts:
                share.look(rows)
                yield Page(kind, other_days.without(rows), whole.done, whole.stated)
        self.moved = self.moved or whole.moved
        if kind is Kind.CLASS:
            self.past_members = other_days.members
        for sentence in share.warnings():
            self._warn(sentence)

    async def leavers(self, kind: Kind) -> dict[str, MisLeaver]:
        """Who has left, of the teachers or the pupils, by MIS id.

        Raises:
            ConnectorError: The list could not be read whole.
        """
        left: dict[str, MisLeaver] = {}
        async with aclosing(self._rows(LEFT[kind], _completeness(LEFT[kind]))) as parts:
            async for rows in parts:
                left |= {row.mis_id: row for row in rows if isinstance(row, MisLeaver)}
        return left

    async def ask(self, kind: Kind, mis_ids: Collection[str]) -> dict[str, Standing]:
        """Ask for teachers or pupils by id; every id that was asked for is in the answer.

        Raises:
            ConnectorError: Not everybody could be asked for.
        """
        return await ask_one_by_one(self._api, kind, mis_ids, self._today)

    async def is_between_years(self) -> bool:
        """Whether no academic year holds today; costs a request.

        Raises:
            RefusedError: The service does not accept the token.
        """
        try:
            found = await is_between_years(self._api, self._today)
        except (*UNWILLING, UnreachableError):
            return False
        if found:
            self._warn(between_years(self.title))
        return found

    async def _rows(self, rows: RowList, whole: Completeness[MisRow]) -> AsyncGenerator[list[MisRow]]:
        parts = pages(
            lambda number: self._api.page(rows.source, number, self._today),
            lambda body: rows.rows(body, self._today, self._transport.observed),
            whole,
        )
        async with aclosing(parts):
            async for part in parts:
                yield part
        self._transport.observed.count("rows seen twice", whole.twice)

    def _warn(self, sentence: str) -> None:
        if sentence not in self.warnings:
            self.warnings.append(sentence)


def _completeness(rows: RowList) -> Completeness[MisRow]:
    return Completeness(f"Assembly's list of {rows.source.what}")
