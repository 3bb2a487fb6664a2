"""Erasing people for good: who may be erased, and doing it."""

from collections.abc import Collection, Iterable

from marktui.hub.accounts.permissions import Actor, Permission
from marktui.hub.leavers.decisions import require_due_for_purge, require_erasable
from marktui.hub.leavers.refusals import Refusal, RefusalReason, refusal_error
from marktui.hub.leavers.waiting import due_for_purge
from marktui.hub.model.clock import is_long_ago, long_ago_warning, median_time
from marktui.hub.model.errors import UsageError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.next_step import LeaverStep
from marktui.hub.model.record import Link, Person, Record
from marktui.hub.people.snapshot import Snapshot
from marktui.store.file.entry import Entry, What
from marktui.store.file.record_changes import decode_record
from marktui.sync.decide.hub_writer import HubWriter


def former_people(hub: Hub, entries: Iterable[Entry]) -> tuple[Person, ...]:
    """The people of the history who have no record in the hub, as they were last, by name.

    People who have another record for the same row of the MIS are not among them: it was made when a run was
    undone and read again.
    """
    found: dict[str, Person] = {}
    links: dict[str, set[Link]] = {}
    for entry in entries:
        for change in entry.changes:
            if hub.record(change.id) is not None:
                continue
            for content in (change.after, change.before):
                record = decode_record(change.kind, content)
                if isinstance(record, Person):
                    found.setdefault(record.id, record)
                    links.setdefault(record.id, set()).update([record.link] if record.link else [])
    held = {(one.kind, one.link) for one in hub.people()}
    gone = [one for one in found.values() if not any((one.kind, link) in held for link in links[one.id])]
    return tuple(sorted(gone, key=lambda one: (one.last_name.casefold(), one.first_name.casefold(), one.id)))


class Erasing(HubWriter):
    """Erases people of one hub. It cannot be undone."""

    async def due(self) -> tuple[Person, ...]:
        """The people whose pending deletion may be purged."""
        hub, _ = await self._allowed(Permission.ERASE)
        return due_for_purge(hub.people(), self._today())

    async def clock_doubt(self) -> str | None:
        """Why the clock may be far ahead, so that perhaps nobody is due; None if it seems right."""
        times, now = await self._store.times(), self._now()
        usual = median_time(times)
        if usual is None or not is_long_ago(usual, now):
            return None
        # A clock that is ahead may have written the newest of them as well.
        if is_long_ago(times[0], now):
            return long_ago_warning(times[0], now, "the latest entry")
        return long_ago_warning(usual, now, "most of the latest entries")

    async def former(self, ids: Collection[str] = ()) -> tuple[Person, ...]:
        """The people who are in history and backups only; see `former_people`.

        Args:
            ids: The records that they had; empty for everybody.
        """
        hub, _ = await self._allowed(Permission.ERASE)
        everybody = former_people(hub, await self._store.history())
        return _named(everybody, ids) if ids else everybody

    async def purge(self, seen: Collection[Snapshot], *, still_in_mis: bool = False) -> int:
        """Erase people whose pending deletion is due.

        Args:
            still_in_mis: Whether people who are back in the MIS may be among them.

        Returns:
            The number of the entry.
        """

        async def erase() -> int:
            hub, actor = await self._allowed(Permission.ERASE)
            require_due_for_purge(hub, seen, self._today(), still_in_mis=still_in_mis)
            return await self._erase(hub, actor, _records(hub, [one.id for one in seen]))

        return await self._unless_overtaken(erase)

    async def purge_former(self, ids: Collection[str]) -> int:
        """Erase people who are in history and backups only.

        Returns:
            The number of the entry.
        """

        async def erase() -> int:
            hub, actor = await self._allowed(Permission.ERASE)
            everybody = former_people(hub, await self._store.history())
            return await self._erase(hub, actor, _named(everybody, ids))

        return await self._unless_overtaken(erase)

    async def erase(self, ids: Collection[str]) -> int:
        """Erase people from hub, history and backups, whatever was decided about them.

        Returns:
            The number of the entry.
        """

        async def erase() -> int:
            hub, actor = await self._allowed(Permission.ERASE)
            require_erasable(hub, ids)
            return await self._erase(hub, actor, _records(hub, ids))

        return await self._unless_overtaken(erase)

    async def _erase(self, hub: Hub, actor: Actor, people: Iterable[Record]) -> int:
        """Erase them from exactly the hub that was checked, so that no decision can come in between."""
        gone = {one.id: one.kind for one in people}
        if not gone:
            raise UsageError("No people are named.", next=LeaverStep.SEE_DUE)
        kinds = tuple(kind for kind in Kind if kind in gone.values())
        counts = {kind.plural: {"erased": list(gone.values()).count(kind)} for kind in kinds}
        entry = self._entry(What.PURGE, hub, actor, (), kinds=kinds, counts=counts)
        await self._store.erase(hub, gone.keys(), entry)
        return hub.next_entry


def _named(everybody: Iterable[Person], ids: Iterable[str]) -> tuple[Person, ...]:
    known = {one.id: one for one in everybody}
    refused = [Refusal(one, "", RefusalReason.NOT_FORMER) for one in ids if one not in known]
    if refused:
        raise refusal_error(refused)
    return tuple(known[one] for one in dict.fromkeys(ids))


def _records(hub: Hub, ids: Iterable[str]) -> list[Record]:
    return [record for one in ids if (record := hub.record(one)) is not None]
