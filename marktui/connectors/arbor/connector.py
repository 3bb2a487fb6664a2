"""One school's Arbor, read directly through its GraphQL interface."""

from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import aclosing
from datetime import UTC, date, datetime
from typing import ClassVar

from msgspec import structs

from marktui.connectors.arbor.address import arbor_address, checked_agent, site_of
from marktui.connectors.arbor.api import ArborApi
from marktui.connectors.arbor.ask_by_id import ask_together
from marktui.connectors.arbor.check import check_connection
from marktui.connectors.arbor.fields import every_name
from marktui.connectors.arbor.groups import Groups, read_groups
from marktui.connectors.arbor.people import People
from marktui.connectors.base import Notify, Secrets, between_years
from marktui.connectors.http.connector import HttpConnector
from marktui.connectors.http.network.client import PLAIN_AGENT
from marktui.connectors.http.transport import Transport
from marktui.connectors.http.wait_times import Pace
from marktui.connectors.info import CA_BUNDLE
from marktui.connectors.mis import Granted, MisLeaver, MisRow, Page, PresenceAnswer
from marktui.hub.model.kind import Kind
from marktui.hub.rules.same_school import SchoolIdentity
from marktui.hub.settings.network import USUAL_NETWORK, Network

ARBOR_PACE = Pace(
    first_try=60, spacing=0.25, at_once=1, limit=(15, 30, 60, 60), unannounced=4, longest_limit=120
)
"""docs/wire-arbor.md, Limits."""
_USUAL_AGENT = f"Mozilla/5.0 (compatible; {PLAIN_AGENT})"
"""Arbor's firewall may refuse what does not look like a browser (docs/wire-arbor.md, Requests)."""


class Arbor(HttpConnector):
    """Reads one school's Arbor, at the `url` of the settings."""

    name: ClassVar[str] = "arbor"
    title: ClassVar[str] = "Arbor"
    side_by_side: ClassVar[bool] = False

    def __init__(
        self,
        settings: Mapping[str, str],
        secrets: Secrets,
        *,
        today: date,
        notify: Notify,
        network: Network = USUAL_NETWORK,
        pace: Pace = ARBOR_PACE,
    ) -> None:
        transport = Transport(
            self.title,
            notify,
            pace=pace,
            user_agent=checked_agent(settings.get("user_agent") or _USUAL_AGENT),
            ca_bundle=settings.get(CA_BUNDLE),
            network=network,
            names=every_name(),
        )
        super().__init__(transport, today)
        self._url = arbor_address(settings["url"])
        self._api = ArborApi(transport, self._url, secrets, self._warn)
        self._people = {kind: People(self._api, kind, today) for kind in (Kind.TEACHER, Kind.PUPIL)}
        self._groups: Groups | None = None
        self._present: dict[Kind, str] = {}
        """The id of one person from the last reading of each list."""

    async def check(self) -> Granted:
        """Try the secrets and ask what may be read."""
        granted = await check_connection(self._api, self._today, self._warn)
        return structs.replace(granted, school=await self.identify(), warnings=tuple(self.warnings))

    async def identify(self) -> SchoolIdentity:
        """Arbor does not name its school: each school has an address of its own."""
        return SchoolIdentity(site=site_of(self._url))

    async def freshen(self) -> None:
        """Arbor is the MIS itself, so that its data is as old as the reading."""
        self.data_at = datetime.now(UTC)

    async def read(self, kind: Kind) -> AsyncGenerator[Page]:
        """The whole list of a kind, page by page; groups come as one page."""
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
        self.moved = self.moved or (await people.summary()).moved

    async def leavers(self, kind: Kind) -> dict[str, MisLeaver]:
        """Who has left, by MIS id: the list of people holds them too."""
        return (await self._people[kind].summary()).left

    async def ask(self, kind: Kind, mis_ids: Collection[str]) -> dict[str, PresenceAnswer]:
        """Ask for people by id, many at a time."""
        return await ask_together(self._api, kind, tuple(mis_ids), self._today, self._present.get(kind))

    async def is_between_years(self) -> bool:
        """Whether no academic year holds today; costs no request once the groups are read."""
        return (await self._read_groups()).gap

    async def _year_groups(self) -> tuple[MisRow, ...]:
        groups = await self._read_groups()
        return tuple(groups.year_groups(await self._people[Kind.PUPIL].summary()))

    async def _classes(self) -> tuple[MisRow, ...]:
        groups, pupils = await self._read_groups(), await self._people[Kind.PUPIL].summary()
        self.past_members = groups.past_members(pupils)
        return tuple(groups.classes(pupils))

    async def _read_groups(self) -> Groups:
        if self._groups is None:
            self._groups = await read_groups(self._api, self._today)
            if self._groups.gap:
                self._warn(between_years(self.title))
        return self._groups
