"""A MIS service that is told what to say, a hub folder to sync into, and a driver that reads like a user."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, Self

from marktui.connectors.base import Connector, Notify, Pause, between_years
from marktui.connectors.errors import IncompleteError
from marktui.connectors.mis import (
    SERVICE,
    Granted,
    MisLeaver,
    Page,
    Presence,
    PresenceAnswer,
    Report,
)
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.record import AccountType, Record
from marktui.hub.model.school import Account
from marktui.hub.rules.same_school import SchoolIdentity
from marktui.store.file.entry import Entry, What
from marktui.store.store import HubStore
from marktui.sync.model.proposal import Outcome, Proposal
from marktui.sync.model.reading import Reading
from marktui.sync.model.scope import Scope
from marktui.sync.run import events
from marktui.sync.run.engine import Sync
from marktui.wording.kinds import kind_word

from .builders import a_hub, a_teacher

NOW = datetime(2026, 9, 14, 12, 0, tzinfo=UTC)
COLLECTED = datetime(2026, 9, 14, 3, 0, tzinfo=UTC)
COORDINATOR = a_teacher(7, email="jo@ashgrove.example", account_type=AccountType.ACCESS_COORDINATOR)
PUPILS = Scope((Kind.PUPIL,))


class FakeMis:
    """Says what a reading holds, two rows a page.

    Args:
        reading: What the MIS has.
        breaks_at: The number of the request that fails.
        states_total: Whether pages say how many rows there are.
        side_by_side: Whether several lists may be asked for at once.
    """

    name: ClassVar[str] = "assembly"
    title: ClassVar[str] = "Assembly"

    def __init__(
        self,
        reading: Reading,
        breaks_at: int | None = None,
        *,
        states_total: bool = True,
        side_by_side: bool = False,
    ) -> None:
        self.side_by_side = side_by_side
        self.refuses: frozenset[str] = frozenset()
        """What is refused, as in `asked`."""
        self.reading = reading
        self.breaks_at = breaks_at
        self.states_total = states_total
        self.stale_reason: str | None = None
        self.source = SERVICE
        self.data_at: datetime | None = None
        self.warnings: list[str] = []
        self.moved = False
        self.past_members = reading.past_members
        self.requests = 0
        self.asked: list[str] = []
        self.standing: dict[str, PresenceAnswer] = {}
        """What is answered about people who are asked for by id; nobody else is known."""
        self.is_open = False
        self.pause: Callable[[], None] = lambda: None
        self.hangs = False
        self.was_asked = asyncio.Event()

    async def __aenter__(self) -> Self:
        self.is_open = True
        return self

    async def __aexit__(self, *error: object) -> None:
        self.is_open = False

    @property
    def observations(self) -> Report:
        return {}

    async def check(self) -> Granted:
        return Granted(SchoolIdentity(), ())

    async def identify(self) -> SchoolIdentity:
        return SchoolIdentity()

    async def freshen(self) -> None:
        await self._request("status")
        self.data_at = COLLECTED

    async def read(self, kind: Kind) -> AsyncGenerator[Page, None]:
        rows = self.reading.rows[kind]
        for start in range(0, max(len(rows), 1), 2):
            await self._request(kind_word(kind))
            page = rows[start : start + 2]
            yield Page(kind, page, start + len(page), len(rows) if self.states_total else None)

    async def is_between_years(self) -> bool:
        await self._request("academic years")
        if self.reading.gap:
            self.warnings.append(between_years(self.title))
        return self.reading.gap

    async def leavers(self, kind: Kind) -> dict[str, MisLeaver]:
        await self._request(f"{kind_word(kind)} who left")
        return self.reading.leavers.get(kind, {})

    async def ask(self, kind: Kind, mis_ids: Collection[str]) -> dict[str, PresenceAnswer]:
        await self._request(f"{kind_word(kind)} by id")
        return {mis_id: self.standing.get(mis_id, PresenceAnswer(Presence.UNKNOWN)) for mis_id in mis_ids}

    async def _request(self, what: str) -> None:
        assert self.is_open
        self.pause()
        self.requests += 1
        self.asked.append(what)
        self.was_asked.set()
        if self.hangs:
            await asyncio.Event().wait()
        await asyncio.sleep(0)
        if what in self.refuses:
            raise IncompleteError(f"No {what} came.", "Sync again.")
        if self.requests == self.breaks_at:
            raise IncompleteError("A page of the list is missing.", "Sync again.")


class HubUser:
    """A hub folder and the MIS beside it, used as a person would.

    Args:
        folder: The hub folder.
        mis: The MIS.
        login: Whose login it is.
    """

    def __init__(self, folder: Path, mis: FakeMis, login: str = "jo") -> None:
        self.store = HubStore(folder)
        self.mis = mis
        self.login = login
        self.told: list[Notify] = []

    @property
    def sync(self) -> Sync:
        return Sync(self.store, self._connect, self.login, lambda: NOW)

    def _connect(self, notify: Notify) -> Connector:
        self.mis.pause = lambda: notify(Pause(2.0, "Assembly allows 5 requests a second"))
        return self.mis

    async def open(self, *records: Record, **parts: object) -> Hub:
        """Make the hub, with its coordinator and these records."""
        hub = a_hub(COORDINATOR, *records, accounts=(Account("jo", COORDINATOR.id),)).with_(**parts)
        return await self.store.create(hub, Entry(what=What.INIT, at=NOW, login="jo"))

    async def events(self, scope: Scope = PUPILS) -> list[events.Event]:
        return [one async for one in self.sync.propose(scope)]

    async def propose(self, scope: Scope = PUPILS) -> Proposal:
        *_, last = await self.events(scope)
        assert isinstance(last, events.Proposed)
        return last.proposal

    async def save(self, proposal: Proposal, approve: str | None = None) -> Outcome:
        *_, last = [one async for one in self.sync.save(proposal, approve)]
        assert isinstance(last, events.Saved)
        return last.outcome

    async def run(self, scope: Scope = PUPILS, approve: str | None = None) -> Outcome:
        return await self.save(await self.propose(scope), approve)

    async def notes(self) -> list[What]:
        """What the history tells since the hub was made, newest first."""
        return [one.what for one in await self.store.history()][:-1]

    def file(self) -> tuple[bytes, int]:
        """The hub file and when it was written."""
        path = self.store.folder / "hub.json"
        return path.read_bytes(), path.stat().st_mtime_ns


def kinds_of(events: Iterable[events.Event]) -> list[str]:
    """The names of events, repeated ones once."""
    names = [type(one).__name__ for one in events]
    return [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]
