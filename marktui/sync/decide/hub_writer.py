"""How a decision is written: worked out on the present hub, and again if somebody else was quicker."""

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
"""The result of a decision, the hub after it, and its entry; no entry if nothing changes."""

_TRIES = 20
"""How often a decision is tried again because somebody else was quicker."""


class HubWriter:
    """Writes the decisions of one person to one hub."""

    def __init__(self, store: HubStore, login: str, now: Callable[[], datetime]) -> None:
        self._store = store
        self._login = login
        self._now = now

    async def _decide(
        self, act: Permission, make: Callable[[Hub, Actor], Awaitable[Made[T]]], *, dry_run: bool = False
    ) -> tuple[T, int | None]:
        """Work out a decision and write it; gives the result and the number of its entry."""
        return await self._unless_overtaken(lambda: self._decide_once(act, make, dry_run=dry_run))

    async def _unless_overtaken(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Read, check and write; again from the start if somebody else wrote in between."""
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
    """The result of a decision about records."""

    entry: int | None
    """Its number in the history; None if nothing changed, or in a dry run."""
    changed: tuple[str, ...]
    """The ids of the changed records."""
    unchanged: tuple[str, ...]
    """The ids of the records that were already like this."""
