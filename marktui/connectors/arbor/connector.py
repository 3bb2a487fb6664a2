"""One school's Arbor, read directly through its GraphQL interface."""

from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import aclosing
from datetime import UTC, date, datetime
from typing import ClassVar

from msgspec import structs

from marktui.connectors.arbor.address import arbor_address, checked_agent, site_of
from marktui.connectors.arbor.api import ArborApi
from marktui.connectors.arbor.ask import ask_together
from marktui.connectors.arbor.check import check_connection
from marktui.connectors.arbor.fields import every_name
from marktui.connectors.arbor.groups import Groups, read_groups
from marktui.connectors.arbor.people import People
from marktui.connectors.base import Notify, Secrets, between_years
from marktui.connectors.http.client import PLAIN_AGENT
from marktui.connectors.http.retry import Pace
from marktui.connectors.http.transport import Transport
from marktui.connectors.mis import Granted, MisLeaver, MisRow, Page, Report, Standing
from marktui.hub.model.kind import Kind
from marktui.hub.rules.same_school import SchoolIdentity

UNHURRIED = Pace(first_try=60, spacing=0.25, limit=(15, 30, 60, 60), unannounced=4, longest_limit=120)
"""Contract, section 4.3."""
_USUAL_AGENT = f"Mozilla/5.0 (compatible; {PLAIN_AGENT})"
"""Arbor's firewall may turn away whatever does not look like a browser (contract, section 1.4)."""


class Arbor:
    """Reads one school's Arbor.

    Args:
        settings: `url`, and `user_agent` where it is not to be the usual one (contract, section 1), and
            `ca_bundle` where there is one.
        secrets: `username` and `password`.
        today: The day on which somebody is or is not on roll.
        notify: Told before each pause.
        pace: How long to try and to wait.

    Raises:
        UsageError: The address is one that secrets must not be sent to.
    """

    name: ClassVar[str] = "arbor"
    title: ClassVar[str] = "Arbor"

    def __init__(
        self,
        settings: Mapping[str, str],
        secrets: Secrets,
        *,
        today: date,
        notify: Notify,
        pace: Pace = UNHURRIED,
    ) -> None:
        agent = checked_agent(settings.get("user_agent") or _USUAL_AGENT)
        self.stale_reason: str | None = None
        self.data_at: datetime | None = None
        self.warnings: list[str] = []
        self.moved = False
        self._today = today
        self._transport = Transport(
            self.title,
            notify,
            pace=pace,
            user_agent=agent,
            ca_bundle=settings.get("ca_bundle"),
            names=every_name(),
        )
        self._url = arbor_address(settings["url"])
        self._api = ArborApi(self._transport, self._url, secrets, self._warn)
        self._people = {kind: People(self._api, kind, today) for kind in (Kind.TEACHER, Kind.PUPIL)}
        self._groups: Groups | None = None
        self._present: dict[Kind, str] = {}
        """The id of somebody whom the last reading of each list has shown."""
        self.past_members: frozenset[str] = frozenset()

    @property
    def requests(self) -> int:
        """Every HTTP request sent so far, retries included."""
        return self._transport.requests

    @property
    def observed(self) -> Report:
        """What was seen of the service so far."""
        return self._transport.observed.report()

    async def __aenter__(self) -> "Arbor":
        """Open."""
        await self._transport.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close every connection."""
        await self._transport.__aexit__(*error)

    async def check(self) -> Granted:
        """Try the secrets and ask what may be read.

        Raises:
            ConnectorError: They do not work, or something needed is not shared.
        """
        granted = await check_connection(self._api, self._today, self._warn)
        return structs.replace(granted, school=await self.identify(), warnings=tuple(self.warnings))

    async def identify(self) -> SchoolIdentity:
        """Arbor does not name its school: each school has an address of its own."""
        return SchoolIdentity(site=site_of(self._url))

    async def freshen(self) -> None:
        """Arbor is the MIS itself, so that its data is as old as the reading."""
        self.data_at = datetime.now(UTC)

    async def read(self, kind: Kind) -> AsyncGenerator[Page]:
        """The whole list of a kind, page by page; each id once; ends only if the list was complete.

        Raises:
            ConnectorError: The list could not be read whole.
        """
        if kind not in self._people:
            rows = await (self._classes() if kind is Kind.CLASS else self._year_groups())
            yield Page(kind, rows, len(rows), None)
            return
        people, done = self._people[kind], 0
        async with aclosing(people.rows()) as pages:
            async for part in pages:
                done += len(part)
                if part:
                    self._present[kind] = part[0].mis_id
                yield Page(kind, tuple(part), done, None)
        self.moved = self.moved or (await people.known()).moved

    async def leavers(self, kind: Kind) -> dict[str, MisLeaver]:
        """Who has left, of the teachers or the pupils, by MIS id; the list of people tells them too.

        Raises:
            ConnectorError: The list could not be read whole.
        """
        return (await self._people[kind].known()).left

    async def ask(self, kind: Kind, mis_ids: Collection[str]) -> dict[str, Standing]:
        """Ask for teachers or pupils by id; every id that was asked for is in the answer.

        Raises:
            ConnectorError: Not everybody could be asked for.
        """
        return await ask_together(self._api, kind, tuple(mis_ids), self._today, self._present.get(kind))

    async def is_between_years(self) -> bool:
        """Whether no academic year holds today; costs no request once the groups are read.

        Raises:
            ConnectorError: The lists of groups could not be read whole.
        """
        return (await self._read_groups()).gap

    async def _year_groups(self) -> tuple[MisRow, ...]:
        groups = await self._read_groups()
        return tuple(groups.year_groups(await self._people[Kind.PUPIL].known()))

    async def _classes(self) -> tuple[MisRow, ...]:
        groups, known = await self._read_groups(), await self._people[Kind.PUPIL].known()
        self.past_members = groups.past_members(known)
        return tuple(groups.classes(known))

    async def _read_groups(self) -> Groups:
        if self._groups is None:
            self._groups = await read_groups(self._api, self._today)
            if self._groups.gap:
                self._warn(between_years(self.title))
        return self._groups

    def _warn(self, sentence: str) -> None:
        if sentence not in self.warnings:
            self.warnings.append(sentence)
