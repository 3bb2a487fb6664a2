"""Taking people out for good: who may be, and doing it."""

from collections.abc import Collection, Iterable

from marktui.hub.clock import clock_remark, is_far_on, middle
from marktui.hub.error import UsageError
from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.hub.leaving import due, require_due, require_erasable
from marktui.hub.record import Person, Record
from marktui.hub.role import Act, Actor
from marktui.hub.seen import Seen
from marktui.hub.unfit import Refused, Unfit, refusal
from marktui.store.entry import What
from marktui.sync.deciding import Deciding
from marktui.sync.former import former_people


class Purging(Deciding):
    """One person who erases people of one hub. It cannot be taken back."""

    async def due(self) -> tuple[Person, ...]:
        """The people whose pending deletion may be purged.

        Raises:
            NotAllowedError: Only the Access Coordinator purges.
        """
        hub, _ = await self._allowed(Act.ERASE)
        return due(hub, self._today())

    async def clock_doubt(self) -> str | None:
        """Why the clock may be far ahead, so that nobody might be due at all; None where it is not."""
        usual, now = middle(await self._store.times()), self._now()
        return clock_remark([usual], now) if usual is not None and is_far_on(usual, now) else None

    async def former(self, ids: Collection[str] = ()) -> tuple[Person, ...]:
        """The people who are in history and backups only; see `former_people`.

        Args:
            ids: The records that they had, if not all of them are meant.

        Raises:
            NotAllowedError: Only the Access Coordinator purges.
            UnfitError: Somebody is in the hub, or nothing tells of them.
        """
        hub, _ = await self._allowed(Act.ERASE)
        everybody = former_people(hub, await self._store.history())
        return _named(everybody, ids) if ids else everybody

    async def purge(self, seen: Collection[Seen], *, still_in_mis: bool = False) -> int:
        """Erase people whose pending deletion is due.

        Args:
            seen: The people, as whoever decides saw them.
            still_in_mis: Whether people who are in the MIS again may be among them.

        Returns:
            The number of the entry that tells so.

        Raises:
            NotAllowedError: Only the Access Coordinator purges.
            NotAsSeenError: Somebody is no longer as they were seen; nobody is erased.
            UnfitError: Somebody's deletion is not due, or they are in the MIS again; nobody is erased.
            StoreError: It cannot be written; the sentence tells whether they are out of the hub already.
        """

        async def erase() -> int:
            hub, actor = await self._allowed(Act.ERASE)
            require_due(hub, seen, self._today(), still_in_mis=still_in_mis)
            return await self._erase(hub, actor, _records(hub, [one.id for one in seen]))

        return await self._unless_overtaken(erase)

    async def purge_former(self, ids: Collection[str]) -> int:
        """Erase people who are in history and backups only.

        Args:
            ids: The records that they had.

        Returns:
            The number of the entry that tells so.

        Raises:
            NotAllowedError: Only the Access Coordinator purges.
            UnfitError: Somebody is in the hub, or nothing tells of them; nobody is erased.
            StoreError: It cannot be written; the sentence tells whether they are out of the folder already.
        """

        async def erase() -> int:
            hub, actor = await self._allowed(Act.ERASE)
            everybody = former_people(hub, await self._store.history())
            return await self._erase(hub, actor, _named(everybody, ids))

        return await self._unless_overtaken(erase)

    async def erase(self, ids: Collection[str]) -> int:
        """Take people out of hub, history and backups for good, whatever was decided about them.

        Args:
            ids: The records of teachers and pupils.

        Returns:
            The number of the entry that tells so.

        Raises:
            NotAllowedError: Only the Access Coordinator erases.
            UsageError: There is no such person, or it is the Access Coordinator; nobody is erased.
            StoreError: It cannot be written; the sentence tells whether they are out of the hub already.
        """

        async def erase() -> int:
            hub, actor = await self._allowed(Act.ERASE)
            require_erasable(hub, ids)
            return await self._erase(hub, actor, _records(hub, ids))

        return await self._unless_overtaken(erase)

    async def _erase(self, hub: Hub, actor: Actor, people: Iterable[Record]) -> int:
        """Erase them from the very hub that was judged, so that no decision can slip in between."""
        gone = {one.id: one.kind for one in people}
        if not gone:
            raise UsageError("Nobody is named.", "See who is due: marktui leavers purge.")
        kinds = tuple(kind for kind in Kind if kind in gone.values())
        counts = {kind.plural: {"erased": list(gone.values()).count(kind)} for kind in kinds}
        entry = self._entry(What.PURGE, hub, actor, (), kinds=kinds, counts=counts)
        await self._store.erase(hub, gone.keys(), entry)
        return hub.next_entry


def _named(everybody: Iterable[Person], ids: Iterable[str]) -> tuple[Person, ...]:
    known = {one.id: one for one in everybody}
    refused = [Refused(one, "", Unfit.NOT_FORMER) for one in ids if one not in known]
    if refused:
        raise refusal(refused)
    return tuple(known[one] for one in dict.fromkeys(ids))


def _records(hub: Hub, ids: Iterable[str]) -> list[Record]:
    return [record for one in ids if (record := hub.record(one)) is not None]
