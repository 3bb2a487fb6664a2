"""How a decision is made: worked out on the hub as it is, and again if somebody was quicker."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any, TypeVar

from msgspec import Struct

from marktui.hub.accounts.permissions import Actor, Permission, permitted_actor
from marktui.hub.model.hub import Hub
from marktui.hub.model.time import local_day
from marktui.store.disk.errors import ChangedElsewhereError
from marktui.store.file.entry import Entry, RecordChange, What, new_entry
from marktui.store.store import HubStore

T = TypeVar("T")

Made = tuple[T, Hub, Entry | None]
"""What a decision comes to, the hub after it, and its entry; no entry where nothing changes."""

_TRIES = 20
"""How often a decision is made anew because somebody else was quicker."""


class HubWriter:
    """One person who decides about one hub."""

    def __init__(self, store: HubStore, login: str, now: Callable[[], datetime]) -> None:
        self._store = store
        self._login = login
        self._now = now

    async def _decide(
        self, act: Permission, make: Callable[[Hub, Actor], Awaitable[Made[T]]], *, dry_run: bool = False
    ) -> tuple[T, int | None]:
        """Work a decision out and write it; gives what it came to, and the number of its entry."""
        return await self._unless_overtaken(lambda: self._decide_once(act, make, dry_run=dry_run))

    async def _unless_overtaken(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Read, check and write; and again from the start where somebody else wrote in between."""
        for _ in range(_TRIES - 1):
            with suppress(ChangedElsewhereError):
                return await attempt()
        return await attempt()

    async def _decide_once(
        self, act: Permission, make: Callable[[Hub, Actor], Awaitable[Made[T]]], *, dry_run: bool
    ) -> tuple[T, int | None]:
        hub, actor = await self._allowed(act)
        result, after, entry = await make(hub, actor)
        if entry is None or dry_run:
            return result, None
        next_entry = hub.next_entry + (entry.number is not None)
        await self._store.commit(hub, after.with_(next_entry=next_entry), entry)
        return result, entry.number

    async def _allowed(self, act: Permission) -> tuple[Hub, Actor]:
        hub = await self._store.load()
        return hub, permitted_actor(hub, self._login, act)

    def _entry(
        self, what: What, hub: Hub, actor: Actor, changes: tuple[RecordChange, ...] = (), **more: Any
    ) -> Entry:
        return new_entry(what, actor, self._now(), number=hub.next_entry, changes=changes, **more)

    def _today(self) -> date:
        return local_day(self._now())


class DecisionResult(Struct, frozen=True):
    """What came of a decision about some records."""

    entry: int | None
    """Its number in the history; None where nothing changed or nothing was meant to be."""
    changed: tuple[str, ...]
    """The ids of the records that it changes."""
    unchanged: tuple[str, ...]
    """The ids of those that were so already."""
