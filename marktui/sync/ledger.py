"""Decisions on one hub: each of them one entry in the history, made by somebody who may."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import date

from msgspec import structs

from marktui.hub.add import added
from marktui.hub.edit import edited
from marktui.hub.error import UsageError
from marktui.hub.hub import Hub
from marktui.hub.kind import Kind
from marktui.hub.leaving import Verdict, decide, due, require_due, require_erasable
from marktui.hub.record import Person
from marktui.hub.role import Act, Actor
from marktui.store.document import changed
from marktui.store.entry import What
from marktui.sync.choices import Choice, as_choices, without
from marktui.sync.deciding import Deciding
from marktui.sync.deciding import Made as _Made
from marktui.sync.decision import Decided
from marktui.sync.undo import Undone, plan_undo


class Ledger(Deciding):
    """One person's decisions on one hub. Each reads the hub anew and is made again if somebody was quicker.

    Args:
        store: The hub's door.
        login: The Unix login of whoever decides.
        now: The clock, aware.
    """

    async def edit(self, record_id: str, values: Mapping[str, str], *, dry_run: bool = False) -> Decided:
        """Edit a record by hand.

        Args:
            record_id: The record.
            values: The new text of each field.
            dry_run: Whether only to tell what would change.

        Raises:
            UsageError: There is no such record or field, or a value is no good.
            NotAllowedError: The account may not, or the field is locked.
            StoreError: The hub cannot be read or written.
        """

        async def make(hub: Hub, actor: Actor) -> _Made[tuple[str, ...]]:
            before, after = hub.record(record_id), edited(hub, actor, record_id, values, today=self._today())
            if before == after:
                return (), hub, None
            changes = (changed("update", before, after),)
            return (record_id,), hub.with_records([after]), self._entry(What.EDIT, hub, actor, changes)

        done, number = await self._decide(Act.VIEW, make, dry_run=dry_run)
        return Decided(number, done, () if done else (record_id,))

    async def add(self, kind: Kind, values: Mapping[str, str], *, dry_run: bool = False) -> Decided:
        """Add a teacher, a pupil or a class by hand.

        Args:
            kind: What is added.
            values: The text of each field.
            dry_run: Whether only to tell whether it could be added.

        Returns:
            The id of the new record among the changed ones; where it is only tried, the id it would have.

        Raises:
            UsageError: A field is missing or unknown, a value is no good, or they are there already.
            NotAllowedError: The account may not.
            StoreError: The hub cannot be read or written.
        """

        async def make(hub: Hub, actor: Actor) -> _Made[str]:
            record = added(hub, actor, kind, values, today=self._today())
            after = hub.with_records([record]).with_(next_record=hub.next_record + 1)
            changes = (changed("create", None, record),)
            return record.id, after, self._entry(What.EDIT, hub, actor, changes)

        record_id, number = await self._decide(Act.VIEW, make, dry_run=dry_run)
        return Decided(number, (record_id,), ())

    async def take_back(self, choices: Collection[Choice]) -> int:
        """Forget choices that later runs would respect: all of them, or none.

        The history tells of it. As with a save that changes no record, the entry has no number, since an undo
        leaves choices as they are.

        Args:
            choices: What `remembered` listed.

        Returns:
            How many were forgotten.

        Raises:
            NotAllowedError: Only the Access Coordinator takes choices back.
            UsageError: One of them is not remembered any more.
            StoreError: The hub cannot be read or written.
        """

        async def make(hub: Hub, actor: Actor) -> _Made[int]:
            gone = tuple(dict.fromkeys(choices))
            after = hub.with_(choices=without(hub.choices, gone))
            if not gone:
                return 0, hub, None
            kinds = tuple(kind for kind in Kind if any(one.kind is kind for one in gone))
            entry = self._entry(What.EDIT, hub, actor, (), kinds=kinds)
            told = structs.replace(
                entry, number=None, taken_back=as_choices(gone), text="Choices taken back."
            )
            return len(gone), after, told

        number, _ = await self._decide(Act.CHOOSE, make, dry_run=False)
        return number

    async def decide(self, ids: Collection[str], verdict: Verdict, *, dry_run: bool = False) -> Decided:
        """Keep, revoke, grant, delete or cancel: all of the people, or none of them.

        Args:
            ids: The records of teachers and pupils.
            verdict: What is decided.
            dry_run: Whether only to tell who would change.

        Raises:
            NotAllowedError: Only the Access Coordinator decides.
            UsageError: There is no such person, or the decision makes no sense for one of them.
            StoreError: The hub cannot be read or written.
        """

        async def make(hub: Hub, actor: Actor) -> _Made[tuple[tuple[str, ...], tuple[str, ...]]]:
            people, unchanged = decide(hub, ids, verdict)
            told = tuple(one.id for one in people), tuple(unchanged)
            if not people:
                return told, hub, None
            changes = tuple(changed("update", hub.record(one.id), one) for one in people)
            what = What(verdict.decision.value)
            return told, hub.with_records(people), self._entry(what, hub, actor, changes)

        (done, so_already), number = await self._decide(Act.DECIDE, make, dry_run=dry_run)
        return Decided(number, done, so_already)

    async def due(self) -> tuple[Person, ...]:
        """The people whose pending deletion may be purged.

        Raises:
            NotAllowedError: Only the Access Coordinator purges.
        """
        hub, _ = await self._allowed(Act.ERASE)
        return due(hub, self._today())

    async def undo(self, number: int | None = None, *, dry_run: bool = False) -> Undone:
        """Take back an entry of the history.

        Args:
            number: Its number; None for the newest that is neither undone nor itself an undo.
            dry_run: Whether only to tell what would be done.

        Raises:
            NotAllowedError: Only the Access Coordinator undoes.
            UsageError: There is no such entry.
            UndoBlockedError: Something that came later is in the way.
            StoreError: The hub cannot be read or written.
        """

        async def make(hub: Hub, actor: Actor) -> _Made[Undone]:
            entries = await self._store.history()
            # A big entry takes a second; whoever shows a screen meanwhile goes on showing it.
            undoing = await asyncio.to_thread(plan_undo, hub, entries, number, self._today())
            entry = self._entry(What.UNDO, hub, actor, undoing.changes, undoes=undoing.entry.number)
            return Undone(None, undoing.entry, undoing.changes), undoing.after, entry

        undone, entry = await self._decide(Act.UNDO, make, dry_run=dry_run)
        return Undone(entry, undone.undone, undone.changes)

    async def purge(self, ids: Collection[str], *, still_in_mis: bool = False) -> int:
        """Erase people whose pending deletion is due.

        Args:
            ids: Their records.
            still_in_mis: Whether those whom the MIS has again may be among them.

        Returns:
            The number of the entry that tells so.

        Raises:
            NotAllowedError: Only the Access Coordinator purges.
            UnfitError: Somebody's deletion is not due, or the MIS has them again; nobody is erased.
            StoreError: It cannot be written; the sentence tells whether they are out of the hub already.
        """
        hub, actor = await self._allowed(Act.ERASE)
        require_due(hub, ids, self._today(), still_in_mis=still_in_mis)
        return await self._erase(hub, actor, ids)

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
        hub, actor = await self._allowed(Act.ERASE)
        require_erasable(hub, ids)
        return await self._erase(hub, actor, ids)

    async def _erase(self, hub: Hub, actor: Actor, ids: Collection[str]) -> int:
        """Erase them from the very hub that was judged, so that no decision can slip in between."""
        gone = set(ids)
        if not gone:
            raise UsageError("Nobody is named.", "See who is due: marktui leavers purge.")
        counts = {
            kind.plural: {"erased": number}
            for kind in Kind
            if (number := len(hub.records(kind).keys() & gone))
        }
        kinds = tuple(kind for kind in Kind if kind.plural in counts)
        entry = self._entry(What.PURGE, hub, actor, (), kinds=kinds, counts=counts)
        await self._store.erase(hub, gone, entry)
        return hub.next_entry

    def _today(self) -> date:
        return self._now().astimezone().date()
