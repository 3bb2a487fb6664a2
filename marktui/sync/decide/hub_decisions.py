"""Decisions about the records of a hub. Each is checked for permission and has one entry in the history."""

import asyncio
from collections.abc import Callable, Collection, Mapping

from msgspec import structs

from marktui.hub.accounts.permissions import Actor, Permission
from marktui.hub.leavers.decisions import Assessment, DecisionRequest, assess, decide
from marktui.hub.model.clock import trusted_now
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.hub.model.school import Choices, ClassChoice, MatchChoice, UnmatchChoice, YearChoice
from marktui.hub.model.time import local_day
from marktui.hub.people.people_list import Line, people_on_list
from marktui.hub.people.snapshot import Snapshot, require_up_to_date
from marktui.hub.rules.add import added
from marktui.hub.rules.delete import removable_groups
from marktui.hub.rules.edit import edited
from marktui.store.disk.errors import ChangedElsewhereError
from marktui.store.file.entry import Entry, What, new_entry
from marktui.store.file.record_changes import record_change
from marktui.sync.decide.erase import Erasing
from marktui.sync.decide.hub_writer import DecisionResult, Made
from marktui.sync.decide.pair_choices import with_pair
from marktui.sync.decide.rejoin import rejoined
from marktui.sync.decide.remembered import (
    Choice,
    Remembered,
    as_choices,
    every_choice,
    kind_of,
    remembered,
    without,
)
from marktui.sync.history.undo import UndoResult, plan_undo
from marktui.sync.model.reading import Reading
from marktui.sync.plan.choices import with_choice


class HubDecisions(Erasing):
    """One person's decisions on one hub. Each reads the hub first, and again if somebody else was quicker."""

    async def edit(
        self, record_id: str, values: Mapping[str, str], *, dry_run: bool = False
    ) -> DecisionResult:
        """Edit a record by hand."""

        async def make(hub: Hub, actor: Actor) -> Made[tuple[str, ...]]:
            before, after = hub.record(record_id), edited(hub, actor, record_id, values, today=self._today())
            if before == after:
                return (), hub, None
            changes = (record_change(before, after),)
            return (record_id,), hub.with_records([after]), self._entry(What.EDIT, hub, actor, changes)

        done, number = await self._decide(Permission.VIEW, make, dry_run=dry_run)
        return DecisionResult(number, done, () if done else (record_id,))

    async def add(self, kind: Kind, values: Mapping[str, str], *, dry_run: bool = False) -> DecisionResult:
        """Add a teacher, a pupil, a class or a year group by hand.

        Returns:
            The id of the new record among the changed ones; in a dry run, the id it would have.
        """

        async def make(hub: Hub, actor: Actor) -> Made[str]:
            record = added(hub, actor, kind, values, today=self._today())
            after = hub.with_records([record]).with_(next_record=hub.next_record + 1)
            changes = (record_change(None, record),)
            return record.id, after, self._entry(What.EDIT, hub, actor, changes)

        record_id, number = await self._decide(Permission.VIEW, make, dry_run=dry_run)
        return DecisionResult(number, (record_id,), ())

    async def remove(self, ids: Collection[str], *, dry_run: bool = False) -> DecisionResult:
        """Delete classes or year groups that nobody is in: all of them, or none."""

        async def make(hub: Hub, actor: Actor) -> Made[tuple[str, ...]]:
            gone = removable_groups(hub, actor, ids)
            removed_ids = tuple(one.id for one in gone)
            changes = tuple(record_change(one, None) for one in gone)
            entry = self._entry(What.REMOVE, hub, actor, changes) if changes else None
            return removed_ids, hub.without_records(removed_ids), entry

        done, number = await self._decide(Permission.REMOVE, make, dry_run=dry_run)
        return DecisionResult(number, done, ())

    async def choose(self, choice: YearChoice | ClassChoice, reading: Reading) -> Remembered:
        """Remember a choice about a group for all later runs.

        Returns:
            The choice as `remembered` lists it.
        """

        async def make(hub: Hub, actor: Actor) -> Made[Remembered]:
            chosen = with_choice(hub.choices, choice, reading)
            after = hub.with_(choices=chosen)
            listed = next(one for one in remembered(after, reading) if one.choice == choice)
            if chosen == hub.choices:
                return listed, hub, None
            ended = as_choices(one for one in every_choice(hub.choices) if one not in every_choice(chosen))
            entry = self._choice_entry(
                actor,
                (kind_of(choice),),
                "Chosen by hand.",
                chosen=as_choices([choice]),
                taken_back=ended if ended != Choices() else None,
            )
            return listed, after, entry

        listed, _ = await self._decide(Permission.CHOOSE, make, dry_run=False)
        return listed

    async def pair(self, say: Callable[[Hub], MatchChoice | UnmatchChoice]) -> MatchChoice | UnmatchChoice:
        """Remember for the next sync that a row and a record are the same, or are not.

        Args:
            say: Gives the pair, from the hub as it is.
        """

        async def make(hub: Hub, actor: Actor) -> Made[MatchChoice | UnmatchChoice]:
            said = say(hub)
            after = hub.with_(choices=with_pair(hub.choices, said))
            if after == hub:
                return said, hub, None
            text = "Matched by hand." if isinstance(said, MatchChoice) else "Unmatched by hand."
            entry = self._choice_entry(actor, (said.kind,), text, chosen=as_choices([said]))
            return said, after, entry

        said, _ = await self._decide(Permission.CHOOSE, make, dry_run=False)
        return said

    async def forget_choices(self, choices: Collection[Choice]) -> int:
        """Forget choices, so that later runs no longer follow them: all of them, or none.

        Returns:
            How many were forgotten.
        """

        async def make(hub: Hub, actor: Actor) -> Made[int]:
            gone = tuple(dict.fromkeys(choices))
            after = hub.with_(choices=without(hub.choices, gone))
            if not gone:
                return 0, hub, None
            kinds = tuple(kind for kind in Kind if any(kind_of(one) is kind for one in gone))
            entry = self._choice_entry(actor, kinds, "Choices forgotten.", taken_back=as_choices(gone))
            return len(gone), after, entry

        number, _ = await self._decide(Permission.CHOOSE, make, dry_run=False)
        return number

    async def on_trusted_day(self, request: DecisionRequest) -> DecisionRequest:
        """The request with a trusted day, even if the clock is wrong."""
        today = local_day(trusted_now(await self._store.times(), self._now()))
        return structs.replace(request, today=max(today, request.today))

    async def decide(
        self,
        seen: Collection[Snapshot],
        request: DecisionRequest,
        *,
        listed: Collection[Line] = (),
        dry_run: bool = False,
    ) -> DecisionResult:
        """Keep, revoke, grant, delete or cancel: all of the people, or none of them.

        Args:
            listed: Lines of a list that names more of them.
        """
        request = await self.on_trusted_day(request)

        async def make(hub: Hub, actor: Actor) -> Made[tuple[tuple[str, ...], tuple[str, ...]]]:
            people, unchanged = decide(hub, [*seen, *people_on_list(hub, listed)], request)
            ids = tuple(one.id for one in people), tuple(unchanged)
            if not people:
                return ids, hub, None
            changes = tuple(record_change(hub.record(one.id), one) for one in people)
            what = What(request.decision.value)
            return ids, hub.with_records(people), self._entry(what, hub, actor, changes)

        (done, so_already), number = await self._decide(Permission.DECIDE, make, dry_run=dry_run)
        return DecisionResult(number, done, so_already)

    async def assess(self, seen: Collection[Snapshot], request: DecisionRequest) -> Assessment:
        """What a decision would do to each of the people, and why it is not possible for some."""
        hub, _ = await self._allowed(Permission.DECIDE)
        return assess(hub, seen, request)

    async def rejoin(self, leaver: Snapshot, other: Snapshot) -> DecisionResult:
        """Match a pupil who is gone from the MIS to the synced record of the same person; see `rejoined`."""

        async def make(hub: Hub, actor: Actor) -> Made[tuple[str, ...]]:
            require_up_to_date(hub, (leaver, other))
            back, gone = rejoined(hub, leaver.id, other.id)
            changes = (
                record_change(hub.record(back.id), back),
                record_change(hub.record(gone.id), gone),
            )
            entry = self._entry(What.EDIT, hub, actor, changes, text="Matched by hand.")
            return (back.id, gone.id), hub.with_records([back, gone]), entry

        done, number = await self._decide(Permission.SYNC, make, dry_run=False)
        return DecisionResult(number, done, ())

    async def undo(self, number: int | None = None, *, dry_run: bool = False) -> UndoResult:
        """Undo an entry of the history.

        Args:
            number: Its number; None for the newest that is neither undone nor itself an undo.

        Raises:
            UndoBlockedError: Something that came later is in the way.
        """

        async def make(hub: Hub, actor: Actor) -> Made[UndoResult]:
            entries = await self._store.history()
            if next((one.generation for one in entries if one.generation), 0) > hub.generation:
                # What somebody wrote since the hub was read is in the history, and not in this hub.
                raise ChangedElsewhereError
            # A big entry takes a second, and the screen must not freeze meanwhile.
            undoing = await asyncio.to_thread(plan_undo, hub, entries, number)
            entry = self._entry(What.UNDO, hub, actor, undoing.changes, undoes=undoing.entry.number)
            return UndoResult(None, undoing.entry, undoing.changes), undoing.after, entry

        undone, entry = await self._decide(Permission.UNDO, make, dry_run=dry_run)
        return UndoResult(entry, undone.undone, undone.changes)

    def _choice_entry(
        self, actor: Actor, kinds: tuple[Kind, ...], text: str, **choices: Choices | None
    ) -> Entry:
        """An entry about choices. It has no number, because an undo does not change choices."""
        return new_entry(What.EDIT, actor, self._now(), kinds=kinds, text=text, **choices)
